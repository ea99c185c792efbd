import { tell } from '../../players/expectation';
import type { FinishedScenario } from '../scenario';
import { type Told, type ToldEntry, toldOfRaces } from './told';

const BROADCAST: ReadonlySet<string> = new Set(['standings', 'progress', 'race status']);

/**
 * All who watch the same race are told the same in the same order: between the first and the last thing that two
 * connections were both told while both were there, neither was told more, less, or in another order. What only one of them was
 * there for says nothing: after a reset a race may look as it did before.
 */
export function tellsAllTheSame({ players }: FinishedScenario): string[] {
  const streams = toldOfRaces(players)
    .map((told) => ({ ...told, entries: told.entries.filter(({ event }) => BROADCAST.has(event.kind)) }))
    .sort((one, other) => other.entries.length - one.entries.length);
  return streams.flatMap((stream, index) =>
    streams.slice(0, Math.min(index, MOST_COMPARED)).flatMap((other) => compare(other, stream)),
  );
}

/** Each connection is compared with so many of the fullest: all of them in any scenario of a few people. */
const MOST_COMPARED = 12;

function compare(one: Told, other: Told): string[] {
  const [since, until] = [Math.max(one.since, other.since), Math.min(one.until, other.until)];
  const whileBothWereThere = ({ order }: ToldEntry) => order > since && order < until;
  const ones = one.entries.filter(whileBothWereThere);
  const others = other.entries.filter(whileBothWereThere);
  const shared = sharedOnce(ones, others);
  const first = between(ones, shared);
  const second = between(others, shared);
  const differing = first.findIndex((entry, index) => entry.raw !== second[index]?.raw);
  if (differing < 0 && first.length === second.length) return [];
  const at = differing < 0 ? first.length : differing;
  const [here, there] = [first[at], second[at]].map((entry) => (entry ? tell(entry) : 'nothing more'));
  return [`${one.who} and ${other.who} were told different things of the same race: ${here}, but ${there}`];
}

/** What both were told exactly once: by that, their journals can be laid side by side. */
function sharedOnce(one: readonly ToldEntry[], other: readonly ToldEntry[]): ReadonlySet<string> {
  const there = once(other);
  return new Set([...once(one)].filter((raw) => there.has(raw)));
}

function once(entries: readonly ToldEntry[]): ReadonlySet<string> {
  const counts = new Map<string, number>();
  for (const { raw } of entries) counts.set(raw, (counts.get(raw) ?? 0) + 1);
  return new Set([...counts].filter(([, count]) => count === 1).map(([raw]) => raw));
}

/** The stretch from the first to the last shared entry. */
function between(entries: readonly ToldEntry[], shared: ReadonlySet<string>): readonly ToldEntry[] {
  const first = entries.findIndex(({ raw }) => shared.has(raw));
  const last = entries.findLastIndex(({ raw }) => shared.has(raw));
  return first < 0 ? [] : entries.slice(first, last + 1);
}

import { tell } from '../players/expectation';
import type { Entry } from '../players/journal';
import type { Told } from './told';

/** What one connection was told, of what everybody is told. */
export type Stream = Told<Entry & { readonly raw: string }>;

/** Each connection is compared with so many of the fullest: all of them in any scenario of a few people. */
const MOST_COMPARED = 12;

/**
 * Lays the streams of all who watch the same side by side: from what both of two connections were there for up to the
 * last thing that both were told once, neither may have been told more, less, or in another order. What only one of them was
 * there for says nothing: after a reset a race may look as it did before.
 * @param what they watch: `race`, `room`. @returns a sentence for each pair that differs.
 */
export function differences(streams: readonly Stream[], what: string): string[] {
  const fullestFirst = [...streams].sort((one, other) => other.entries.length - one.entries.length);
  return fullestFirst.flatMap((stream, index) =>
    fullestFirst.slice(0, Math.min(index, MOST_COMPARED)).flatMap((other) => compare(other, stream, what)),
  );
}

function compare(one: Stream, other: Stream, what: string): string[] {
  if (isTheEndOf(one.entries, other.entries)) return []; // `one` is the fuller
  const [since, until] = [Math.max(one.since, other.since), Math.min(one.until, other.until)];
  const whileBothWereThere = ({ order }: Entry) => order > since && order < until;
  const [here, there] = [one.entries.filter(whileBothWereThere), other.entries.filter(whileBothWereThere)];
  const alike = sharedOnce(one.entries, other.entries);
  const shared = new Set([...sharedOnce(here, there)].filter((raw) => alike.has(raw)));
  const lead = Math.min(firstOf(here, shared), firstOf(there, shared));
  const first = between(here, shared, lead);
  const second = between(there, shared, lead);
  const differing = first.findIndex((entry, index) => entry.raw !== second[index]?.raw);
  if (differing < 0 && first.length === second.length) return [];
  const at = differing < 0 ? first.length : differing;
  const [mine, theirs] = [first[at], second[at]].map((entry) => (entry ? tell(entry) : 'nothing more'));
  const who = `${one.who} and ${other.who}`;
  return [`${who} were told different things of the same ${what}: ${mine}, but ${theirs}`];
}

/** Both were told the same to the end, as most are: one of them from the beginning, the other since coming. */
function isTheEndOf(longer: Stream['entries'], shorter: Stream['entries']): boolean {
  const before = longer.length - shorter.length;
  return shorter.every(({ raw }, index) => raw === longer[before + index]?.raw);
}

/** What both were told exactly once: by that, their journals can be laid side by side. */
function sharedOnce(one: Stream['entries'], other: Stream['entries']): ReadonlySet<string> {
  const there = once(other);
  return new Set([...once(one)].filter((raw) => there.has(raw)));
}

function once(entries: Stream['entries']): ReadonlySet<string> {
  const counts = new Map<string, number>();
  for (const { raw } of entries) counts.set(raw, (counts.get(raw) ?? 0) + 1);
  return new Set([...counts].filter(([, count]) => count === 1).map(([raw]) => raw));
}

/** Where the first shared entry is; -1 if there is none. */
function firstOf(entries: Stream['entries'], shared: ReadonlySet<string>): number {
  return entries.findIndex(({ raw }) => shared.has(raw));
}

/**
 * The stretch from the first to the last shared entry, and so many before it as both were told: whoever came later heard what the other one
 * heard, from the first word on.
 */
function between(entries: Stream['entries'], shared: ReadonlySet<string>, before: number): Stream['entries'] {
  const first = firstOf(entries, shared);
  const last = entries.findLastIndex(({ raw }) => shared.has(raw));
  return first < 0 ? [] : entries.slice(first - before, last + 1);
}

import { tell } from '../../players/expectation';
import { momentOf } from '../../players/moment';
import type { FinishedScenario } from '../scenario';
import { sessionsOf } from './sessions';
import { isKept, type KeptEntry } from './told';

/**
 * What is kept of a session is the same whenever and to whomever it is told: live, on a return, from the history. What is private in it is
 * the same for one reader each time. Its times rise strictly, in UTC.
 */
export function tellsItTheSameEachTime({ players }: FinishedScenario): string[] {
  return sessionsOf(players).flatMap(({ told, kept }) => {
    const first = new Map(kept.map((entry) => [entry.event.id, entry]));
    const own = new Map<string, KeptEntry>();
    return [
      ...told.flatMap(({ name, who, entries }) =>
        entries.filter(isKept).flatMap((entry) => {
          const before = own.get(`${name} ${entry.event.id}`) ?? entry;
          own.set(`${name} ${entry.event.id}`, before);
          return [
            ...differing(who, entry, first.get(entry.event.id) ?? entry, openOf),
            ...differing(who, entry, before, privateOf),
          ];
        }),
      ),
      ...wrongTimes(kept),
    ];
  });
}

/** Each has a time of its own, in UTC. */
function wrongTimes(kept: readonly KeptEntry[]): string[] {
  return kept.flatMap((entry, index) => {
    const before = kept[index - 1];
    const { timestamp, at } = entry.event;
    if (momentOf(timestamp) === undefined) return [`No time in UTC is ${timestamp}: ${tell(entry)}.`];
    if (!before || before.event.at < at) return [];
    return [`Two messages have the same time, ${timestamp}: ${tell(before)} and ${tell(entry)}.`];
  });
}

function differing(
  who: string,
  entry: KeptEntry,
  first: KeptEntry,
  formOf: (entry: KeptEntry) => string,
): string[] {
  if (formOf(entry) === formOf(first)) return [];
  return [`${who} was told ${tell(entry)} in another form than ${tell(first)}, although it is the same.`];
}

function openOf({ event }: KeptEntry): string {
  const actions = event.kind === 'narrative' ? event.actions : [];
  return JSON.stringify([event.kind, event.timestamp, event.text, actions]);
}

function privateOf({ event }: KeptEntry): string {
  return JSON.stringify(event.kind === 'narrative' ? (event.privately ?? null) : null);
}

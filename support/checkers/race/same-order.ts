import type { FinishedScenario } from '../scenario';
import { differences } from '../side-by-side';
import { type Told, toldOfRaces } from './told';

const BROADCAST: ReadonlySet<string> = new Set(['standings', 'progress', 'race status']);

/** All who watch the same race are told the same in the same order: what two races have in common, such as a reset, says nothing. */
export function tellsAllTheSame({ players }: FinishedScenario): string[] {
  const races = new Map<string | undefined, Told[]>();
  for (const told of toldOfRaces(players)) {
    const race = raceOf(told);
    races.set(race, [...(races.get(race) ?? []), told]);
  }
  return [...races.values()].flatMap((watching) =>
    differences(
      watching.map((told) => ({
        ...told,
        entries: told.entries.filter(({ event }) => BROADCAST.has(event.kind)),
      })),
      'race',
    ),
  );
}

/** The race that a connection was let in to; undefined if it was not told which. */
function raceOf({ entries }: Told): string | undefined {
  for (const { event } of entries)
    if (event.kind === 'welcomed' || event.kind === 'shown the race') return event.race;
  return undefined;
}

import type { FinishedScenario } from '../scenario';
import { differences } from '../side-by-side';
import { toldOfRaces } from './told';

const BROADCAST: ReadonlySet<string> = new Set(['standings', 'progress', 'race status']);

/** All who watch the same race are told the same in the same order. */
export function tellsAllTheSame({ players }: FinishedScenario): string[] {
  const streams = toldOfRaces(players).map((told) => ({
    ...told,
    entries: told.entries.filter(({ event }) => BROADCAST.has(event.kind)),
  }));
  return differences(streams, 'race');
}

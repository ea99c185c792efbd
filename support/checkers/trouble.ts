import { tell } from '../players/expectation';
import { eventOf } from '../players/journal';
import type { FinishedScenario } from './scenario';

/** No error answer, refusal, lost connection or close by the server that no step asked for. */
export function noUnexplainedTrouble({ players }: FinishedScenario): string[] {
  return players.flatMap(({ name, journal }) =>
    journal.entries
      .filter((entry) => eventOf(entry)?.trouble && journal.explanationOf(entry) === undefined)
      .map((entry) => `${name} met with trouble that no step asked for: ${tell(entry)}`),
  );
}

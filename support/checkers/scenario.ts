import type { Journal } from '../players/journal';
import type { Secrets } from '../players/secrets';

/** Somebody who took part, as a checker sees it: a name and a journal. */
export interface Participant {
  readonly name: string;
  readonly role: string;
  readonly journal: Journal;
  /** Connections that are not fully closed. */
  readonly openConnections: number;
}

/** A scenario that is over, as checkers see it. They read journals and nothing else. */
export interface FinishedScenario {
  readonly players: readonly Participant[];
  readonly secrets: Secrets;
}

/** A rule over all journals of a scenario. @returns a sentence for each violation; none when the rule was kept. */
export type Checker = (scenario: FinishedScenario) => string[];

import { leavesNothingOpen } from './clean-ending';
import { keepsContract } from './contract';
import { keepsItsInternals } from './internals';
import { movesActionsForward } from './party/actions';
import { tellsExactlyOnce } from './party/exactly-once';
import { partsWithAReason } from './party/farewell';
import { tellsItTheSameEachTime } from './party/same-form';
import { tellsTheTableTheSame } from './party/same-order';
import { showsWhatIsTheirs } from './party/views';
import { followsThePhysics } from './pong/continuity';
import { tellsOfTheOwnRoomOnly } from './pong/own-room';
import { movesPaddlesAsOrdered } from './pong/paddles';
import { tellsTheRoomTheSame } from './pong/same-order';
import { changesStatusByTheRules } from './pong/status';
import { PrivacySearch } from './privacy';
import { tellsNothingTwice } from './race/once';
import { tellsAllTheSame } from './race/same-order';
import { sortsStandings } from './race/standings';
import { tellsTrueFigures } from './race/true-figures';
import type { Checker, FinishedScenario } from './scenario';
import { noUnexplainedTrouble } from './trouble';

/** The rules that hold for every scenario, whatever its steps say. Each judges what concerns it and passes over the rest. */
const CHECKERS: readonly Checker[] = [
  keepsContract,
  noUnexplainedTrouble,
  keepsItsInternals,
  leavesNothingOpen,
  tellsAllTheSame,
  sortsStandings,
  tellsNothingTwice,
  tellsTrueFigures,
  followsThePhysics,
  movesPaddlesAsOrdered,
  tellsTheRoomTheSame,
  changesStatusByTheRules,
  tellsOfTheOwnRoomOnly,
  tellsExactlyOnce,
  tellsItTheSameEachTime,
  tellsTheTableTheSame,
  movesActionsForward,
  showsWhatIsTheirs,
  partsWithAReason,
];

/**
 * Puts a finished scenario to all checkers, and searches it for secrets in wrong hands; `search` counts what it has searched.
 * @returns a sentence for each violation.
 */
export function checkAll(scenario: FinishedScenario, search = new PrivacySearch(scenario.secrets)): string[] {
  return [...CHECKERS.flatMap((check) => check(scenario)), ...search.journals(scenario.players)];
}

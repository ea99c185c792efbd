import { namedIn } from '../players/account';
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
import { type Violation, violation } from './violation';

/**
 * The rules that hold for every scenario, whatever its steps say, with what everybody is to see by them. Each judges what concerns
 * it and passes over the rest.
 */
const RULES: readonly (readonly [should: string, check: Checker])[] = [
  ['only messages that the published contract allows', keepsContract],
  ['no error, refusal or loss of the connection that nothing in the scenario asks for', noUnexplainedTrouble],
  ['nothing of how the server is made in an error', keepsItsInternals],
  ['every connection to end with the scenario', leavesNothingOpen],
  ['the same news of the race in the same order as everybody else', tellsAllTheSame],
  ['leaderboards in the order of the rules, with the right gaps', sortsStandings],
  ['everything of the race once, and nothing twice', tellsNothingTwice],
  ['of a runner only what that runner has reported', tellsTrueFigures],
  ['a ball and a score that follow the rules of the game from one moment to the next', followsThePhysics],
  ['paddles that move as their own players order, and no others', movesPaddlesAsOrdered],
  ['the same news of the room in the same order as everybody else in it', tellsTheRoomTheSame],
  ['a status of the room that changes by the rules, and is told once', changesStatusByTheRules],
  ['nothing of any other room', tellsOfTheOwnRoomOnly],
  ['everything of the session once, in order, with nothing left out', tellsExactlyOnce],
  ['the same words each time that something of the session is told', tellsItTheSameEachTime],
  ['what is told to the whole table in the same order as everybody else there', tellsTheTableTheSame],
  ['the own actions wait, be taken up and be answered, in this order', movesActionsForward],
  ['what is theirs to see, and nothing else', showsWhatIsTheirs],
  ['a reason whenever the server ends a connection', partsWithAReason],
];

/** What everybody is to see by the rule of secrets. */
const NOTHING_OF_OTHERS = 'nothing that is secret and for somebody else';

/**
 * Puts a finished scenario to all checkers, and searches it for secrets in wrong hands; `search` counts what it has searched.
 * @returns each violation, in the order of the rules.
 */
export function brokenRules(
  scenario: FinishedScenario,
  search = new PrivacySearch(scenario.secrets),
): Violation[] {
  const names = scenario.players.map(({ name }) => name);
  const told = (should: string) => (sentence: string) =>
    violation(namedIn(sentence, names)[0] ?? 'everybody', should)(sentence);
  return [
    ...RULES.flatMap(([should, check]) => check(scenario).map(told(should))),
    ...search.journals(scenario.players).map(told(NOTHING_OF_OTHERS)),
  ];
}

/** As `brokenRules`. @returns a sentence for each violation. */
export function checkAll(scenario: FinishedScenario, search?: PrivacySearch): string[] {
  return brokenRules(scenario, search).map(({ sentence }) => sentence);
}

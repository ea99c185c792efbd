import type { Checker, FinishedScenario } from './scenario';

const CHECKERS: readonly Checker[] = [];

/** Puts a finished scenario to all checkers. @returns a sentence for each violation. */
export function checkAll(scenario: FinishedScenario): string[] {
  return CHECKERS.flatMap((check) => check(scenario));
}

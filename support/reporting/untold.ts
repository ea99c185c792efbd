import type { Envelope } from '@cucumber/messages';
import { type Circumstances, failureOf, isTold, toldTwice } from './failure';

type Pickle = NonNullable<Envelope['pickle']>;
type TestCase = NonNullable<Envelope['testCase']>;
type Result = NonNullable<Envelope['testStepFinished']>['testStepResult'];

/** What is to be said of a step that did not pass, where nothing was thrown. */
const UNWRITTEN: Readonly<Record<string, string>> = {
  UNDEFINED: 'Nobody has written this step.',
  PENDING: 'This step is not finished.',
};

/** Where in a scenario a step or a hook is, as far as cucumber's messages say. */
export function placeIn(pickle: Pickle, testCase: TestCase, testStepId: string): Circumstances {
  const own = testCase.testSteps.find(({ id }) => id === testStepId)?.pickleStepId;
  const step = pickle.steps.find(({ id }) => id === own);
  return {
    scenario: pickle.name,
    tags: pickle.tags.map(({ name }) => name),
    people: [],
    ...(step ? { step: { text: step.text, isGiven: step.type === 'Context' } } : {}),
  };
}

/**
 * A result with its failure told twice. Steps and hooks tell their own; left are those that cucumber itself ended: a step that took
 * too long, that nobody has written, or several have.
 */
export function toldResult(result: Result, where: Circumstances): Result {
  const said = result.message ?? UNWRITTEN[result.status];
  if (said === undefined || isTold(said)) return result;
  return saying(result, toldTwice(failureOf(said, where)));
}

/** The result with that message, wherever it carries one. */
export function saying(result: Result, message: string): Result {
  const { exception } = result;
  const changed = exception && { exception: { ...exception, message, stackTrace: message } };
  return { ...result, message, ...changed };
}

/** @returns a function that takes every message of a run in order and gives it back, with each failure told twice. */
export function tellingAll(): (message: Envelope) => Envelope {
  const pickles = new Map<string, Pickle>();
  const cases = new Map<string, TestCase>();
  /** By running test case. */
  const running = new Map<string, string>();

  return (message) => {
    const { pickle, testCase, testCaseStarted, testCaseFinished, testStepFinished } = message;
    if (pickle) pickles.set(pickle.id, pickle);
    if (testCase) cases.set(testCase.id, testCase);
    if (testCaseStarted) running.set(testCaseStarted.id, testCaseStarted.testCaseId);
    if (testCaseFinished) running.delete(testCaseFinished.testCaseStartedId);
    if (!testStepFinished) return message;
    const played = cases.get(running.get(testStepFinished.testCaseStartedId) ?? '');
    const shown = pickles.get(played?.pickleId ?? '');
    if (!played || !shown) return message;
    const where = placeIn(shown, played, testStepFinished.testStepId);
    const testStepResult = toldResult(testStepFinished.testStepResult, where);
    return { testStepFinished: { ...testStepFinished, testStepResult } };
  };
}

import { type Envelope, TestStepResultStatus } from '@cucumber/messages';
import type { Context } from './placement';
import { tellingAll } from './untold';

/** What is held of a copy of a scenario until it is known how it went. */
interface Held {
  readonly testCase: Envelope;
  readonly messages: Envelope[];
  hasOnlyPassed: boolean;
}

/**
 * Takes every message of a run in which scenarios are repeated, and gives back what is worth keeping of twenty copies of each: of a copy that
 * passed that it did and how long it took, without its steps and attachments; of any other everything, with the failure told twice.
 */
export function inBrief(): (message: Envelope) => Envelope[] {
  const told = tellingAll();
  const cases = new Map<string, Envelope>();
  /** By running test case. */
  const held = new Map<string, Held>();
  const ofRunning = ({ attachment, testStepStarted, testStepFinished, testCaseFinished }: Envelope) =>
    held.get(
      (attachment ?? testStepStarted ?? testStepFinished ?? testCaseFinished)?.testCaseStartedId ?? '',
    );

  return (original) => {
    const message = told(original);
    const { testCase, testCaseStarted, testStepFinished, testCaseFinished, testRunFinished } = message;
    if (testCase) {
      cases.set(testCase.id, message);
      return [];
    }
    if (testCaseStarted) {
      const own = cases.get(testCaseStarted.testCaseId);
      cases.delete(testCaseStarted.testCaseId);
      // Played once more, its test case has been written.
      held.set(testCaseStarted.id, {
        testCase: own ?? {},
        messages: [message],
        hasOnlyPassed: own !== undefined,
      });
      return [];
    }
    // What was planned and not played is told all the same.
    if (testRunFinished) return [...cases.values(), message];
    const copy = ofRunning(message);
    if (!copy) return [message];
    copy.messages.push(message);
    if (testStepFinished?.testStepResult.status !== undefined)
      copy.hasOnlyPassed &&= testStepFinished.testStepResult.status === TestStepResultStatus.PASSED;
    if (!testCaseFinished) return [];
    held.delete(testCaseFinished.testCaseStartedId);
    return copy.hasOnlyPassed ? briefOf(copy) : inFull(copy);
  };
}

/** One step stands for all. */
function briefOf({ testCase: { testCase }, messages }: Held): Envelope[] {
  const last = messages.findLast(({ testStepFinished }) => testStepFinished !== undefined);
  const testSteps = testCase?.testSteps.filter(({ id }) => id === last?.testStepFinished?.testStepId) ?? [];
  return [
    ...(testCase ? [{ testCase: { ...testCase, testSteps } }] : []),
    ...messages.filter(
      (one) => one === last || one.testCaseStarted !== undefined || one.testCaseFinished !== undefined,
    ),
  ];
}

function inFull({ testCase, messages }: Held): Envelope[] {
  return [...(testCase.testCase ? [testCase] : []), ...messages];
}

/** Cucumber's messages of a run of many copies, one to a line, in brief. */
const messages = {
  type: 'formatter',
  formatter({ on, write }: Context) {
    const brief = inBrief();
    on('message', (message) => {
      for (const one of brief(message)) write(`${JSON.stringify(one)}\n`);
    });
  },
} as const;

export default messages;

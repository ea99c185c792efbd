import type standard from '@cucumber/cucumber/lib/formatter/builtin/html';
import { isTimeline } from './attachment';

/** What cucumber hands its HTML formatter. */
export type Context = Parameters<typeof standard.formatter>[0];
type Message = Parameters<Parameters<Context['on']>[1]>[0];

/**
 * Moves each timeline from the hook that attached it to the step it explains: the one that failed, or the last one done.
 * Cucumber's page hides hooks that passed behind a button, and the picture with them.
 * @returns a function that takes every message of a run in order and gives it back, placed
 */
export function besideItsStep(): (message: Message) => Message {
  /** Steps of the features (not hooks), over all test cases. */
  const steps = new Set<string>();
  /** By running test case, the step a timeline belongs to. */
  const explained = new Map<string, { step: string; failed: boolean }>();

  return (message) => {
    const { testCase, testStepFinished, testCaseFinished, attachment } = message;
    for (const { id, pickleStepId } of testCase?.testSteps ?? []) if (pickleStepId) steps.add(id);
    if (testStepFinished && steps.has(testStepFinished.testStepId)) {
      const { testCaseStartedId, testStepId, testStepResult } = testStepFinished;
      const failed = testStepResult.status !== 'PASSED' && testStepResult.status !== 'SKIPPED';
      const before = explained.get(testCaseStartedId);
      if (!before?.failed && testStepResult.status !== 'SKIPPED') {
        explained.set(testCaseStartedId, { step: testStepId, failed });
      }
    }
    if (testCaseFinished) explained.delete(testCaseFinished.testCaseStartedId);
    if (!attachment?.testCaseStartedId || !isTimeline(attachment.fileName)) return message;
    const place = explained.get(attachment.testCaseStartedId);
    return place ? { attachment: { ...attachment, testStepId: place.step } } : message;
  };
}

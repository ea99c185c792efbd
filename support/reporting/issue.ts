import { formatterHelpers, type IFormatterOptions, Status } from '@cucumber/cucumber';

type Attempt = ReturnType<IFormatterOptions['eventDataCollector']['getTestCaseAttempt']>;
/** What a formatter is given to write with. */
export type Tools = Pick<IFormatterOptions, 'colorFns' | 'snippetBuilder' | 'supportCodeLibrary'>;

const INDENT = '   ';

/**
 * A failed scenario for the terminal: where it stands, then at once what went wrong, then the way there. The steps are
 * cucumber's own rendering (with snippets for undefined ones) without hooks that passed, attachments, and
 * the messages that already stand above.
 */
export function issueText(attempt: Attempt, number: number, tools: Tools): string {
  const messages: string[] = [];
  const stepResults = Object.fromEntries(
    Object.entries(attempt.stepResults).map(([id, result]) => {
      if (result.status !== Status.FAILED || !result.message) return [id, result];
      messages.push(result.message);
      return [id, { ...result, message: '' }];
    }),
  );
  const testSteps = attempt.testCase.testSteps.filter(
    (step) => step.pickleStepId !== undefined || attempt.stepResults[step.id]?.status === Status.FAILED,
  );
  const text = formatterHelpers.formatIssue({
    ...tools,
    number,
    testCaseAttempt: { ...attempt, stepResults, testCase: { ...attempt.testCase, testSteps } },
    printAttachments: false,
  });
  const [heading = '', ...steps] = text.split('\n');
  const told = messages.flatMap((message) => [
    ...message.split('\n').map((line) => INDENT + tools.colorFns.forStatus(Status.FAILED)(line)),
    '',
  ]);
  return [heading, ...told, ...steps].map((line) => line.trimEnd()).join('\n');
}

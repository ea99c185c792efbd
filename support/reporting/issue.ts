import { formatterHelpers, type IFormatterOptions, Status } from '@cucumber/cucumber';
import { LINE, readingsOf } from './failure';
import { placeIn, toldResult } from './untold';

type Attempt = ReturnType<IFormatterOptions['eventDataCollector']['getTestCaseAttempt']>;
/** What a formatter is given to write with. */
export type Tools = Pick<IFormatterOptions, 'colorFns' | 'snippetBuilder' | 'supportCodeLibrary'>;

const INDENT = '   ';

/**
 * A failed scenario for the terminal: where it stands, then at once what went wrong for whoever has ordered the server, below a line for a
 * developer, then the way there. The steps are cucumber's own rendering (with snippets for undefined ones) without hooks that passed, attachments, and
 * the messages that already stand above.
 */
export function issueText(attempt: Attempt, number: number, tools: Tools): string {
  const { pickle, testCase } = attempt;
  const messages: string[] = [];
  const stepResults = Object.fromEntries(
    Object.entries(attempt.stepResults).map(([id, result]) => {
      const { message } = toldResult(result, placeIn(pickle, testCase, id));
      if (!message) return [id, result];
      messages.push(message);
      return [id, { ...result, message: '' }];
    }),
  );
  const testSteps = testCase.testSteps.filter(
    (step) => step.pickleStepId !== undefined || attempt.stepResults[step.id]?.status === Status.FAILED,
  );
  const text = formatterHelpers.formatIssue({
    ...tools,
    number,
    testCaseAttempt: { ...attempt, stepResults, testCase: { ...testCase, testSteps } },
    printAttachments: false,
  });
  const [heading = '', ...steps] = text.split('\n');
  return [heading, ...told(messages, tools), ...steps].map((line) => line.trimEnd()).join('\n');
}

/** All that went wrong in a scenario: first all that is for whoever has ordered the server, each promise named once. */
function told(messages: readonly string[], { colorFns }: Tools): string[] {
  const all = messages.map(readingsOf);
  const heads = new Set<string>();
  const stories = all.flatMap(({ story }) => {
    const [head = '', ...rest] = story.split('\n');
    const isKnown = heads.has(head);
    heads.add(head);
    return [...(isKnown ? [] : [head]), ...rest, ''];
  });
  const details = all.flatMap(({ details }) => [...details.split('\n'), '']);
  const [red, grey] = [colorFns.forStatus(Status.FAILED), colorFns.errorStack];
  return [...stories.map(red), ...(all.length > 0 ? [grey(LINE), '', ...details.map(grey)] : [])].map(
    (line) => INDENT + line,
  );
}

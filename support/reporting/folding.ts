import type { Envelope } from '@cucumber/messages';
import { isTold, readingsOf } from './failure';
import { saying } from './untold';

/** What the part of a failure that is for a developer is called, where it is folded away. */
export const FOR_A_DEVELOPER = 'for a developer';

/**
 * Takes a failure apart, for a page: what is for whoever has ordered the server stays its message, and what is for a developer becomes an
 * attachment of the step, which cucumber's page folds away.
 */
export function folding(message: Envelope): Envelope[] {
  const { testStepFinished } = message;
  const { message: said } = testStepFinished?.testStepResult ?? {};
  if (!testStepFinished || said === undefined || !isTold(said)) return [message];
  const { story, details } = readingsOf(said);
  const { testCaseStartedId, testStepId, testStepResult } = testStepFinished;
  const attachment = {
    testCaseStartedId,
    testStepId,
    body: details,
    mediaType: 'text/plain',
    fileName: FOR_A_DEVELOPER,
    contentEncoding: 'IDENTITY',
  } as NonNullable<Envelope['attachment']>;
  return [
    { attachment },
    { testStepFinished: { ...testStepFinished, testStepResult: saying(testStepResult, story) } },
  ];
}

import { expect } from 'chai';
import { type Expectation, expecting } from './expectation';

/** What an HTTP answer comes down to, in every system. */
export type AnswerEvent =
  | { readonly kind: 'granted'; readonly telling?: string }
  | { readonly kind: 'declined'; readonly status: number; readonly telling: string; readonly trouble: true };

/** An answer by which the server declines what was asked: a client's error, with a reason, and never a server's own failure. */
export function declined(): Expectation {
  return expecting<Extract<AnswerEvent, { kind: 'declined' }>>(
    'an answer that declines',
    ['declined'],
    (event) => {
      expect(event.status, 'the status of the answer').to.be.within(400, 499);
    },
  );
}

/** What comes back over a connection for something that the server will not do, in every system. */
export interface RefusedEvent {
  readonly kind: 'refused';
  readonly reason: string;
  readonly telling?: string;
  readonly trouble: true;
}

/** A refusal of what was sent; with that reason, if one is given. */
export function refused(reason?: string): Expectation {
  const what = reason === undefined ? 'an error answer' : `the error answer "${reason}"`;
  return expecting<RefusedEvent>(what, ['refused'], (event) => {
    expect(event.reason, 'the reason').not.to.equal('');
    if (reason !== undefined) expect(event.reason, 'the reason').to.equal(reason);
  });
}

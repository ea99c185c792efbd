import type { Account } from '../players/account';

/** A broken rule: a sentence for whoever looks into it, and the same for whoever has ordered the server. */
export interface Violation {
  /** Which rule, who, what was seen. */
  readonly sentence: string;
  readonly account: Account;
}

/** Rules that hold for every scenario and were broken in this one, whatever its steps said. */
export class Violations extends Error {
  override readonly name = 'Violations';
  readonly accounts: readonly Account[];

  /**
   * @param violations secrets in them are for whoever prints this to cut.
   * @param more what else there is to say, such as how to have the same again.
   */
  constructor(violations: readonly Violation[], more: readonly string[] = []) {
    const most = 10;
    const sentences = [...violations.map(({ sentence }) => sentence), ...more];
    const shown = sentences.slice(0, most).map((sentence) => `- ${sentence}`);
    const rest = sentences.length > most ? [`- and ${sentences.length - most} more`] : [];
    super(['A rule that holds for every scenario was broken:', ...shown, ...rest].join('\n'));
    this.accounts = violations.map(({ account }) => account);
  }
}

/** What is wrong, seen by somebody who was to see something else. The sentence says what was seen. */
export function violation(who: string, should: string): (sentence: string) => Violation {
  return (sentence) => ({ sentence, account: { who, should, saw: sentence } });
}

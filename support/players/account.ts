/**
 * A failure as somebody sees it who has ordered the server and has not written the step: all in words of the game, without numbers of
 * journal lines. Secrets are not cut in it yet.
 */
export interface Account {
  /** Whose eyes it was seen with: `Bo`, `the server's log`. */
  readonly who: string;
  /** What was promised to be seen: completes "should have seen". */
  readonly should: string;
  /** What was seen in its place. */
  readonly saw: string;
}

/** Names as a reader lists them: `Ana, Bo and Cy`. */
export function listed(names: readonly string[]): string {
  const [last = '', ...others] = [...names].reverse();
  return others.length === 0 ? last : `${others.reverse().join(', ')} and ${last}`;
}

/** So much is told of one line. */
const LONGEST = 500;

/** A line of a server's log, as far as it matters here. */
interface Line {
  readonly level: string;
  readonly text: string;
  readonly isItsEnd?: true;
}

/** That the server ended, and nobody had ended it: whatever else went wrong may be due to that. */
export function endsByItself(log: readonly Line[]): string[] {
  return log.filter(({ isItsEnd }) => isItsEnd).map(({ text }) => text.slice(0, LONGEST));
}

/** An error in the server's log is a violation, whatever the players saw. */
export function serverLogViolations(log: readonly Line[]): string[] {
  return log
    .filter(({ level, isItsEnd }) => !isItsEnd && (level === 'error' || level === 'fatal'))
    .map(({ text }) => `The server logged an error: ${text.slice(0, LONGEST)}`);
}

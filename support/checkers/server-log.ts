/** A line of a server's log, as far as it matters here. */
interface Line {
  readonly level: string;
  readonly text: string;
}

/** An error in the server's log is a violation, whatever the players saw. */
export function serverLogViolations(log: readonly Line[]): string[] {
  return log
    .filter(({ level }) => level === 'error' || level === 'fatal')
    .map(({ text }) => `The server logged an error: ${text.slice(0, 500)}`);
}

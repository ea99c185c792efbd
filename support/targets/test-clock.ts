/**
 * Moves the clock of a server with test hooks: POST /test/clock/advance.
 *
 * Takes the server's base address, the secret of its test hooks, and how far to move in milliseconds. Resolves once every timer
 * that fell due has run. @throws Error when the server refuses.
 */
export async function advanceClock(url: URL, secret: string, milliseconds: number): Promise<void> {
  const response = await fetch(new URL('/test/clock/advance', url), {
    method: 'POST',
    headers: { authorization: `Bearer ${secret}`, 'content-type': 'application/json', connection: 'close' },
    body: JSON.stringify({ milliseconds }),
  });
  const answer = await response.text();
  if (!response.ok) {
    throw new Error(
      `The test clock could not be advanced by ${milliseconds} ms: ${response.status} ${answer}`,
    );
  }
}

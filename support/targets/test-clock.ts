import type { Agent } from 'node:http';
import { askTestHook } from './test-hooks';

/**
 * Moves the clock of a server with test hooks: POST /test/clock/advance.
 *
 * Takes the server's base address, the secret of its test hooks, how far to move in milliseconds, and what keeps the connection.
 * Resolves once every timer that fell due has run. @throws Error when the server refuses.
 */
export async function advanceClock(
  url: URL,
  secret: string,
  milliseconds: number,
  agent?: Agent,
): Promise<void> {
  const failure = `The server's clock could not be advanced by ${milliseconds} ms`;
  await askTestHook(url, secret, '/test/clock/advance', { milliseconds }, { failure, agent });
}

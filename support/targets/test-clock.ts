import type { Agent } from 'node:http';
import { askTestHook } from './test-hooks';

/** The longest way that a server's clock goes at once. */
const ONE_DAY_MS = 86_400_000;

/** Goes a way of any length, a day at most at once; nowhere for 0. */
export async function dayByDay(
  milliseconds: number,
  advance: (milliseconds: number) => Promise<void>,
): Promise<void> {
  for (let left = milliseconds; left > 0; left -= ONE_DAY_MS) await advance(Math.min(left, ONE_DAY_MS));
}

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

import { ask } from './http';

const PATIENCE_MS = 20_000;

/**
 * Moves the clock of a server with test hooks: POST /test/clock/advance.
 *
 * Takes the server's base address, the secret of its test hooks, and how far to move in milliseconds. Resolves once every timer
 * that fell due has run. @throws Error when the server refuses.
 */
export async function advanceClock(url: URL, secret: string, milliseconds: number): Promise<void> {
  const { status, body } = await ask(new URL('/test/clock/advance', url), {
    method: 'POST',
    headers: { authorization: `Bearer ${secret}`, 'content-type': 'application/json' },
    body: JSON.stringify({ milliseconds }),
    patience: PATIENCE_MS,
  });
  if (status >= 200 && status < 300) return;
  const hint = status === 404 ? '; its test hooks are off, or it has another TEST_HOOKS_SECRET' : '';
  throw new Error(
    `The server's clock could not be advanced by ${milliseconds} ms (${status} ${body})${hint}.`,
  );
}

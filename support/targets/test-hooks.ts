import type { Agent } from 'node:http';
import { ask } from './http';

const PATIENCE_MS = 20_000;

interface Besides {
  readonly failure?: string;
  readonly agent?: Agent | undefined;
}

/**
 * Asks a test hook of a server that has them.
 *
 * Takes the server's base address, the secret of its test hooks, the hook's path (`/test/...`, after that of the address), what it
 * is told, and besides: how a failure begins, and what keeps the connection.
 * @returns the body of the answer, from JSON. @throws Error when the server refuses, with status and body.
 */
export async function askTestHook(
  url: URL,
  secret: string,
  path: string,
  told: object,
  { failure = `The server refused POST ${path} ${JSON.stringify(told)}`, agent }: Besides = {},
): Promise<unknown> {
  const { status, body } = await ask(new URL(`.${path}`, url), {
    method: 'POST',
    headers: { authorization: `Bearer ${secret}`, 'content-type': 'application/json' },
    body: JSON.stringify(told),
    patience: PATIENCE_MS,
    ...(agent ? { agent } : {}),
  });
  if (status >= 200 && status < 300) return body === '' ? undefined : (JSON.parse(body) as unknown);
  const hint = status === 404 ? '; its test hooks are off, or it has another TEST_HOOKS_SECRET' : '';
  throw new Error(`${failure} (${status} ${body})${hint}.`);
}

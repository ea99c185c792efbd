import { setTimeout as pause } from 'node:timers/promises';
import { ask } from '../http';
import type { Engine } from './engine';
import { linesSince } from './node-log';

const LATEST_MS = 60_000;
/** Short beside a start, and long beside a question. testcontainers' own wait for HTTP asks once a second. */
const BETWEEN_MS = 60;
const LAST_LINES = 12;

/**
 * Waits until a server in a container answers GET /health with 200: from outside, as its players will come. Takes its container and
 * its address. @returns undefined once it does; why not, and the container's last lines, if its process ends or time runs out.
 */
export async function untilHealthy(engine: Engine, container: string, url: URL): Promise<string | undefined> {
  const end = Date.now() + LATEST_MS;
  let last = 'nothing';
  while (Date.now() < end) {
    try {
      const { status } = await ask(new URL('/health', url), { method: 'GET', patience: 2_000 });
      if (status === 200) return undefined;
      last = `status ${status}`;
    } catch (error) {
      last = error instanceof Error ? error.message : String(error);
    }
    const { State } = await engine.container.dockerode.getContainer(container).inspect();
    if (!State.Running)
      return `it ended with exit code ${State.ExitCode}${await lastWords(engine, container)}`;
    await pause(BETWEEN_MS);
  }
  return `GET /health did not answer 200 in ${LATEST_MS / 1_000} s, but ${last}${await lastWords(engine, container)}`;
}

/** Waits until a container says these words, unless it has said them since then. @throws Error when it does not. */
export async function untilItSays(
  engine: Engine,
  container: string,
  words: string,
  since: Date,
): Promise<void> {
  const end = Date.now() + LATEST_MS;
  while (Date.now() < end) {
    const lines = await linesSince(engine, container, since);
    if (lines.some((line) => line.includes(words))) return;
    await pause(BETWEEN_MS);
  }
  throw new Error(`The container did not say "${words}" in ${LATEST_MS / 1_000} s.`);
}

/** What a container has said last, to follow a sentence about it; it may be gone. */
export async function lastWords(engine: Engine, container: string): Promise<string> {
  const lines = await linesSince(engine, container, new Date(0)).catch(() => []);
  const words = lines.map((line) => line.replace(/^\S+ /, '')).slice(-LAST_LINES);
  return words.length === 0 ? ' and said nothing' : `; it said:\n  ${words.join('\n  ')}`;
}

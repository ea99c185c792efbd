import { createInterface } from 'node:readline';
import { PassThrough } from 'node:stream';
import { parseLine, type ServerLog } from '../embedded/server-log';
import type { Engine } from './engine';

/** Enough to see what led to a failure. */
const TAIL = 60;

/**
 * Writes into a log what a container says from now on, or from the moment that is given (as the engine writes times). What it
 * writes to its error stream counts as an error, as it does for a server that runs here.
 * @returns a function that stops it.
 */
export function follow(engine: Engine, container: string, log: ServerLog, since?: string): () => void {
  const { dockerode } = engine.container;
  const end = new AbortController();
  const stdout = new PassThrough();
  const stderr = new PassThrough();
  createInterface({ input: stdout }).on('line', (line) => log.add(parseLine(line, 'info')));
  createInterface({ input: stderr }).on('line', (line) => log.add(parseLine(line, 'error')));
  // Not awaited: Podman answers with the first line, which may never come.
  dockerode
    .getContainer(container)
    .logs({
      follow: true,
      stdout: true,
      stderr: true,
      abortSignal: end.signal,
      ...(since === undefined ? { tail: 0 } : { since: Date.parse(since) / 1_000 }),
    })
    .then((raw) => {
      raw.on('error', () => {}); // the container or the engine went; whoever uses it will hear
      raw.once('close', () => {
        stdout.end();
        stderr.end();
      });
      dockerode.modem.demuxStream(raw, stdout, stderr);
      end.signal.addEventListener('abort', () => {
        if ('destroy' in raw && typeof raw.destroy === 'function') raw.destroy();
      });
    })
    .catch(() => {});
  return () => end.abort();
}

/** The last lines of what a container has written since then, each with its time. */
export async function linesSince(engine: Engine, container: string, since: Date): Promise<string[]> {
  const written = await engine.container.dockerode.getContainer(container).logs({
    follow: false,
    stdout: true,
    stderr: true,
    timestamps: true,
    since: since.getTime() / 1_000,
    tail: TAIL,
  });
  return textOf(written).split('\n').filter(Boolean);
}

/** Without the eight bytes before each piece that say how long it is, and from which stream. */
function textOf(written: Buffer): string {
  const pieces: Buffer[] = [];
  for (let at = 0; at + 8 <= written.length; ) {
    const end = at + 8 + written.readUInt32BE(at + 4);
    pieces.push(written.subarray(at + 8, end));
    at = end;
  }
  return Buffer.concat(pieces).toString('utf8');
}

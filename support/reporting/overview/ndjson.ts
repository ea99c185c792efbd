import { createReadStream, existsSync, readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';
import type { Envelope } from '@cucumber/messages';
import { Messages } from './messages';
import type { Run } from './run';

/** What was named cannot be merged. The message names it, and the line in it. */
export class MergeError extends Error {
  override readonly name = 'MergeError';
}

/** How cucumber calls itself. */
const CUCUMBER = 'cucumber-js';
/** The page that a run leaves beside its messages. */
const PAGE = 'cucumber.html';

/**
 * The files of messages that are meant: each file itself, and of a folder all that end in `.ndjson`, however deep.
 * @throws MergeError naming what is not there, or has none
 */
export function messageFiles(named: readonly string[]): string[] {
  const files = named.flatMap((name) => {
    const found = statSync(name, { throwIfNoEntry: false });
    if (!found) throw new MergeError(`${name} is not there.`);
    if (!found.isDirectory()) return [path.resolve(name)];
    const inside = readdirSync(name, { recursive: true, encoding: 'utf8' })
      .filter((one) => one.endsWith('.ndjson'))
      .sort();
    if (inside.length === 0) throw new MergeError(`${name} has no files of messages (*.ndjson) in it.`);
    return inside.map((one) => path.resolve(name, one));
  });
  return [...new Set(files)];
}

/**
 * Reads the messages of one whole run, line by line.
 * @param from the folder in which the overview will be: links lead from there
 * @throws MergeError with file and line for what is cut off, no messages of cucumber's, or not this suite's
 */
export async function readRun(file: string, from: string): Promise<Run> {
  const name = nearby(file);
  const messages = new Messages();
  let line = 0;
  let own = false;
  const refuse = (what: string) => new MergeError(`${name}, line ${line}: ${what}.`);
  const input = createReadStream(file, 'utf8');
  const failed = new Promise<never>((_, reject) => {
    input.once('error', (cause) => reject(new MergeError(`${name} cannot be read: ${cause.message}.`)));
  });
  failed.catch(() => {}); // asked for below
  const read = async () => {
    for await (const text of createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY })) {
      line += 1;
      if (text.trim() === '') continue;
      const message = parse(text, refuse);
      if (!own) {
        const by = message.meta?.implementation?.name;
        if (by !== CUCUMBER)
          throw refuse(
            by === undefined
              ? 'no message of a cucumber stands here'
              : `these are messages of ${by}, and not of ${CUCUMBER}`,
          );
        own = true;
      }
      if (messages.isOver) throw refuse('the run is over before this line: these are two runs in one file');
      try {
        messages.take(message);
      } catch (cause) {
        throw refuse(`it cannot be understood: ${cause instanceof Error ? cause.message : String(cause)}`);
      }
    }
  };
  await Promise.race([read(), failed]);
  if (line === 0) throw new MergeError(`${name} is empty.`);
  if (!messages.isOver)
    throw refuse('it ends here, and the run did not: the file is cut off, or the run was');
  const page = path.join(path.dirname(file), PAGE);
  const run = messages.run(existsSync(page) ? link(from, page) : undefined);
  if (run.target === undefined && run.attempts.length > 0)
    throw refuse(
      'no scenario says what it was played on; this is no run of this suite, or one of a version before it told',
    );
  return run;
}

function parse(text: string, refuse: (what: string) => MergeError): Envelope {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Envelope;
  } catch {
    throw refuse('it is no JSON: the file is damaged, or cut off');
  }
  throw refuse('it is no message of a cucumber');
}

/** A path as somebody in this folder would write it. */
function nearby(file: string): string {
  const name = path.relative('', file);
  return name.startsWith('..') ? file : name;
}

/** A path as a link from a page in that folder. */
function link(from: string, to: string): string {
  return path.relative(from, to).split(path.sep).join('/');
}

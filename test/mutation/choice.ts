import { statSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';

/** What the user wants of a run. */
export interface Choice {
  /** Files to mutate, relative to the top folder; none: all rules and stores. */
  readonly files: readonly string[];
  readonly concurrency: number | undefined;
}

/** A command line that cannot be used. The message is one sentence for the user. */
export class ChoiceError extends Error {
  override readonly name = 'ChoiceError';
}

const MOST_AT_ONCE = 64;

/**
 * Reads the command line of `npm run mutate`: `--mutate path[,path]`, as often as one likes, and `--concurrency n`. Takes its words and
 * the top folder. @throws ChoiceError
 */
export function readChoice(words: readonly string[], house: string): Choice {
  const { mutate = [], concurrency } = valuesOf(words);
  const files = mutate.flatMap((paths) => paths.split(',')).map((file) => serverFile(file, house));
  return {
    files: [...new Set(files)],
    concurrency: concurrency === undefined ? undefined : count(concurrency),
  };
}

function valuesOf(words: readonly string[]): { mutate?: string[]; concurrency?: string } {
  try {
    const options = { mutate: { type: 'string', multiple: true }, concurrency: { type: 'string' } } as const;
    return parseArgs({ args: [...words], options }).values;
  } catch (error) {
    throw new ChoiceError(
      `${error instanceof Error ? error.message : String(error)} (npm run mutate -- [--mutate path] [--concurrency n])`,
    );
  }
}

function serverFile(given: string, house: string): string {
  const file = path.relative(house, path.resolve(house, given)).split(path.sep).join('/');
  const isThere = statSync(path.join(house, file), { throwIfNoEntry: false })?.isFile();
  if (isThere && /^reference-server\/(?!core\/)[^/]+\/.*\.ts$/.test(file)) return file;
  throw new ChoiceError(`--mutate is "${given}", which is no .ts file of a system in reference-server/.`);
}

function count(given: string): number {
  const number = /^\d{1,3}$/.test(given) ? Number(given) : 0;
  if (number >= 1 && number <= MOST_AT_ONCE) return number;
  throw new ChoiceError(`--concurrency is "${given}"; it must be a whole number from 1 to ${MOST_AT_ONCE}.`);
}

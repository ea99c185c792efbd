import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Column } from './columns';

/** What a merge leaves of one target for those that come after it. */
export interface Mark {
  readonly target: string;
  readonly passed: number;
  readonly failed: number;
  readonly flaky: number;
  readonly unverifiable: number;
  /** What the runs took together, the longest of shards that were played side by side. */
  readonly milliseconds: number;
}

/** One merge: what was played at about the same time on all targets. */
export interface Past {
  /** The merge's own: the same runs merged again are the same past, and not a second one. */
  readonly id: string;
  /** When the first of its runs began: milliseconds since 1970. */
  readonly began: number;
  readonly targets: readonly Mark[];
}

/** A file in the folder of the trend that this did not write. */
export class TrendError extends Error {
  override readonly name = 'TrendError';
}

/** A file of another version is refused, and not guessed at. */
const VERSION = 1;
const NAME = /^run-\d{8}T\d{6}-[0-9a-f]{8}\.json$/;

/** What is to be remembered of these columns. */
export function pastOf(columns: readonly Column[]): Past {
  const runs = columns.flatMap((column) => column.runs);
  const ids = runs.map(({ id }) => id).sort();
  return {
    id: createHash('sha256').update(ids.join('\n')).digest('hex').slice(0, 8),
    began: Math.min(...runs.map(({ began }) => began)),
    targets: columns.map(({ target, runs: own, scenarios }) => {
      const count = (status: string) => [...scenarios.values()].filter((one) => one.status === status).length;
      return {
        target: target ?? '',
        passed: count('passed'),
        failed: count('failed'),
        flaky: count('flaky'),
        unverifiable: count('unverifiable'),
        milliseconds: Math.round(Math.max(...own.map(({ milliseconds }) => milliseconds))),
      };
    }),
  };
}

/** The past in a folder, oldest first; nothing where there is no folder. @throws TrendError naming a file that is not of this kind */
export function readTrend(folder: string): Past[] {
  let names: string[];
  try {
    names = readdirSync(folder);
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw new TrendError(`The folder of the trend cannot be read: ${(cause as Error).message}.`);
  }
  const pasts = names.filter((name) => NAME.test(name)).map((name) => readPast(path.join(folder, name)));
  return pasts.sort((one, other) => one.began - other.began);
}

/** Adds to the folder, which is made if need be. A file is there whole or not at all. */
export function keep(folder: string, past: Past): void {
  mkdirSync(folder, { recursive: true });
  const when = new Date(past.began).toISOString().slice(0, 19).replaceAll(/[-:]/g, '');
  const file = path.join(folder, `run-${when}-${past.id}.json`);
  writeFileSync(`${file}.part`, `${JSON.stringify({ version: VERSION, ...past }, undefined, 2)}\n`);
  renameSync(`${file}.part`, file);
}

/** The pasts with this one in its place. */
export function withPast(pasts: readonly Past[], past: Past): Past[] {
  return [...pasts.filter(({ id }) => id !== past.id), past].sort((one, other) => one.began - other.began);
}

function readPast(file: string): Past {
  let value: unknown;
  try {
    value = JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    throw new TrendError(`${file} is no JSON.`);
  }
  if (!isPast(value)) throw new TrendError(`${file} is no past run that \`npm run report\` has written.`);
  return value;
}

function isPast(value: unknown): value is Past {
  const past = value as (Past & { version?: unknown }) | null;
  return (
    typeof past === 'object' &&
    past !== null &&
    past.version === VERSION &&
    typeof past.id === 'string' &&
    isCount(past.began) &&
    past.began < 8.64e15 &&
    Array.isArray(past.targets) &&
    past.targets.every(isMark)
  );
}

function isMark(value: unknown): value is Mark {
  const mark = value as Mark | null;
  return (
    typeof mark === 'object' &&
    mark !== null &&
    typeof mark.target === 'string' &&
    [mark.passed, mark.failed, mark.flaky, mark.unverifiable, mark.milliseconds].every(isCount)
  );
}

function isCount(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value) && value >= 0;
}

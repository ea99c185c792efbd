import { readFileSync } from 'node:fs';
import path from 'node:path';

/** What is promised, as features/requirements.md says it. */
export interface Promised {
  /** `RACE-06`, without the sign of a tag. */
  readonly id: string;
  readonly sentence: string;
}

const LIST = path.resolve(__dirname, '../../features/requirements.md');
const ROW = /^\| ([A-Z]+-\d\d) *\| *(.*?) *\|/gm;
const TAG = /^@([A-Z]+-\d\d)$/;

let known: ReadonlyMap<string, Promised> | undefined;

/** All that is promised, by id, in the order of the list; read once a process. */
export function allPromises(): ReadonlyMap<string, Promised> {
  known ??= new Map(
    [...readFileSync(LIST, 'utf8').matchAll(ROW)].map(([, id = '', sentence = '']) => [id, { id, sentence }]),
  );
  return known;
}

/**
 * The promises that a scenario with these tags shows, each once, in the order of the tags.
 * @param tags `@RACE-06`; others are passed over. One that nobody has promised has an empty sentence.
 */
export function promisesOf(tags: readonly string[]): readonly Promised[] {
  const ids = tags.flatMap((tag) => TAG.exec(tag)?.[1] ?? []);
  return [...new Set(ids)].map((id) => allPromises().get(id) ?? { id, sentence: '' });
}

import { readFileSync } from 'node:fs';
import path from 'node:path';

/** Where the promises stand. */
const REQUIREMENTS = path.resolve(__dirname, '../../../features/requirements.md');

/** One promise, in the words of a product owner. */
export interface Promised {
  /** `RACE-06` */
  readonly id: string;
  readonly sentence: string;
  /** The heading it stands under: `Race`. */
  readonly system: string;
  /** False for what nobody ordered, and users would miss. */
  readonly asked: boolean;
}

/** How an id looks, and how a tag that is one. */
const ID = '[A-Z]+-\\d\\d';
const TAG = new RegExp(`^@(${ID})$`);
const ROW = new RegExp(`^\\| *(${ID}) *\\| *(.*?) *\\| *(yes|expected) *\\|$`);

/** The ids of promises among tags. */
export function promisedBy(tags: readonly string[]): string[] {
  return [...new Set(tags.flatMap((tag) => TAG.exec(tag)?.[1] ?? []))];
}

/** All promises, in their order. @throws Error where the list cannot be read. */
export function readPromises(): Promised[] {
  return promisesIn(readFileSync(REQUIREMENTS, 'utf8'));
}

/** The promises in the tables of a list, each under the heading before it. */
export function promisesIn(markdown: string): Promised[] {
  let system = '';
  return markdown.split('\n').flatMap((line) => {
    if (line.startsWith('## ')) system = line.slice(3).trim();
    const [, id, sentence, asked] = ROW.exec(line) ?? [];
    if (id === undefined || sentence === undefined) return [];
    return [{ id, sentence: sentence.replaceAll('\\|', '|'), system, asked: asked === 'yes' }];
  });
}

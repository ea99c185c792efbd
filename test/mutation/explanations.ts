import { parse } from 'yaml';
import { z } from 'zod';
import { onOneLine } from './mutants';

/** Why a mutant that no scenario notices is no gap in the features. What it says of the code is as `Mutant` says it. */
export interface Explanation {
  readonly file: string;
  readonly mutator: string;
  readonly original: string;
  readonly replacement: string;
  /** The line it begins on, where the same piece of code stands on several. */
  readonly at: string | undefined;
  readonly why: string;
}

/** The list cannot be used. The message names it and what is wrong. */
export class ListError extends Error {
  override readonly name = 'ListError';
}

const code = z.string().transform(onOneLine);
const list = z.array(
  z.strictObject({
    file: z.string().min(1),
    why: z.string().trim().min(20, 'must be a sentence that says why'),
    mutants: z
      .array(
        z.strictObject({
          mutator: z.string().min(1),
          original: code,
          replacement: code,
          at: code.optional(),
        }),
      )
      .min(1),
  }),
);

/** Reads the list of explanations. Takes its text (YAML) and its name for messages. @throws ListError at what is wrong first. */
export function readExplanations(text: string, name: string): Explanation[] {
  const parsed = list.safeParse(yamlOf(text, name));
  if (!parsed.success)
    throw new ListError(`${name} is no list of explanations: ${z.prettifyError(parsed.error)}`);
  const explanations = parsed.data.flatMap(({ file, why, mutants }) =>
    mutants.map(({ at, ...mutant }) => ({ file, why, at, ...mutant })),
  );
  const keys = explanations.map(keyOf);
  const twice = explanations.find((one, index) => keys.indexOf(keyOf(one)) < index);
  if (twice !== undefined) throw new ListError(`${name} explains twice: ${inWords(twice)}`);
  return explanations;
}

/** An explanation or a mutant, for people to read. */
export function inWords(one: Pick<Explanation, 'file' | 'mutator' | 'original' | 'replacement'>): string {
  return `${one.file} ${one.mutator}: ${short(one.original)} => ${short(one.replacement)}`;
}

function short(code: string): string {
  return code.length > 100 ? `${code.slice(0, 60)} ... ${code.slice(-30)}` : code || '(nothing)';
}

function keyOf({ file, mutator, original, replacement, at = '' }: Explanation): string {
  return JSON.stringify([file, mutator, original, replacement, at]);
}

function yamlOf(text: string, name: string): unknown {
  try {
    return parse(text) ?? [];
  } catch (error) {
    throw new ListError(`${name} cannot be read: ${error instanceof Error ? error.message : String(error)}`);
  }
}

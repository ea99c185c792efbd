import { stringify } from 'yaml';
import { inWords } from './explanations';
import type { Mutant } from './mutants';
import type { Verdict } from './verdict';

/** What a run came to, for the terminal: the scores, what is wrong, and what is yet to be explained, ready to be put on the list. */
export function tell({ scores, unexplained, wrong }: Verdict, list: string): string {
  const widest = Math.max(...scores.map(({ of }) => of.length));
  const table = scores.map(
    ({ of, mutants, noticed, explained, score }) =>
      `${of.padEnd(widest)}  ${score.toFixed(1).padStart(5)} %  ${noticed} of ${mutants} noticed, ${explained} explained`,
  );
  const open = unexplained.map(
    (mutant) => `${mutant.file}:${mutant.line} ${REACH[mutant.outcome]}\n  ${inWords(mutant)}`,
  );
  const advice =
    open.length === 0
      ? []
      : [
          `Write a scenario that notices it, or say in ${list} why none can:`,
          stringify(entries(unexplained)),
        ];
  return [...table, '', ...open, ...wrong, ...advice, ''].join('\n');
}

const REACH: Readonly<Record<Mutant['outcome'], string>> = {
  survived: 'is changed, and no scenario notices:',
  unreached: 'is reached by no scenario:',
  noticed: 'is noticed:',
  undecided: 'has no verdict:',
};

function entries(mutants: readonly Mutant[]): object[] {
  const files = [...new Set(mutants.map(({ file }) => file))];
  return files.map((file) => ({
    file,
    why: '',
    mutants: mutants
      .filter((mutant) => mutant.file === file)
      .map(({ mutator, original, replacement, at }) => ({ mutator, original, replacement, at })),
  }));
}

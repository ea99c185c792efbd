import { type Explanation, inWords } from './explanations';
import type { Mutant } from './mutants';

/** What is to be said of a run. */
export interface Verdict {
  /** One for each file of the run, and one for all. */
  readonly scores: readonly Score[];
  /** Mutants that no scenario notices, and nobody explains. */
  readonly unexplained: readonly Mutant[];
  /** What else is wrong, a sentence each. */
  readonly wrong: readonly string[];
}

export interface Score {
  readonly of: string;
  readonly mutants: number;
  readonly noticed: number;
  readonly explained: number;
  /** Per cent of the mutants that were noticed. */
  readonly score: number;
}

/**
 * Compares the mutants of a run with the explanations. `isWhole`: the run was of all files, so that an explanation for any other
 * file explains nothing.
 */
export function judge(
  mutants: readonly Mutant[],
  explanations: readonly Explanation[],
  isWhole: boolean,
): Verdict {
  const played = new Set(mutants.map(({ file }) => file));
  const asked = explanations.filter(({ file }) => isWhole || played.has(file));
  const unnoticed = mutants.filter(isUnnoticed);
  const explained = unnoticed.filter((mutant) => asked.some((one) => explains(one, mutant)));
  const undecided = mutants.filter(({ outcome }) => outcome === 'undecided');
  const scoreOf = (of: string, among: readonly Mutant[]): Score => {
    const noticed = among.filter(({ outcome }) => outcome === 'noticed').length;
    const told = among.filter((mutant) => explained.includes(mutant)).length;
    return { of, mutants: among.length, noticed, explained: told, score: percent(noticed, among.length) };
  };
  return {
    scores: [
      ...[...played].sort().map((file) =>
        scoreOf(
          file,
          mutants.filter((mutant) => mutant.file === file),
        ),
      ),
      scoreOf('all', mutants),
    ],
    unexplained: unnoticed.filter((mutant) => !explained.includes(mutant)),
    wrong: [
      ...undecided.map(
        (mutant) => `No verdict on ${inWords(mutant)} (line ${mutant.line}): ${mutant.reason}`,
      ),
      ...asked.flatMap((one) => complaintsAbout(one, mutants)),
    ],
  };
}

function complaintsAbout(explanation: Explanation, mutants: readonly Mutant[]): string[] {
  const meant = mutants.filter((mutant) => explains(explanation, mutant));
  const left = meant.filter(isUnnoticed);
  if (meant.length === 0)
    return [`There is no such mutant any more, take it off the list: ${inWords(explanation)}`];
  if (left.length === 0) return [`A scenario notices it now, take it off the list: ${inWords(explanation)}`];
  if (new Set(meant.map(({ at }) => at)).size === 1) return [];
  const lines = meant.map(({ line }) => line).join(', ');
  return [`The same stands on lines ${lines}, say in "at" which is meant: ${inWords(explanation)}`];
}

function explains(explanation: Explanation, mutant: Mutant): boolean {
  return (
    explanation.file === mutant.file &&
    explanation.mutator === mutant.mutator &&
    explanation.original === mutant.original &&
    explanation.replacement === mutant.replacement &&
    (explanation.at === undefined || explanation.at === mutant.at)
  );
}

function isUnnoticed({ outcome }: Mutant): boolean {
  return outcome === 'survived' || outcome === 'unreached';
}

function percent(part: number, all: number): number {
  return all === 0 ? 100 : (100 * part) / all;
}

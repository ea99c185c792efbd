import { readingsOf } from '../failure';
import type { Saboteurs } from '../overview/sabotage';
import type { Catch, Place, Trial } from './catches';

/** How a saboteur came off: noticed, and said plainly; noticed, and said as something else; unnoticed; or never met by anybody here. */
export type Verdict = 'caught' | 'caught, not named' | 'unnoticed' | 'not played here';

/** The catch that is told: the first one that says what is wrong, or the first one. */
export function toldOf({ catches }: Trial): Catch | undefined {
  return catches.find(({ isPlain }) => isPlain) ?? catches[0];
}

export function verdictOf(trial: Trial): Verdict {
  const told = toldOf(trial);
  if (told) return told.isPlain ? 'caught' : 'caught, not named';
  return trial.passed.length > 0 ? 'unnoticed' : 'not played here';
}

/** What stands above the rules that were broken says nothing of them. */
const IS_HEADING = /^Violations: .*:$/;

/** The first line of a failure that says something, of the part for developers if it has one: what kind of error it is is left out. */
export function firstLine(message: string): string {
  const line =
    readingsOf(message)
      .details.split('\n')
      .find((one) => /\w{3}/.test(one) && !IS_HEADING.test(one)) ?? '';
  return line.replace(/^\s*(?:- )?(?:\w*(?:Error|Missed)\w*(?: \[\w+\])?: )*/, '').trim();
}

/** What is written for the overview: `reports/sabotage.json`. Scenarios that prove nothing are named only where all were played. */
export function written(trials: readonly Trial[], unmoved: readonly Place[], made: Date): Saboteurs {
  return {
    made: made.toISOString(),
    saboteurs: trials.map((trial) => {
      const { id, sentence, requirement, system } = trial.saboteur;
      const told = toldOf(trial);
      const caught = told && {
        scenario: told.scenario,
        uri: told.place,
        failure: firstLine(told.message),
        milliseconds: Math.round(told.milliseconds),
      };
      return { id, sentence, requirement, system, caught: caught ?? null };
    }),
    provesNothingKnown: unmoved.map(({ scenario, place }) => ({ scenario, uri: place })),
  };
}

/** A row for each saboteur, in columns; what went wrong with whom is told below. */
export function tableOf(trials: readonly Trial[]): string {
  const rows = trials.map((trial) => {
    const told = toldOf(trial);
    return [
      trial.saboteur.requirement,
      trial.saboteur.id,
      verdictOf(trial),
      told ? `${(told.milliseconds / 1_000).toFixed(1)} s` : '',
      told ? `${told.scenario} (${told.place})\n      ${firstLine(told.message)}` : trial.saboteur.sentence,
    ];
  });
  const widths = [0, 1, 2, 3].map((column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows.map((row) => row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  ')).join('\n');
}

/** Scenarios that passed under every saboteur of their promise, and that no self-test saw fail. */
export function unmovedBy(trials: readonly Trial[], elsewhere: ReadonlySet<string>): Place[] {
  const moved = new Set(trials.flatMap(({ catches }) => catches.map(({ place }) => place)));
  const all = new Map(trials.flatMap(({ passed }) => passed.map((one) => [one.place, one] as const)));
  return [...all.values()].filter(({ place, scenario }) => !moved.has(place) && !elsewhere.has(scenario));
}

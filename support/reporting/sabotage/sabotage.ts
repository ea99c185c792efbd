import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import path from 'node:path';
import {
  type IRunConfiguration,
  type ISupportCodeLibrary,
  loadConfiguration,
  loadSupport,
  runCucumber,
} from '@cucumber/cucumber/api';
import type { Saboteur } from '../../faults/saboteurs/interference';
import { NOBODY } from '../../faults/saboteurs/tag';
import { unwritable } from '../destinations';
import { Catches, type Place } from './catches';
import { type Request, requestFrom, SabotageError } from './request';
import { tableOf, toldOf, unmovedBy, verdictOf, written } from './verdicts';

/** What self-tests saw fail before a server that is broken on purpose: a title a line. */
const SEEN_BY_SELF_TESTS = path.join('reports', 'seen-to-fail.txt');
/** Vain waits are what this takes its time for; most others end within some milliseconds. */
const PATIENCE = '0.4';
/** Chance gets time enough to come upon what somebody does: what is found ends it. */
const SESSIONS = '25';
const LINES_OF_A_FAILURE = 12;
const FORMATTER = './support/entry/scenario-bar.js';

/**
 * Lets each saboteur misbehave before the scenarios of the promise that it breaks, until one of them notices; then plays all that noticed
 * with nobody misbehaving, because what fails then as well has noticed nothing.
 * @returns the exit code: 0, or 1 where one went unnoticed, or was noticed and not named
 */
async function sabotage({ saboteurs, whole, workers, output }: Request): Promise<number> {
  const cannot = unwritable([output], '--output');
  if (cannot !== undefined) throw new SabotageError(cannot);
  process.env.PATIENCE ||= PATIENCE;
  process.env.RANDOM_SESSIONS ||= SESSIONS;
  process.env.CAUGHT_IN = whole ? '' : folderOfThisRun();
  const { runConfiguration } = await loadConfiguration({
    provided: { parallel: workers, format: [], order: 'defined' },
  });
  const support = await loadSupport(runConfiguration);
  const began = performance.now();
  const catches = new Catches(saboteurs);
  await play(runConfiguration, support, saboteurs.map(({ id }) => id).join(','), catches);
  const honest = new Catches([]);
  const noticed = [...new Set(catches.trials.flatMap((trial) => toldOf(trial)?.place ?? []))];
  if (noticed.length > 0) {
    const sources = { ...runConfiguration.sources, paths: noticed };
    await play({ ...runConfiguration, sources }, support, NOBODY, honest);
  }
  return tell({ catches, honest, whole, output }, (performance.now() - began) / 1_000);
}

/** A new folder, which is gone when this process is, Ctrl-C and a closed terminal among the reasons. */
function folderOfThisRun(): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'caught-by-gauntlet-'));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  for (const [signal, code] of [
    ['SIGHUP', 129],
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ] as const)
    process.once(signal, () => process.exit(code));
  return folder;
}

async function play(
  configuration: IRunConfiguration,
  support: ISupportCodeLibrary,
  saboteur: string,
  catches: Catches,
): Promise<void> {
  process.env.SABOTEUR = saboteur;
  const formats = { ...configuration.formats, stdout: FORMATTER, files: {} };
  await runCucumber({ ...configuration, formats, support }, {}, (message) => catches.take(message));
  if (catches.unfinished > 0)
    throw new SabotageError(`The run broke off with ${catches.unfinished} scenarios not played.`);
}

interface Outcome {
  readonly catches: Catches;
  readonly honest: Catches;
  readonly whole: boolean;
  readonly output: string;
}

function tell({ catches, honest, whole, output }: Outcome, seconds: number): number {
  const { trials } = catches;
  console.log(`${tableOf(trials)}\n`);
  const bad = trials.filter((trial) => ['unnoticed', 'caught, not named'].includes(verdictOf(trial)));
  for (const trial of bad) console.log(`${complaint(trial.saboteur, toldOf(trial)?.message)}\n`);
  const early = catches.honest.map((one) => ({ ...one, when: 'failed before anybody could misbehave' }));
  const anyway = honest.honest.map((one) => ({ ...one, when: 'fails with nobody misbehaving, too' }));
  for (const { scenario, place, when, message } of [...early, ...anyway])
    console.log(`${scenario} (${place}) ${when}:\n  ${beginningOf(message)}\n`);
  const unmoved = whole ? unmovedBy(trials, seenBySelfTests()) : [];
  if (whole) console.log(`${unmovedWords(unmoved)}\n`);
  writeFileSync(output, `${JSON.stringify(written(trials, unmoved, new Date()), undefined, 1)}\n`);
  const count = (verdict: string) => trials.filter((trial) => verdictOf(trial) === verdict).length;
  const parts = ['caught', 'caught, not named', 'unnoticed', 'not played here']
    .filter((verdict) => verdict === 'caught' || count(verdict) > 0)
    .map((verdict) => `${count(verdict)} ${verdict}`);
  const played = trials.reduce((sum, trial) => sum + trial.catches.length + trial.passed.length, 0);
  console.log(
    `${trials.length} saboteurs: ${parts.join(', ')}. ${played} scenarios played, ${seconds.toFixed(0)} s.`,
  );
  return bad.length + early.length + anyway.length === 0 ? 0 : 1;
}

function complaint({ id, requirement, sentence }: Saboteur, message: string | undefined): string {
  const who = `${id} (${requirement}: ${sentence})`;
  if (message === undefined) return `${who} went unnoticed: every scenario of ${requirement} passed.`;
  return `${who} was noticed, but not by what is wrong. The failure says:\n  ${beginningOf(message)}`;
}

function beginningOf(message: string): string {
  return message.split('\n').slice(0, LINES_OF_A_FAILURE).join('\n  ');
}

function unmovedWords(unmoved: readonly Place[]): string {
  if (unmoved.length === 0) return 'Every scenario that was played failed for somebody.';
  const lines = unmoved.map(({ scenario, place }) => `  ${scenario} (${place})`);
  return `These prove nothing known (no saboteur, and no server of the self-tests, made them fail):\n${lines.join('\n')}`;
}

function seenBySelfTests(): ReadonlySet<string> {
  try {
    return new Set(readFileSync(SEEN_BY_SELF_TESTS, 'utf8').split('\n').filter(Boolean));
  } catch {
    return new Set(); // they have not been run here
  }
}

async function main(): Promise<void> {
  try {
    process.exitCode = await sabotage(requestFrom(process.argv.slice(2), availableParallelism()));
  } catch (error) {
    const ours = error instanceof SabotageError;
    console.error(ours ? error.message : error);
    process.exitCode = ours ? 2 : 1;
  }
}

if (require.main === module) void main();

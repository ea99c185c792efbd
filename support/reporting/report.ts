import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { unwritable } from './destinations';
import { columnsOf } from './overview/columns';
import { MergeError, messageFiles, readRun } from './overview/ndjson';
import { overviewOf } from './overview/page/page';
import { targetName } from './overview/page/words';
import { readPromises } from './overview/promises';
import { readSaboteurs, SaboteurListError } from './overview/sabotage';
import { keep, pastOf, readTrend, TrendError, withPast } from './overview/trend';
import { allIsWell, matrixOf } from './overview/verdicts';

const USAGE = 'Name messages of runs, or folders with them: npm run report -- reports/messages.ndjson';
const PAGE = 'reports/index.html';
const TREND = 'reports/trend';
const SABOTAGE = 'reports/sabotage.json';

/** What was asked for on the command line makes no sense; the message is for whoever typed it. */
export class ReportError extends Error {
  override readonly name = 'ReportError';
}

/** What to merge, and where to. Paths as they were given. */
export interface Merge {
  readonly from: readonly string[];
  readonly page: string;
  readonly trend: string;
  readonly sabotage: string;
}

/** Reads `shard-1 shard-2 --output FILE --trend FOLDER --sabotage FILE`. @throws ReportError in one sentence */
export function mergeFrom(args: readonly string[]): Merge {
  const { values, positionals } = read(args);
  const empty = Object.entries(values).find(([, value]) => value === '');
  if (empty) throw new ReportError(`--${empty[0]} needs a path. ${USAGE}.`);
  if (positionals.length === 0) throw new ReportError(`${USAGE}.`);
  return {
    from: positionals,
    page: values.output ?? PAGE,
    trend: values.trend ?? TREND,
    sabotage: values.sabotage ?? SABOTAGE,
  };
}

function read(args: readonly string[]) {
  try {
    const path = { type: 'string' } as const;
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { output: path, trend: path, sabotage: path },
    });
  } catch (error) {
    const [reason] = (error instanceof Error ? error.message : String(error)).split('. ');
    throw new ReportError(`${reason}. ${USAGE}.`);
  }
}

/**
 * Merges runs into one overview, and leaves their sum in the folder of the trend. All is read before anything is written.
 * @returns what there is to say, and the exit code: 0; 1 where a promise is broken or flaky, or a run failed beside its scenarios
 * @throws MergeError, SaboteurListError, TrendError, ReportError for what cannot be read or written
 */
export async function report({
  from,
  page,
  trend,
  sabotage,
}: Merge): Promise<{ code: number; said: readonly string[] }> {
  const runs = [];
  for (const file of messageFiles(from)) {
    const run = await readRun(file, path.dirname(path.resolve(page)));
    // A shard may have nothing to play; one that failed before it played is told.
    if (run.attempts.length > 0 || !run.success) runs.push(run);
  }
  if (runs.length === 0) throw new MergeError(`Nothing was played in ${from.join(', ')}.`);
  const columns = columnsOf(runs);
  const past = pastOf(columns);
  const pasts = withPast(readTrend(trend), past);
  const html = overviewOf({ runs, saboteurs: readSaboteurs(sabotage), pasts });
  const cannot = unwritable([page, path.join(trend, 'run.json')], '--output or --trend');
  if (cannot !== undefined) throw new ReportError(cannot);
  writeWhole(page, html);
  keep(trend, past);
  const matrix = matrixOf(readPromises(), columns);
  const bad = columns.flatMap(({ target, scenarios }) =>
    [...scenarios.values()]
      .filter(({ status }) => status === 'failed' || status === 'flaky')
      .map(
        ({ scenario, status }) =>
          `${status} on ${targetName(target)}: ${scenario.name}  ${scenario.uri}:${scenario.line}`,
      ),
  );
  return { code: allIsWell(matrix) ? 0 : 1, said: [inWords(columns.length, runs.length, page), ...bad] };
}

function inWords(targets: number, runs: number, page: string): string {
  const [of, on] = [
    runs === 1 ? 'one run' : `${runs} runs`,
    targets === 1 ? 'one target' : `${targets} targets`,
  ];
  return `${page} shows ${of} on ${on}.`;
}

/** A reader finds the page before or the page after, and never half of one. */
function writeWhole(file: string, text: string): void {
  mkdirSync(path.dirname(path.resolve(file)), { recursive: true });
  const part = `${file}.part`;
  try {
    writeFileSync(part, text);
    renameSync(part, file);
  } finally {
    rmSync(part, { force: true });
  }
}

const OURS = [ReportError, MergeError, SaboteurListError, TrendError];

async function main(): Promise<void> {
  try {
    const { code, said } = await report(mergeFrom(process.argv.slice(2)));
    console.log(said.join('\n'));
    process.exitCode = code;
  } catch (error) {
    const ours = OURS.some((kind) => error instanceof kind);
    console.error(ours ? (error as Error).message : error);
    process.exitCode = ours ? 2 : 1;
  }
}

if (require.main === module) void main();

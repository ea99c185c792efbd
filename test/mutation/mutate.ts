import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { Cluster } from '../../support/targets/embedded/cluster';
import { CLUSTER_VARIABLE } from '../../support/targets/embedded/embedded';
import { orExit } from '../../support/targets/start-failure';
import { type Choice, ChoiceError, readChoice } from './choice';
import { ListError, readExplanations } from './explanations';
import { type Mutant, readMutants } from './mutants';
import { tell } from './telling';
import { judge } from './verdict';

const HOUSE = path.resolve(__dirname, '../..');
const LIST = 'test/mutation/survivors.yaml';
const REPORTS = path.join(HOUSE, 'reports/mutation');

const COULD_NOT_BEGIN = 2;

/** The rules and stores of a system, and the scenarios that are about it. */
interface Part {
  readonly system: string;
  readonly files: readonly string[];
}

/**
 * `npm run mutate`: Stryker changes the rules and stores of the reference server, one place at a time, and plays the scenarios that come
 * there (docs/mutation.md). Exits with 1 when a change that no scenario notices is not explained in the list, or the list explains what
 * is no such change; with 2 when the run could not be had.
 */
async function mutate(words: readonly string[]): Promise<number> {
  const choice = readChoice(words, HOUSE);
  const explanations = readExplanations(readFileSync(path.join(HOUSE, LIST), 'utf8'), LIST);
  const cluster = await orExit(Cluster.launch());
  const mutants: Mutant[] = [];
  try {
    const address = await orExit(cluster.ready, () => cluster.stop());
    for (const part of partsOf(choice)) {
      if ((await runStryker(part, choice.concurrency, JSON.stringify(address))) !== 0) return COULD_NOT_BEGIN;
      mutants.push(...readMutants(readFileSync(reportOf(part, 'json'), 'utf8')));
    }
  } finally {
    await cluster.stop();
  }
  const verdict = judge(mutants, explanations, choice.files.length === 0);
  process.stdout.write(tell(verdict, LIST));
  return verdict.unexplained.length + verdict.wrong.length > 0 ? 1 : 0;
}

/** System by system: what is changed in one, scenarios about another need not be played for. */
function partsOf({ files }: Choice): Part[] {
  const systems = readdirSync(path.join(HOUSE, 'reference-server')).filter((folder) =>
    existsSync(path.join(HOUSE, 'features', folder)),
  );
  return systems.flatMap((system) => {
    const folder = `reference-server/${system}/`;
    const all = [`${folder}*-rules.ts`, `${folder}*-store.ts`];
    const chosen = files.length === 0 ? all : files.filter((file) => file.startsWith(folder));
    return chosen.length === 0 ? [] : [{ system, files: chosen }];
  });
}

async function runStryker(part: Part, concurrency: number | undefined, cluster: string): Promise<number> {
  // The target is not for the user to choose.
  const { TARGET: _, SERVER_URL: __, ...env } = process.env;
  const core = path.dirname(require.resolve('@stryker-mutator/core/package.json'));
  const parameters = [path.join(core, 'bin/stryker.js'), 'run', configurationOf(part, concurrency)];
  const stryker = spawn(process.execPath, parameters, {
    cwd: HOUSE,
    env: { ...env, [CLUSTER_VARIABLE]: cluster },
    stdio: 'inherit',
  });
  const [code] = (await once(stryker, 'close')) as [number | null];
  return code ?? 1;
}

/** Writes what Stryker has to know of a part beside what holds for all of them; gives the file. */
function configurationOf(part: Part, concurrency: number | undefined): string {
  const shared = JSON.parse(readFileSync(path.join(__dirname, 'stryker.config.json'), 'utf8')) as object;
  const own = {
    mutate: part.files,
    cucumber: { profile: 'in-process', features: [`features/${part.system}/**/*.feature`] },
    jsonReporter: { fileName: reportOf(part, 'json') },
    htmlReporter: { fileName: reportOf(part, 'html') },
    ...(concurrency === undefined ? {} : { concurrency }),
  };
  mkdirSync(REPORTS, { recursive: true });
  const file = reportOf(part, 'config.json');
  writeFileSync(file, JSON.stringify({ ...shared, ...own }));
  return file;
}

function reportOf({ system }: Part, kind: 'json' | 'html' | 'config.json'): string {
  return path.join(REPORTS, `${system}.${kind}`);
}

mutate(process.argv.slice(2)).then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    if (!(error instanceof ChoiceError || error instanceof ListError)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exitCode = COULD_NOT_BEGIN;
  },
);

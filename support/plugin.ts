import path from 'node:path';
import { PassThrough } from 'node:stream';
import { type IRunConfiguration, loadConfiguration, type Plugin } from '@cucumber/cucumber/api';
import { readCommandLine } from './entry/command-line';
import type { Casting } from './faults/saboteurs/casting';
import { unwritable } from './reporting/destinations';
import { tellRun } from './reporting/overview/note';
import { startup } from './reporting/startup';
import { mark, notYet, seeToTheEnd } from './run-end';
import { readSettings, type Settings, SettingsError, type TargetSettings } from './settings';
import { ContainersRun } from './targets/containers/run';
import { CONTAINERS_VARIABLE } from './targets/containers/variable';
import { Cluster } from './targets/embedded/cluster';
import { CLUSTER_VARIABLE } from './targets/embedded/embedded';
import { orExit } from './targets/start-failure';

/**
 * What the whole run shares: checked settings, and for the embedded target one PostgreSQL for all workers.
 *
 * PostgreSQL starts while cucumber loads the step definitions, and is awaited when it has: before the first scenario is planned.
 * Everything here ends when this process ends, so nothing needs to be undone on Ctrl-C.
 */
const plugin: Plugin = {
  type: 'plugin',
  async coordinator({ operation, on, transform, environment }) {
    if (operation !== 'runCucumber') return undefined;
    notYet();
    on('message', mark);
    const configuration = await configurationOfThisRun();
    const settings = await orExit(settingsOf(environment.env, configuration));
    // Cucumber gives its world parameters to the workers, and neither to formatters nor to code that loads: tell them so.
    Object.assign(process.env, { TARGET: settings.target.name, PATIENCE: String(settings.patience) });
    const run = { target: nameOf(settings.target), began: performance.timeOrigin };
    tellRun(process.env, run);
    const isShard = Boolean(configuration?.sources.shard); // which may be without any
    transform('pickles:filter', async (pickles) => {
      if (!isShard) await orExit(expectAny(pickles));
      return pickles;
    });
    transform('pickles:filter', (pickles) => Array.from({ length: settings.repeat }, () => pickles).flat());
    if (settings.saboteurs.length > 0) {
      transform('pickles:filter', await orExit(castingFor(settings.saboteurs)));
    }
    if (configuration?.runtime.dryRun) return undefined;
    const workers = Math.max(1, configuration?.runtime.parallel ?? 1);
    if (settings.target.name === 'containers') {
      const containers = ContainersRun.launch(settings.target, workers);
      let failed = true; // until the run says otherwise: one that never began is to be looked at, too
      const end = async () => {
        const left = await containers.stop({ failed });
        if (left !== undefined) process.stderr.write(left);
      };
      const endOfAll = () => end().then(() => seeToTheEnd());
      on('message', ({ testRunFinished }) => {
        if (testRunFinished) failed = !testRunFinished.success;
      });
      transform('pickles:filter', async (pickles) => {
        process.env[CONTAINERS_VARIABLE] = JSON.stringify(await orExit(containers.ready, end));
        return pickles;
      });
      return endOfAll;
    }
    if (settings.target.name !== 'embedded') return () => seeToTheEnd();

    const launched = performance.now();
    const cluster = await orExit(Cluster.launch({ workers }));
    const ready = cluster.ready.then((address) => {
      const postgres = performance.now() - launched;
      startup.postgresReady(postgres);
      tellRun(process.env, { ...run, postgres });
      process.env[CLUSTER_VARIABLE] = JSON.stringify(address);
    });
    const playsHere = configuration?.runtime.parallel === 0;
    const begun = ready.then(async () => {
      if (playsHere) await startAhead(settings);
    });
    begun.catch(() => {}); // told below, when cucumber asks
    transform('pickles:filter', async (pickles) => {
      await orExit(ready, () => cluster.stop());
      return pickles;
    });
    return async () => {
      await begun.catch(() => {});
      if (playsHere) await openTarget().closeUnasked();
      await cluster.stop();
      seeToTheEnd();
    };
  },
};
export default plugin;

/** The server of this process starts while cucumber loads what it plays with. */
async function startAhead(settings: Settings): Promise<void> {
  const launched = performance.now();
  await openTarget().openAhead(settings);
  startup.serverReady(performance.now() - launched);
}

/** Loaded once PostgreSQL is on its way, which takes longer. */
function openTarget(): typeof import('./targets/open-target') {
  return require('./targets/open-target');
}

/** What is played on, as a reader of several runs tells it from others. No address holds a password: the settings refuse that. */
function nameOf(target: TargetSettings): string {
  if (target.name === 'live') return `live at ${new URL(target.url).origin}`;
  const image = target.name === 'containers' ? target.serverImage : undefined;
  return image === undefined ? target.name : `${target.name} with ${image}`;
}

/** @throws SettingsError for what a user has chosen and cannot be had. */
async function settingsOf(env: NodeJS.ProcessEnv, run: IRunConfiguration | undefined): Promise<Settings> {
  const settings = readSettings(env, { ...run?.runtime.worldParameters });
  const problem = unwritable(Object.keys(run?.formats.files ?? {}), '--format');
  if (problem !== undefined) throw new SettingsError(problem);
  expectDialects(settings);
  return settings;
}

/** A choice of nothing would pass: a slip of the pen in a tag, a name or a line is told. @throws SettingsError */
async function expectAny(pickles: readonly unknown[]): Promise<void> {
  if (pickles.length === 0)
    throw new SettingsError(
      'There is no scenario of that choice: correct the path, its line (that of a scenario or an example), the tags or the name.',
    );
}

/** Whatever can be known of a user's own dialects before a scenario asks for one. @throws SettingsError for one that cannot be loaded. */
function expectDialects({ raceDialect, pongDialect, partyDialect }: Settings): void {
  const named = { race: raceDialect, pong: pongDialect, party: partyDialect };
  for (const [system, module] of Object.entries(named)) {
    if (module === undefined) continue;
    const { expectDialect } = require('./systems/own-dialect') as typeof import('./systems/own-dialect');
    try {
      expectDialect(module, system);
    } catch (error) {
      throw new SettingsError((error as Error).message);
    }
  }
}

/** Hundreds of saboteurs are loaded only where some are to be called. @throws SettingsError for one who does not exist. */
async function castingFor(saboteurs: readonly string[]): Promise<Casting> {
  const { castingOf } = require('./faults/saboteurs/casting') as typeof import('./faults/saboteurs/casting');
  try {
    return castingOf(saboteurs);
  } catch (error) {
    throw new SettingsError((error as Error).message);
  }
}

/**
 * The configuration of this run. Cucumber keeps world parameters and `--dry-run` from plugins, so its command line and profiles are
 * read once more, by cucumber itself. Undefined when cucumber was not started from its command line.
 */
async function configurationOfThisRun(): Promise<IRunConfiguration | undefined> {
  const [, program, ...words] = process.argv;
  if (!/^cucumber(-js|\.js)?$/.test(path.basename(program ?? ''))) return undefined;
  const { config, profiles } = readCommandLine(words);
  const { runConfiguration } = await loadConfiguration(
    {
      ...(config === undefined ? {} : { file: config }),
      profiles,
      provided: words,
    },
    { stderr: new PassThrough().resume() }, // its warnings were shown the first time
  );
  return runConfiguration;
}

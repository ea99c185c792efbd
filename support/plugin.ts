import path from 'node:path';
import { PassThrough } from 'node:stream';
import { parseArgs } from 'node:util';
import { type IRunConfiguration, loadConfiguration, type Plugin } from '@cucumber/cucumber/api';
import { readSettings, type Settings } from './settings';
import { ContainersRun } from './targets/containers/run';
import { CONTAINERS_VARIABLE } from './targets/containers/variable';
import { Cluster } from './targets/embedded/cluster';
import { CLUSTER_VARIABLE } from './targets/embedded/embedded';
import { orExit } from './targets/start-failure';
import { startup } from './targets/startup';

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
    const run = await configurationOfThisRun();
    const settings = await orExit(settingsOf(environment.env, run?.runtime.worldParameters ?? {}));
    on('message', (message) => startup.note(message));
    transform('pickles:filter', (pickles) => Array.from({ length: settings.repeat }, () => pickles).flat());
    if (run?.runtime.dryRun) return undefined;
    if (settings.target.name === 'containers') {
      const workers = Math.max(1, run?.runtime.parallel ?? 1);
      const containers = ContainersRun.launch(settings.target, workers);
      let failed = true; // until the run says otherwise: one that never began is to be looked at, too
      const end = async () => {
        const left = await containers.stop({ failed });
        if (left !== undefined) process.stderr.write(left);
      };
      on('message', ({ testRunFinished }) => {
        if (testRunFinished) failed = !testRunFinished.success;
      });
      transform('pickles:filter', async (pickles) => {
        process.env[CONTAINERS_VARIABLE] = JSON.stringify(await orExit(containers.ready, end));
        return pickles;
      });
      return end;
    }
    if (settings.target.name !== 'embedded') return undefined;

    const launched = performance.now();
    const cluster = await orExit(Cluster.launch());
    const ready = cluster.ready.then((address) => {
      startup.postgresReady(performance.now() - launched);
      process.env[CLUSTER_VARIABLE] = JSON.stringify(address);
    });
    ready.catch(() => {}); // told below, when cucumber asks
    transform('pickles:filter', async (pickles) => {
      await orExit(ready, () => cluster.stop());
      return pickles;
    });
    return () => cluster.stop();
  },
};
export default plugin;

async function settingsOf(env: NodeJS.ProcessEnv, worldParameters: object): Promise<Settings> {
  return readSettings(env, { ...worldParameters });
}

/** Cucumber's options that have a short form; without them all, `-fprogress` would read as `-p rogress`. */
const COMMAND_LINE = {
  config: { type: 'string', short: 'c' },
  profile: { type: 'string', short: 'p', multiple: true },
  format: { type: 'string', short: 'f' },
  import: { type: 'string', short: 'i' },
  loader: { type: 'string', short: 'l' },
  require: { type: 'string', short: 'r' },
  tags: { type: 'string', short: 't' },
} as const;

/**
 * The configuration of this run. Cucumber keeps world parameters and `--dry-run` from plugins, so its command line and profiles are
 * read once more, by cucumber itself. Undefined when cucumber was not started from its command line.
 */
async function configurationOfThisRun(): Promise<IRunConfiguration | undefined> {
  const [, program, ...words] = process.argv;
  if (!/^cucumber(-js|\.js)?$/.test(path.basename(program ?? ''))) return undefined;
  const { values } = parseArgs({
    args: words,
    strict: false,
    allowPositionals: true,
    options: COMMAND_LINE,
  });
  const { runConfiguration } = await loadConfiguration(
    {
      ...(typeof values.config === 'string' ? { file: values.config } : {}),
      profiles: (values.profile ?? []).map(String),
      provided: words,
    },
    { stderr: new PassThrough().resume() }, // its warnings were shown the first time
  );
  return runConfiguration;
}

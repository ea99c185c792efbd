import { randomBytes } from 'node:crypto';
import { AfterAll } from '@cucumber/cucumber';
import { pino } from 'pino';
import { readEnvironment } from '../../reference-server/core/environment';
import { type RunningServer, startServer } from '../../reference-server/core/server';
import { systems } from '../../reference-server/systems';
import { CapabilityError } from '../../support/targets/capabilities';
import { Cluster } from '../../support/targets/embedded/cluster';
import { createDatabase } from '../../support/targets/embedded/database';
import { CLUSTER_VARIABLE, clusterOfThisRun } from '../../support/targets/embedded/embedded';
import { parseLine, ServerLog } from '../../support/targets/embedded/server-log';
import { openRecord } from '../../support/targets/record';
import type { Target } from '../../support/targets/target';
import { advanceClock } from '../../support/targets/test-clock';
import { askTestHook } from '../../support/targets/test-hooks';
import { openTargetsBy } from '../../support/worker';

/**
 * The reference server in the process of cucumber, where Stryker can put one mutant after the other in force (docs/mutation.md). For each
 * run of cucumber a server and a database of its own. PostgreSQL is that of GAUNTLET_CLUSTER, or one for this run.
 */
openTargetsBy(openInProcess);

creditToTheScenarioBefore(globalThis as { __stryker__?: Coverage });

/** What would end the server's own process. */
const FALLS = ['uncaughtException', 'unhandledRejection'] as const;

/** Chance is the same for each mutant, or some would be noticed by luck. */
const PONG_SEED = 'mutants';

/** As long as a process of the server's own would have. */
const LATEST_END_MS = 1_800;

/** Where nobody listens: what a server that did not start is called at. */
const NOWHERE = new URL('http://127.0.0.1:9');

let ownCluster: Cluster | undefined;
/** All scenarios have been played and judged, each with what the server said meanwhile. */
let over = false;

/**
 * This file is required last, so that this comes before the suite's own end, which fails for errors logged since the last scenario. Such
 * a run has no verdict for Stryker, and most of them come from the scenario that has just failed.
 */
AfterAll(() => {
  over = true;
});

async function openInProcess(): Promise<Target> {
  over = false;
  if (!process.env[CLUSTER_VARIABLE]) ownCluster = await Cluster.launch();
  const cluster = ownCluster ? await ownCluster.ready : clusterOfThisRun(process.env);
  const administrator = secret();
  const testHooks = secret();
  const database = await createDatabase(cluster, `in_process_${randomBytes(8).toString('hex')}`);
  const log = new ServerLog();
  const fall = (error: unknown) => log.add({ level: 'fatal', text: `The server fell: ${String(error)}` });
  for (const kind of FALLS) process.on(kind, fall);
  const server = await started(
    {
      DATABASE_URL: database,
      ADMIN_TOKEN: administrator,
      TEST_HOOKS_SECRET: testHooks,
      PORT: '0',
      PONG_SEED,
    },
    log,
    fall,
  );
  const url = server ? new URL(server.url) : NOWHERE;
  const record = openRecord(database);
  const beyond = async () => {
    throw new CapabilityError('A server in this process cannot be killed.');
  };
  return {
    name: 'embedded',
    inThisProcess: true,
    url,
    capabilities: new Set(['clock', 'record'] as const),
    administrator,
    query: (sql, parameters) => record.query(sql, parameters),
    advanceClock: (milliseconds) => advanceClock(url, testHooks, milliseconds),
    testHook: (path, body) => askTestHook(url, testHooks, path, body),
    nodes: [url],
    killNode: beyond,
    startNode: beyond,
    restartBus: beyond,
    killBus: beyond,
    startBus: beyond,
    mend: async () => {},
    logPosition: () => log.position,
    logSince: (position) => (over ? [] : log.since(position)),
    partLogs: async () => [],
    async stop() {
      await Promise.all([server && ended(server), record.close()]);
      await ownCluster?.stop();
      ownCluster = undefined;
      for (const kind of FALLS) process.off(kind, fall);
    },
  };
}

/**
 * Starts the server. If it cannot, under some mutant, this is told as the last words of a process would be: then scenarios fail by that,
 * and not the run of them.
 */
async function started(
  environment: Readonly<Record<string, string>>,
  log: ServerLog,
  fall: (error: unknown) => void,
): Promise<RunningServer | undefined> {
  const write = (line: string) => log.add(parseLine(line.trimEnd(), 'info'));
  try {
    const lines = pino({ level: 'debug', base: null }, { write });
    return await startServer(readEnvironment(environment), systems, lines);
  } catch (error) {
    fall(error);
    return undefined;
  }
}

/**
 * Ends the server, as far as it can be ended under some mutant: all has been judged by then, and a run of cucumber that fails itself
 * would leave Stryker's runner without the steps for the next one.
 */
async function ended(server: RunningServer): Promise<void> {
  let latest: NodeJS.Timeout | undefined;
  const grace = new Promise<void>((resolve) => {
    latest = setTimeout(resolve, LATEST_END_MS);
  });
  await Promise.race([server.stop().catch(() => {}), grace]);
  clearTimeout(latest);
}

function secret(): string {
  return randomBytes(24).toString('base64url');
}

/** What Stryker keeps in the process whose code it changes. */
interface Coverage {
  currentTestId?: string | undefined;
}

/**
 * While Stryker finds out which scenario comes to which place, a server goes on between two scenarios. That is of the one before: else it
 * would count as what happens before all scenarios, for which all of them would have to be played.
 */
function creditToTheScenarioBefore({ __stryker__: coverage }: { __stryker__?: Coverage }): void {
  if (coverage === undefined) return;
  let scenario: string | undefined;
  Object.defineProperty(coverage, 'currentTestId', {
    configurable: true,
    enumerable: true,
    get: () => scenario,
    set: (id: string | undefined) => {
      scenario = id ?? scenario;
    },
  });
}

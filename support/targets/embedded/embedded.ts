import { randomBytes } from 'node:crypto';
import { Agent } from 'node:http';
import { setImmediate as turn } from 'node:timers/promises';
import { CapabilityError } from '../capabilities';
import { openRecord } from '../record';
import { type Target, TargetError } from '../target';
import { askTestHook } from '../test-hooks';
import type { ClusterAddress } from './cluster';
import { createDatabase } from './database';
import { LastingServer } from './lasting-server';
import type { ServerPlan } from './server';

/** How the coordinator tells its workers where the cluster is. */
export const CLUSTER_VARIABLE = 'GAUNTLET_CLUSTER';

/** A connection to the test hooks that has been idle for so long is given up before the server does it in the middle of a request. */
const MOST_IDLE = 2_000;

/** Where the run's cluster is, as the plugin left it. @throws TargetError when the plugin was not loaded. */
export function clusterOfThisRun(env: Readonly<NodeJS.ProcessEnv>): ClusterAddress {
  const address = env[CLUSTER_VARIABLE];
  if (!address) {
    throw new TargetError(
      'The embedded target needs the plugin ./support/entry/plugin.js, which starts PostgreSQL; add it to "plugin" in cucumber\'s configuration.',
    );
  }
  return JSON.parse(address) as ClusterAddress;
}

/**
 * The reference server with a database of its own, for one worker.
 *
 * Takes the run's cluster, a name for the database that no other worker uses, and, for tests, another server's program.
 * @throws TargetError when the database or the server cannot be had.
 */
export async function openEmbedded(
  cluster: ClusterAddress,
  database: string,
  entry?: string,
): Promise<Target> {
  const administrator = secret();
  const testHooks = secret();
  const url = await createDatabase(cluster, database);
  const agent = new Agent({ keepAlive: true, timeout: MOST_IDLE });
  const plan: ServerPlan = {
    // All that it says is searched for secrets: the more it says, the more that proves.
    environment: {
      DATABASE_URL: url,
      ADMIN_TOKEN: administrator,
      TEST_HOOKS_SECRET: testHooks,
      LOG_LEVEL: 'debug',
    },
    ...(entry === undefined ? {} : { entry }),
  };
  const server = await LastingServer.start(plan, { secret: testHooks, agent });
  const record = openRecord(url);
  const theOnly = (node: number): LastingServer => {
    if (node === 0) return server;
    throw new CapabilityError('The embedded server has one node only.');
  };
  return {
    name: 'embedded',
    url: server.url,
    capabilities: new Set(['clock', 'record', 'restart'] as const),
    administrator,
    query: (sql, parameters) => record.query(sql, parameters),
    async advanceClock(milliseconds) {
      await server.advance(milliseconds);
      await turn(); // what the server logged before it answered has arrived, but may not have been read
    },
    async testHook(path, body) {
      const answer = await askTestHook(server.url, testHooks, path, body, { agent });
      await turn();
      return answer;
    },
    nodes: [server.url],
    killNode: async (node) => theOnly(node).kill(),
    startNode: async (node) => theOnly(node).startAgain(),
    async restartBus() {
      throw new CapabilityError('The embedded server has no bus.');
    },
    async killBus() {
      throw new CapabilityError('The embedded server has no bus.');
    },
    async startBus() {
      throw new CapabilityError('The embedded server has no bus.');
    },
    mend: () => server.startAgain(),
    logPosition: () => server.log.position,
    logSince: (position) => server.log.since(position),
    partLogs: async () => [],
    async stop() {
      agent.destroy();
      await Promise.all([server.stop(), record.close()]);
    },
  };
}

function secret(): string {
  return randomBytes(24).toString('base64url');
}

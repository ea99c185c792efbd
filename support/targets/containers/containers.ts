import { setImmediate as turn } from 'node:timers/promises';
import { ServerLog } from '../embedded/server-log';
import { openRecord } from '../record';
import { type Capability, type Target, TargetError } from '../target';
import { askTestHook } from '../test-hooks';
import { Bus } from './bus';
import { findEngine } from './engine';
import { Node } from './node';
import { linesSince } from './node-log';
import type { ContainersAddress, Stand } from './stand';
import { CONTAINERS_VARIABLE } from './variable';

/** What a worker plays on, as the plugin left it. @throws TargetError when the plugin has not prepared it. */
export function standOfThisWorker(env: Readonly<NodeJS.ProcessEnv>): Stand {
  const { stands } = JSON.parse(env[CONTAINERS_VARIABLE] ?? '{"stands":[]}') as ContainersAddress;
  const stand = stands[Number(env.CUCUMBER_WORKER_ID ?? 0)];
  if (stand) return stand;
  throw new TargetError(
    'The containers target needs the plugin ./support/entry/plugin.js, and cucumber\'s own command line, which says how many workers there are; add the plugin to "plugin" in cucumber\'s configuration.',
  );
}

/**
 * Two nodes of a server in containers, for one worker. What its server can show besides the record is found out: an image of the
 * user's own may have no test hooks.
 */
export async function openContainers(stand: Stand): Promise<Target> {
  const { administrator, testHooksSecret: secret } = stand;
  const engine = await findEngine();
  const nodes = stand.nodes.map((address) => new Node(engine, address, secret));
  const [first] = nodes;
  if (!first) throw new Error('A stand has nodes.');
  for (const node of nodes) node.listen();
  const hooks = await Promise.all(nodes.map((node) => node.hasHooks()));
  const record = openRecord(stand.databaseUrl);
  const capabilities = new Set<Capability>(['record', 'restart', 'nodes']);
  if (hooks.every(Boolean)) capabilities.add('clock');

  const node = (index: number): Node => {
    const found = nodes[index];
    if (found) return found;
    throw new RangeError(`There is no node ${index}; there are ${nodes.length}, from 0.`);
  };
  const bus = new Bus(engine, stand.redis);
  /** Nodes that have lost each other find each other again in their own time. */
  const joined = () => Promise.all(nodes.map((each) => each.untilHealthy()));
  const parts = [
    ...stand.nodes.map(({ container }, index) => [`Node ${index + 1}`, container] as const),
    ['Redis', stand.redis] as const,
    ['PostgreSQL', stand.postgres] as const,
  ];
  let read: readonly number[] = nodes.map(() => 0);
  const log = new ServerLog();
  /** Both nodes' logs as one: in the order in which they were read. */
  const gather = (): ServerLog => {
    for (const [index, { log: own }] of nodes.entries())
      for (const line of own.since(read[index] ?? 0)) log.add(line);
    read = nodes.map(({ log: own }) => own.position);
    return log;
  };

  return {
    name: 'containers',
    url: first.url,
    nodes: nodes.map(({ url }) => url),
    capabilities,
    administrator,
    query: (sql, parameters) => record.query(sql, parameters),
    async advanceClock(milliseconds) {
      await Promise.all(nodes.map((each) => each.advance(milliseconds)));
      await turn(); // what the server logged before it answered may have arrived, but not been read
    },
    async testHook(path, body) {
      const up = nodes.find((each) => each.isUp) ?? first;
      const answer = await askTestHook(up.url, secret, path, body);
      await turn();
      return answer;
    },
    killNode: (index) => node(index).kill(),
    startNode: (index) => node(index).start(),
    async restartBus() {
      await bus.restart();
      await joined();
    },
    killBus: () => bus.kill(),
    async startBus() {
      if (await bus.start()) await joined();
    },
    async mend() {
      const isBack = await bus.start();
      await Promise.all(nodes.map((each) => each.start()));
      if (isBack) await joined();
    },
    logPosition: () => gather().position,
    logSince: (position) => gather().since(position),
    partLogs: (since) =>
      Promise.all(
        parts.map(async ([part, container]) => ({
          part,
          lines: await linesSince(engine, container, since).catch(() => []),
        })),
      ),
    async stop() {
      for (const each of nodes) each.stopListening();
      await record.close();
    },
  };
}

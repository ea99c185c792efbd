import { setImmediate as turn } from 'node:timers/promises';
import { ServerLog } from '../embedded/server-log';
import { ask } from '../http';
import { openRecord } from '../record';
import { type Capability, type Target, TargetError } from '../target';
import { advanceClock } from '../test-clock';
import { askTestHook } from '../test-hooks';
import { Bus } from './bus';
import { type Engine, findEngine } from './engine';
import { follow, linesSince } from './node-log';
import type { ContainersAddress, NodeAddress, Stand } from './stand';
import { startAgain } from './start-again';
import { untilHealthy } from './until-ready';
import { CONTAINERS_VARIABLE } from './variable';

/** The longest way that a server's clock goes at once. */
const ONE_DAY_MS = 86_400_000;

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

/** One node, which can be killed and started again. */
class Node {
  readonly url: URL;
  readonly log = new ServerLog();
  #down = false;
  /** How far its clock should be ahead. */
  #ahead = 0;
  #stopListening: () => void = () => {};

  constructor(
    private readonly engine: Engine,
    private readonly address: NodeAddress,
    private readonly secret: string,
  ) {
    this.url = new URL(address.url);
  }

  get isUp(): boolean {
    return !this.#down;
  }

  listen(since?: string): void {
    this.#stopListening();
    this.#stopListening = follow(this.engine, this.address.container, this.log, since);
  }

  stopListening(): void {
    this.#stopListening();
  }

  /** Whether the server answers test hooks: by the smallest step forward. */
  async hasHooks(): Promise<boolean> {
    const { status } = await ask(new URL('/test/clock/advance', this.url), {
      method: 'POST',
      headers: { authorization: `Bearer ${this.secret}`, 'content-type': 'application/json' },
      body: '{"milliseconds":1}',
      patience: 5_000,
    });
    const answers = status >= 200 && status < 300;
    if (answers) this.#ahead += 1;
    return answers;
  }

  async advance(milliseconds: number): Promise<void> {
    this.#ahead += milliseconds;
    if (!this.#down) await advanceClock(this.url, this.secret, milliseconds);
  }

  async kill(): Promise<void> {
    if (this.#down) return;
    this.#down = true;
    const container = this.#container();
    await container.kill({ signal: 'SIGKILL' });
    await container.wait();
  }

  /** Starts it if it is down; its clock is then where it would be without the fall. */
  async start(): Promise<void> {
    if (!this.#down) return;
    this.listen(await startAgain(this.engine, this.address.container));
    await this.#becomesHealthy();
    for (let left = this.#ahead; left > 0; left -= ONE_DAY_MS) {
      await advanceClock(this.url, this.secret, Math.min(left, ONE_DAY_MS));
    }
    // Not before: one that does not come up is down, and whoever mends the stand tries again.
    this.#down = false;
  }

  /** Resolves when it is ready for players, or down. @throws Error with its last words if that does not come. */
  async untilHealthy(): Promise<void> {
    if (!this.#down) await this.#becomesHealthy();
  }

  async #becomesHealthy(): Promise<void> {
    const failure = await untilHealthy(this.engine, this.address.container, this.url);
    if (failure !== undefined) throw new Error(`A node is not ready for players: ${failure}.`);
  }

  #container() {
    return this.engine.container.dockerode.getContainer(this.address.container);
  }
}

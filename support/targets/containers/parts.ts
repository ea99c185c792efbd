import { randomBytes } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import type { StartedTestContainer, WaitStrategy } from 'testcontainers';
import { TargetError } from '../target';
import type { Engine } from './engine';
import type { Network } from './network';
import type { NodeAddress } from './stand';
import { lastWords, untilHealthy } from './until-ready';

/** Where a part is started, and what it bears. */
export interface Plan {
  readonly engine: Engine;
  readonly network: Network;
  readonly labels: Record<string, string>;
}

const LATEST_START_MS = 60_000;
const USER = 'gauntlet';
/** Only containers of one run see each other's network, and the database holds nothing but play. */
const PASSWORD = 'gauntlet';
const NODE_PORT = 8080;
const MOST_TRIES = 5;

export interface StartedPostgres {
  readonly container: string;
  /** The database of a worker as reached from here. */
  databaseUrl(worker: number): string;
  /** The same from within the network. */
  databaseUrlInside(worker: number): string;
}

/** Starts PostgreSQL, with an empty database for each worker. */
export async function startPostgres(plan: Plan, image: string, workers: number): Promise<StartedPostgres> {
  const [{ PostgreSqlContainer }, { Wait }, { Client }] = await Promise.all([
    import('@testcontainers/postgresql'),
    import('testcontainers'),
    import('pg'),
  ]);
  const name = `${plan.network.name}-postgres`;
  const started = await orSay(plan.engine, ['PostgreSQL', image, name], () =>
    new PostgreSqlContainer(image)
      .withName(name)
      .withNetworkMode(plan.network.name)
      .withLabels(plan.labels)
      .withUsername(USER)
      .withPassword(PASSWORD)
      .withDatabase(USER)
      // No power will be cut; a server that is killed must still find all it has committed, so no more than this is given up.
      .withCommand([
        'postgres',
        '-c',
        'fsync=off',
        '-c',
        'full_page_writes=off',
        '-c',
        `max_connections=${40 + workers * 40}`,
      ])
      .withHealthCheck({
        test: ['CMD-SHELL', `pg_isready -h 127.0.0.1 -U ${USER}`],
        interval: 5_000,
        timeout: 3_000,
        retries: 3,
      })
      // The first time, it is the server that makes the database, and listens to nobody.
      .withWaitStrategy(Wait.forLogMessage('database system is ready to accept connections', 2))
      .withStartupTimeout(LATEST_START_MS)
      .start(),
  );
  const outside = (database: string): string => {
    const url = new URL(`postgresql://${USER}:${PASSWORD}@${hostOf(started)}/${database}`);
    url.port = String(started.getPort());
    return url.href;
  };
  const client = new Client({ connectionString: outside(USER) });
  client.on('error', () => {});
  try {
    await client.connect();
    for (let worker = 0; worker < workers; worker++)
      await client.query(`CREATE DATABASE w${worker} TEMPLATE template0`);
  } catch (error) {
    throw new TargetError(`PostgreSQL (image ${image}) did not make the databases: ${reason(error)}.`);
  } finally {
    await client.end();
  }
  return {
    container: started.getId(),
    databaseUrl: (worker) => outside(`w${worker}`),
    databaseUrlInside: (worker) => `postgresql://${USER}:${PASSWORD}@${name}:5432/w${worker}`,
  };
}

/**
 * Starts a worker's Redis. Its URL is that within the network. The password is another one for each worker: two that are down at once may come
 * back with each other's address, and a node that is on the way to the old one must not be let in by a Redis of others.
 */
export async function startRedis(
  plan: Plan,
  image: string,
  worker: number,
): Promise<{ id: string; url: string }> {
  const { RedisContainer } = await import('@testcontainers/redis');
  const name = `${plan.network.name}-redis-${worker}`;
  const password = randomBytes(16).toString('hex');
  const started = await orSay(plan.engine, ['Redis', image, name], () =>
    new RedisContainer(image)
      .withName(name)
      .withPassword(password)
      .withEnvironment({ REDISCLI_AUTH: password }) // whoever looks inside needs not know it
      .withNetworkMode(plan.network.name)
      .withLabels(plan.labels)
      .withHealthCheck({ test: ['CMD', 'redis-cli', 'ping'], interval: 5_000, timeout: 3_000, retries: 3 })
      .withStartupTimeout(LATEST_START_MS)
      .start(),
  );
  return { id: started.getId(), url: `redis://:${password}@${name}:6379` };
}

/**
 * Starts one node of the server. Its port outside is chosen here and not by the engine, which would choose another when a killed
 * node is started again. @throws TargetError with the server's last words when it does not get healthy.
 */
export async function startNode(
  plan: Plan,
  image: string,
  { worker, node, environment }: { worker: number; node: number; environment: Record<string, string> },
): Promise<NodeAddress> {
  const { GenericContainer } = await import('testcontainers');
  const name = `${plan.network.name}-node-${worker}-${node}`;
  const start = async (port: number): Promise<StartedTestContainer> =>
    new GenericContainer(image)
      .withName(name)
      .withNetworkMode(plan.network.name)
      .withLabels(plan.labels)
      .withEnvironment({ HOST: '0.0.0.0', PORT: String(NODE_PORT), LOG_LEVEL: 'debug', ...environment })
      .withExposedPorts({ container: NODE_PORT, host: port })
      .withWaitStrategy(new NoWait())
      .start();
  const started = await orSay(plan.engine, [`Node ${node} of the server`, image, name], () =>
    onFreePort(plan, start),
  );
  const url = new URL(`http://${hostOf(started)}/`);
  url.port = String(started.getMappedPort(NODE_PORT));
  const failure = await untilHealthy(plan.engine, started.getId(), url);
  if (failure !== undefined) {
    throw new TargetError(`Node ${node} of the server (image ${image}) did not start: ${failure}`);
  }
  return { container: started.getId(), url: url.href };
}

/** Somebody else may take a port between the moment it is seen to be free and its use, or have it on the engine's machine. */
async function onFreePort<T>({ engine, network }: Plan, start: (port: number) => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries++) {
    try {
      return await start(await freePort());
    } catch (error) {
      if (tries === MOST_TRIES || !/port is already allocated|address already in use/i.test(reason(error)))
        throw error;
      const filters = { status: ['created'], network: [network.name] };
      const stillborn = await engine.container.dockerode.listContainers({ all: true, filters });
      await Promise.all(
        stillborn.map(({ Id }) => engine.container.dockerode.getContainer(Id).remove({ force: true })),
      );
    }
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer().once('error', reject);
    probe.listen(0, () => {
      const { port } = probe.address() as AddressInfo;
      probe.close(() => resolve(port));
    });
  });
}

/** testcontainers removes a container whose wait fails. We wait ourselves, so that it is still there to be asked, and kept. */
class NoWait implements WaitStrategy {
  async waitUntilReady(): Promise<void> {}
  withStartupTimeout(): this {
    return this;
  }
  isStartupTimeoutSet(): boolean {
    return true;
  }
  getStartupTimeout(): number {
    return LATEST_START_MS;
  }
}

/** `localhost` has two addresses, and engines may publish ports at one of them only. */
function hostOf(container: StartedTestContainer): string {
  const host = container.getHost();
  if (host === 'localhost') return '127.0.0.1';
  return host.includes(':') ? `[${host}]` : host;
}

/** Says of a part that does not start which one it is, and what it said last; its container has the name that is given. */
async function orSay<T>(
  engine: Engine,
  [part, image, container]: readonly [part: string, image: string, container: string],
  start: () => Promise<T>,
): Promise<T> {
  try {
    return await start();
  } catch (error) {
    if (error instanceof TargetError) throw error;
    const said = await lastWords(engine, container);
    throw new TargetError(`${part} (image ${image}) did not start: ${reason(error)}${said}`);
  }
}

function reason(error: unknown): string {
  return error instanceof Error ? error.message.trim().replace(/\.$/, '') : String(error);
}

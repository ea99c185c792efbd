import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { hostname } from 'node:os';
import path from 'node:path';
import type { Writable } from 'node:stream';
import type { ContainersSettings } from '../../settings';
import { TargetError } from '../target';
import { type Engine, findEngine } from './engine';
import { build, have } from './images';
import { howToLookInside } from './kept';
import { KEEPER, KEPT, RUN } from './labels';
import { removeLeftovers } from './leftovers';
import { Network } from './network';
import { startNode, startPostgres, startRedis } from './parts';
import type { ContainersAddress, Stand } from './stand';

type Keeper = ChildProcessByStdio<Writable, null, null>;

/** After so long without the first scenario, the user is told what takes the time: images may have to be fetched. */
const SILENCE_MS = 4_000;

/**
 * The containers of one run, for all its workers: PostgreSQL, and for each worker a Redis, a database and two nodes.
 *
 * Each worker has nodes of its own because scenarios move their server's clock, kill nodes and restart Redis: on shared ones they
 * would do it to each other. A process of its own (keeper.js) removes everything when this process ends, in whatever way.
 */
export class ContainersRun {
  /** Resolves once all nodes are healthy. @throws TargetError with one sentence. */
  readonly ready: Promise<ContainersAddress>;
  /** What its containers, network and image bear in their names and labels. */
  readonly id = randomBytes(4).toString('hex');
  #keeper: Keeper | undefined;
  #stopping: Promise<void> | undefined;
  #complete = false;

  private constructor(
    private readonly settings: ContainersSettings,
    private readonly workers: number,
  ) {
    this.ready = this.#start();
    this.ready.catch(() => {}); // whoever awaits it will hear
  }

  /** Starts them in the background; `ready` says when they are there. Takes how many workers there will be. */
  static launch(settings: ContainersSettings, workers: number): ContainersRun {
    return new ContainersRun(settings, workers);
  }

  /**
   * Removes everything; resolves when it is gone. With KEEP=1, and if something failed, leaves everything up instead and gives the
   * text that says how to look inside. Idempotent.
   */
  async stop({ failed }: { failed: boolean }): Promise<string | undefined> {
    const keep = failed && this.settings.keep && this.#keeper !== undefined;
    this.#stopping ??= this.#end(keep ? 'keep' : this.#complete ? 'done' : '');
    await this.#stopping;
    return keep ? howToLookInside(await findEngine(), this.id) : undefined;
  }

  async #end(word: string): Promise<void> {
    const keeper = this.#keeper;
    if (!keeper || keeper.exitCode !== null || keeper.signalCode !== null) return;
    const gone = once(keeper, 'exit');
    keeper.stdin.end(word);
    await gone;
  }

  async #start(): Promise<ContainersAddress> {
    const told = setTimeout(() => {
      process.stderr.write(
        'The containers are being made ready; the first time, images are fetched and built.\n',
      );
    }, SILENCE_MS);
    try {
      return await this.#startAll();
    } finally {
      clearTimeout(told);
    }
  }

  async #startAll(): Promise<ContainersAddress> {
    const engine = await findEngine();
    await removeLeftovers(engine);
    this.#keeper = launchKeeper(this.id);
    const { settings } = this;
    const labels = this.#labels(this.#keeper);
    const network = await Network.create(engine, `gauntlet-${this.id}`, { [RUN]: this.id });
    const plan = { engine, network, labels };

    const serverImage = this.#serverImage(engine);
    const redisImage = have(engine, settings.redisImage, 'REDIS_IMAGE');
    const postgres = have(engine, settings.postgresImage, 'POSTGRES_IMAGE').then(() =>
      startPostgres(plan, settings.postgresImage, this.workers),
    );
    const stands = Array.from({ length: this.workers }, async (_, worker): Promise<Stand> => {
      const redis = redisImage.then(() => startRedis(plan, settings.redisImage, worker));
      const [image, { container, databaseUrl, databaseUrlInside }, { id, url: redisUrl }] = await Promise.all(
        [serverImage, postgres, redis],
      );
      const administrator = secret();
      const testHooksSecret = secret();
      const environment = {
        DATABASE_URL: databaseUrlInside(worker),
        REDIS_URL: redisUrl,
        ADMIN_TOKEN: administrator,
        TEST_HOOKS_SECRET: testHooksSecret,
        TEST_HOOKS_FROM: network.subnets.join(','),
      };
      // The nodes take turns with the schema, but only the first start makes it.
      const nodes = await Promise.all(
        [1, 2].map((node) => startNode(plan, image, { worker, node, environment })),
      );
      return {
        nodes,
        redis: id,
        postgres: container,
        databaseUrl: databaseUrl(worker),
        administrator,
        testHooksSecret,
      };
    });
    const address = { run: this.id, stands: await Promise.all(stands) };
    this.#complete = true;
    return address;
  }

  async #serverImage(engine: Engine): Promise<string> {
    const { serverImage, nodeImage } = this.settings;
    if (serverImage !== undefined) {
      await have(engine, serverImage, 'SERVER_IMAGE');
      return serverImage;
    }
    const name = `localhost/gauntlet/reference-server:${this.id}`;
    await build(engine, { base: nodeImage, name, labels: { [RUN]: this.id } });
    return name;
  }

  #labels(keeper: Keeper): Record<string, string> {
    return {
      [RUN]: this.id,
      [KEEPER]: `${hostname()}/${keeper.pid ?? 0}`,
      ...(this.settings.keep ? { [KEPT]: 'after a failure' } : {}),
    };
  }
}

function launchKeeper(run: string): Keeper {
  const keeper = spawn(process.execPath, [path.join(__dirname, 'keeper.js'), `${RUN}=${run}`], {
    stdio: ['pipe', 'ignore', 'inherit'],
    detached: true, // Ctrl-C and `kill -- -group` must not reach it
    windowsHide: true,
  });
  keeper.stdin.on('error', () => {});
  keeper.on('error', () => {});
  if (keeper.pid !== undefined) return keeper;
  throw new TargetError('The keeper, the process that removes the containers again, could not be started.');
}

function secret(): string {
  return randomBytes(24).toString('base64url');
}

import { after, before, describe, it } from 'node:test';
import { expect } from 'chai';
import type { Bus } from '../../reference-server/core/bus';
import { readEnvironment } from '../../reference-server/core/environment';
import { createLog } from '../../reference-server/core/log';
import { type RunningServer, startServer } from '../../reference-server/core/server';
import type { Core, System } from '../../reference-server/core/system';
import { Cluster } from '../../support/targets/embedded/cluster';
import { createDatabase } from '../../support/targets/embedded/database';
import { OwnRedis, withoutRedis } from './nodes/server-nodes';

/** A system that listens to one topic from its first moment on, and does nothing else. */
class Listener implements System {
  readonly name = 'listener';
  readonly schema = '';
  readonly roles = [];
  readonly doors = [];
  readonly bus: Bus | undefined;
  readonly listens: Promise<void> | undefined;
  readonly #heard: string[] = [];
  #wake: () => void = () => {};

  constructor({ bus }: Core) {
    this.bus = bus;
    this.listens = bus?.subscribe('listener/talk', (text) => {
      this.#heard.push(text);
      this.#wake();
    });
  }

  /** What was heard up to this text, which is waited for. */
  async heardUpTo(last: string): Promise<string[]> {
    while (this.#heard.at(-1) !== last) await new Promise<void>((resume) => (this.#wake = resume));
    return [...this.#heard];
  }

  /** Resolves when the bus has come back. */
  back(): Promise<void> {
    return new Promise((resolve) => this.bus?.onReturn(resolve));
  }

  routes(): void {}
  placeOf(): undefined {}
  async stop(): Promise<void> {}
}

describe('the bus that systems are lent', { skip: withoutRedis }, () => {
  let cluster: Cluster;
  let redis: OwnRedis;
  let databases: string[];
  const running: RunningServer[] = [];

  before(async () => {
    cluster = await Cluster.launch();
    redis = await OwnRedis.start();
    const ready = await cluster.ready;
    databases = [await createDatabase(ready, 'bus'), await createDatabase(ready, 'elsewhere')];
  });

  after(async () => {
    await Promise.all(running.map((server) => server.stop()));
    await redis.remove();
    await cluster.stop();
  });

  /** A node of the server on this database. */
  async function node(database: string | undefined, redisUrl?: string): Promise<Listener> {
    const environment = readEnvironment({
      DATABASE_URL: database,
      REDIS_URL: redisUrl,
      PORT: '0',
      ADMIN_TOKEN: 'sixteen-or-longer',
    });
    let listener: Listener | undefined;
    const create = (core: Core) => (listener = new Listener(core));
    running.push(await startServer(environment, [create], createLog('silent')));
    if (listener === undefined) throw new Error('no system was made');
    await listener.listens;
    return listener;
  }

  it('reaches all other nodes of the server in order, also after Redis was restarted, and nobody else', async () => {
    const [database, another] = databases;
    const [one, two, three] = [
      await node(database, redis.url),
      await node(database, redis.url),
      await node(database, redis.url),
    ];
    const [elsewhere, there] = [await node(another, redis.url), await node(another, redis.url)];
    expect(one.bus?.isUp).to.equal(true);
    elsewhere.bus?.publish('listener/talk', 'from another server');
    await there.heardUpTo('from another server');
    one.bus?.publish('another/topic', 'not to you');
    one.bus?.publish('listener/talk', 'first');
    one.bus?.publish('listener/talk', 'second');
    for (const each of [two, three])
      expect(await each.heardUpTo('second')).to.deep.equal(['first', 'second']);

    const back = Promise.all([one.back(), two.back(), three.back()]);
    await redis.stop();
    await redis.start();
    await back;
    two.bus?.publish('listener/talk', 'third');
    // The one who spoke first never heard itself.
    expect(await one.heardUpTo('third')).to.deep.equal(['third']);
    expect(await three.heardUpTo('third')).to.deep.equal(['first', 'second', 'third']);
  });

  it('is not there for a node alone', async () => {
    expect((await node(databases[0])).bus).to.equal(undefined);
  });
});

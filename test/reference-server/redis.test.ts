import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { expect } from 'chai';
import { createLog } from '../../reference-server/core/log';
import { RedisLink } from '../../reference-server/core/redis';
import { until } from '../until';

/** What looks like a Redis to whoever links to it, and does not answer all that it is asked. */
class FakeRedis {
  /** How many of the next subscriptions get no answer. */
  deafTo = 0;
  readonly #sockets = new Set<Socket>();
  readonly #server = createServer((socket) => {
    this.#sockets.add(socket);
    socket.on('error', () => {});
    socket.once('close', () => this.#sockets.delete(socket));
    socket.on('data', (data) => {
      for (const [, command = '', topic = ''] of data
        .toString()
        .matchAll(/\*\d+\r\n\$\d+\r\n(\w+)\r\n(?:\$\d+\r\n([^\r]*)\r\n)?/g))
        this.#answer(socket, command.toLowerCase(), topic);
    });
  });

  async start(): Promise<string> {
    this.#server.listen(0, '127.0.0.1');
    await once(this.#server, 'listening');
    return `redis://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  cut(): void {
    for (const socket of this.#sockets) socket.destroy();
  }

  stop(): void {
    this.#server.close();
    this.cut();
  }

  #answer(socket: Socket, command: string, topic: string): void {
    if (command === 'info') socket.write('$15\r\nredis_version:8\r\n');
    else if (command !== 'subscribe') socket.write('+OK\r\n');
    else if (this.deafTo > 0) this.deafTo -= 1;
    else socket.write(`*3\r\n$9\r\nsubscribe\r\n$${topic.length}\r\n${topic}\r\n:1\r\n`);
  }
}

describe('the link to Redis', () => {
  let redis: FakeRedis;
  let link: RedisLink;

  beforeEach(async () => {
    redis = new FakeRedis();
    link = new RedisLink(await redis.start(), createLog('silent'));
    await link.connect();
    await link.subscribe('news', () => {});
  });

  afterEach(() => {
    link.close();
    redis.stop();
  });

  it('comes back after Redis was away', async () => {
    redis.cut();
    await until('it is away', () => !link.isUp);
    await until('it is back', () => link.isUp);
  });

  it('comes back also where Redis did not answer at once when it was there again', async () => {
    let returns = 0;
    link.onReturn(() => {
      returns += 1;
    });
    redis.deafTo = 1;
    redis.cut();
    await until('it is away', () => !link.isUp);
    await until('it is back', () => link.isUp);
    expect(returns).to.equal(1);
  });
});

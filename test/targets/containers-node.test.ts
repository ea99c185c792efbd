import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { PassThrough } from 'node:stream';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { expect } from 'chai';
import type { Engine } from '../../support/targets/containers/engine';
import { Node } from '../../support/targets/containers/node';

/** An engine with one container, whose program ends at once as often as is wanted. */
class AnEngine {
  starts = 0;
  /** How many starts come to nothing. */
  inVain = 0;
  #isRunning = true;

  readonly #container = {
    inspect: async () => ({
      State: { Running: this.#isRunning, ExitCode: 1, FinishedAt: '2026-01-01T00:00:00Z' },
    }),
    kill: async () => {
      this.#isRunning = false;
    },
    wait: async () => {},
    start: async () => {
      this.starts += 1;
      this.#isRunning = this.starts > this.inVain;
    },
    logs: async () => new PassThrough(),
  };

  readonly asEngine = {
    container: { dockerode: { getContainer: () => this.#container, modem: { demuxStream: () => {} } } },
  } as unknown as Engine;

  get isRunning(): boolean {
    return this.#isRunning;
  }
}

describe('a node in a container', () => {
  let server: Server;
  let engine: AnEngine;
  let node: Node;
  /** Milliseconds by which its clock was moved. */
  let moved: number[];

  beforeEach(async () => {
    engine = new AnEngine();
    moved = [];
    server = createServer((request, response) => {
      if (!engine.isRunning) return request.socket.destroy();
      request.on('data', (body) => moved.push(JSON.parse(String(body)).milliseconds));
      request.on('end', () => response.setHeader('connection', 'close').end('{}'));
      request.resume();
      return undefined;
    });
    await once(server.listen(0, '127.0.0.1'), 'listening');
    const { port } = server.address() as AddressInfo;
    const address = { container: 'c', url: `http://127.0.0.1:${port}` };
    node = new Node(engine.asEngine, address, 'a secret of the hooks');
  });
  afterEach(async () => {
    node.stopListening();
    await once(server.close(), 'close');
  });

  it('is up again when it is ready, with its clock where it would be', async () => {
    await node.advance(5_000);
    await node.kill();
    expect(node.isUp).to.equal(false);
    await node.advance(2_000);
    await node.start();
    expect([node.isUp, engine.starts, moved]).to.deep.equal([true, 1, [5_000, 7_000]]);
    await node.start();
    expect(engine.starts).to.equal(1);
  });

  it('that does not come up is down, and is started once more by whoever tries', async () => {
    engine.inVain = 1;
    await node.kill();
    const failure = await node.start().catch(String);
    expect(failure).to.contain('A node is not ready for players: it ended with exit code 1');
    expect(node.isUp).to.equal(false);
    await node.start();
    expect([node.isUp, engine.starts]).to.deep.equal([true, 2]);
  });
});

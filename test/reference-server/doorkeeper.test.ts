import { once } from 'node:events';
import { createServer } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { promisify } from 'node:util';
import { expect } from 'chai';
import { WebSocket } from 'ws';
import { ServerClock } from '../../reference-server/core/clock';
import type { Connection } from '../../reference-server/core/connection';
import { Doorkeeper } from '../../reference-server/core/doorkeeper';
import { KeepAlive } from '../../reference-server/core/keep-alive';
import { OwnPlaces } from '../../reference-server/core/own-places';
import type { Door } from '../../reference-server/core/system';
import { until } from '../until';

/** A door that says back what it hears, after the name it was asked for. */
const echo: Door = {
  name: '/echo/{name}',
  path: /^\/echo\/([^/]+)$/,
  framesPerSecond: 20,
  largestFrame: 65_536,
  placeOf: ([name]) => `echo/${name}`,
  open: ({ connection, groups: [name] }) => connection.onText((text) => connection.send({ name, text })),
};

describe('the doorkeeper', () => {
  let clock: ServerClock;
  let doorkeeper: Doorkeeper;
  let base: string;
  let admitted: Connection | undefined;
  const http = createServer();

  beforeEach(async () => {
    clock = new ServerClock(() => {});
    const alive: Door = {
      ...echo,
      path: /^\/alive$/,
      open: ({ connection }) => {
        const keepAlive = new KeepAlive(connection, clock, { askEvery: 30_000, longestSilence: 90_000 }, () =>
          connection.send({ type: 'ping' }),
        );
        connection.onText(() => keepAlive.heard());
        admitted = connection;
      },
    };
    doorkeeper = new Doorkeeper(clock, new OwnPlaces(), [echo, alive]);
    doorkeeper.attend(http);
    http.listen(0, '127.0.0.1');
    await once(http, 'listening');
    const address = http.address() as AddressInfo;
    base = `ws://127.0.0.1:${address.port}`;
  });

  afterEach(async () => {
    await doorkeeper.close();
    clock.stop();
    http.removeAllListeners('upgrade');
    http.close();
    await once(http, 'close');
  });

  /** An open connection. */
  async function join(path = '/echo/ana'): Promise<WebSocket> {
    const socket = new WebSocket(base + path);
    await once(socket, 'open');
    return socket;
  }

  async function endOf(socket: WebSocket): Promise<string> {
    const [code, reason] = await once(socket, 'close');
    return `${code} ${reason}`.trim();
  }

  it('leads to the door of the path, whatever the query says', async () => {
    const socket = await join('/echo/ana?token=x');
    socket.send('hello');
    const [frame] = await once(socket, 'message');
    expect(JSON.parse(String(frame))).to.deep.equal({ name: 'ana', text: 'hello' });
    expect(doorkeeper.open).to.equal(1);
  });

  it('refuses a path without a door with 404', async () => {
    const [error] = await once(new WebSocket(`${base}/nowhere`), 'error');
    expect(String(error)).to.contain('404');
    expect(doorkeeper.open).to.equal(0);
  });

  it('does not wait for somebody refused to hang up', async () => {
    const line = connect({ port: Number(new URL(base).port), allowHalfOpen: true });
    line.on('error', () => {});
    line.write(
      'GET /nowhere HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n',
    );
    await once(line.resume(), 'end');
    const connections = promisify(http.getConnections.bind(http));
    await until('the line to be cut', async () => (await connections()) === 0);
    line.destroy();
  });

  it('closes for a binary frame', async () => {
    const socket = await join();
    socket.send(Buffer.from('hello'));
    expect(await endOf(socket)).to.equal('1003 Text frames only');
  });

  it('closes for a frame over 64 KiB, and takes one of exactly that', async () => {
    const socket = await join();
    socket.send('x'.repeat(65_536));
    await once(socket, 'message');
    socket.send('x'.repeat(65_537));
    expect(await endOf(socket)).to.equal('1009');
  });

  it('closes for more frames in a second than the door allows, by the server clock', async () => {
    const socket = await join();
    for (let round = 0; round < 2; round += 1) {
      for (let frame = 0; frame < 20; frame += 1) socket.send('x');
      socket.removeAllListeners('message');
      let echoes = 0;
      await new Promise<void>((resolve) => {
        socket.on('message', () => {
          echoes += 1;
          if (echoes === 20) resolve();
        });
      });
      await clock.advance(1_000);
    }
    for (let frame = 0; frame < 21; frame += 1) socket.send('x');
    expect(await endOf(socket)).to.equal('1008 Too many messages');
  });

  it('cuts off a peer that does not answer a close', async () => {
    const socket = connect(Number(new URL(base).port), '127.0.0.1');
    const key = 'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13';
    socket.write(
      `GET /alive HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n${key}\r\n\r\n`,
    );
    await once(socket, 'data');
    socket.resume();
    const gone = new Promise<void>((resolve) => admitted?.onClose(resolve));
    admitted?.close(4000, 'Enough');
    await gone;
    expect(doorkeeper.open).to.equal(0);
  });

  it('closes everybody with 1001 at the end, and takes nobody in any more', async () => {
    const socket = await join();
    const end = endOf(socket);
    await doorkeeper.close();
    expect(await end).to.equal('1001 Server is shutting down');
    const [error] = await once(new WebSocket(`${base}/echo/bo`), 'error');
    expect(String(error)).to.contain('503');
  });

  describe('keeping alive', () => {
    it('pings every 30 s, and does not give up a peer that had no time to answer', async () => {
      const socket = await join('/alive');
      let pings = 0;
      socket.on('message', () => {
        pings += 1;
        socket.send('pong');
      });
      await clock.advance(200_000);
      while (pings < 6) await once(socket, 'message');
      expect(socket.readyState).to.equal(WebSocket.OPEN);
    });

    it('closes a peer that was silent for 90 s', async () => {
      const socket = await join('/alive');
      const end = endOf(socket);
      await clock.advance(30_000);
      await clock.advance(60_000);
      expect(await end).to.equal('1001 No sign of life');
    });

    it('gives a peer the time to answer, however fast the clock is moved on', async () => {
      const [quick, silent] = [await join('/alive'), await join('/alive')];
      const end = endOf(silent);
      await clock.advance(30_000);
      await clock.advance(60_000);
      quick.send('pong');
      expect(await end).to.equal('1001 No sign of life');
      expect(quick.readyState).to.equal(WebSocket.OPEN);
    });

    it('gives up nobody for what was asked in the same leap of the clock, however long the answer takes', async (test) => {
      test.mock.timers.enable({ apis: ['setTimeout'] });
      const socket = await join('/alive');
      const end = endOf(socket);
      await clock.advance(200_000);
      test.mock.timers.tick(1_000);
      expect(admitted?.isOpen).to.equal(true);
      await clock.advance(30_000);
      test.mock.timers.tick(1_000);
      expect(admitted?.isOpen).to.equal(false);
      expect(await end).to.equal('1001 No sign of life');
    });

    it('lets a lost peer be gone for others without waiting for its answer to the close', async () => {
      const socket = await join('/alive');
      const gone = new Promise<void>((resolve) => admitted?.onClose(resolve));
      const end = endOf(socket);
      socket.pause();
      await clock.advance(30_000);
      await clock.advance(60_000);
      await gone;
      expect([admitted?.isOpen, doorkeeper.open]).to.deep.equal([false, 1]);
      socket.resume();
      expect(await end).to.equal('1001 No sign of life');
    });
  });
});

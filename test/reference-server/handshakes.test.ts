import { once } from 'node:events';
import { createServer } from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { expect } from 'chai';
import { ServerClock } from '../../reference-server/core/clock';
import { limitHandshakes } from '../../reference-server/core/handshakes';

describe('callers who do not say what they want', () => {
  let clock: ServerClock;
  let callers: Socket[];
  const server = createServer((_request, response) => response.end('hello'));

  beforeEach(async () => {
    clock = new ServerClock(() => {});
    callers = [];
    limitHandshakes(server, clock);
    server.on('upgrade', (_request, socket) => socket.write('welcome'));
    await once(server.listen(0, '127.0.0.1'), 'listening');
  });

  afterEach(async () => {
    clock.stop();
    for (const caller of callers) caller.destroy();
    server.removeAllListeners('upgrade');
    server.closeAllConnections();
    server.close();
    await once(server, 'close');
  });

  /** Somebody who has called, and said so much; the server has taken the call. */
  async function caller(says = ''): Promise<Socket> {
    const taken = once(server, 'connection');
    const socket = connect((server.address() as AddressInfo).port, '127.0.0.1');
    callers.push(socket);
    socket.on('error', () => {});
    socket.write(says);
    await Promise.all([taken, once(socket, 'connect')]);
    return socket;
  }

  for (const [what, says] of [
    ['nothing', ''],
    ['half a line', 'GET /ws/ga'],
    ['half a head', 'GET /ws/game/BLUE/ HTTP/1.1\r\nHost: here\r\nUpgrade: webso'],
  ] as const) {
    it(`are cut off after 20 seconds if they have said ${what}`, async () => {
      const socket = await caller(says);
      socket.resume();
      await clock.advance(19_000);
      expect(socket.readyState).to.equal('open');
      const closed = once(socket, 'close');
      await clock.advance(1_001);
      await closed;
    });
  }

  for (const [what, head, answer] of [
    ['an answer', 'GET / HTTP/1.1\r\nHost: here\r\n\r\n', 'hello'],
    [
      'a WebSocket',
      'GET / HTTP/1.1\r\nHost: here\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n',
      'welcome',
    ],
  ] as const) {
    it(`are not meant when they have asked for ${what}`, async () => {
      const asked = await caller(head);
      const [said] = (await once(asked, 'data')) as [Buffer];
      expect(said.toString()).to.include(answer);
      const silent = await caller();
      silent.resume();
      const closed = once(silent, 'close');
      await clock.advance(60_000);
      await closed; // whoever called later and said nothing
      expect(asked.readyState).to.equal('open');
    });
  }
});

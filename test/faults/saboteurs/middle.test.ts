import { once } from 'node:events';
import http from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { after, afterEach, before, beforeEach, describe, it } from 'node:test';
import { expect } from 'chai';
import { WebSocket, WebSocketServer } from 'ws';
import { Middle } from '../../../support/faults/saboteurs/middle';

/** A server that says what it hears, does what it is told, and refuses whom it does not know. */
class Echo {
  readonly heard: string[] = [];
  readonly closes: { code: number; reason: string }[] = [];
  readonly #doors = new WebSocketServer({ noServer: true, perMessageDeflate: false });
  readonly #http = http.createServer((request, response) => {
    void (async () => {
      let body = '';
      for await (const chunk of request) body += String(chunk);
      const { method, url, headers } = request;
      response.writeHead(201, { 'content-type': 'application/json', 'x-mood': 'fine' });
      response.end(JSON.stringify({ method, url, body, who: headers.authorization }));
    })();
  });

  async listen(): Promise<URL> {
    this.#http.on('upgrade', (request, socket, head) => {
      if (request.headers.authorization === 'Bearer wrong')
        return socket.end('HTTP/1.1 401 Unauthorized\r\ncontent-length: 9\r\n\r\nno token!');
      return this.#doors.handleUpgrade(request, socket, head, (guest) => {
        guest.send(JSON.stringify({ type: 'welcome', path: request.url }));
        guest.on('close', (code, reason) => this.closes.push({ code, reason: reason.toString() }));
        guest.on('message', (data, binary) => {
          const text = binary ? `binary ${(data as Buffer).toString('hex')}` : data.toString();
          this.heard.push(text);
          if (text === 'go') guest.close(4009, 'Replaced');
          else if (text === 'fall') guest.terminate();
          else if (text === 'ask') guest.ping('are you there');
          else guest.send(binary ? data : text, { binary });
        });
        guest.on('pong', (mark) => guest.send(JSON.stringify({ type: 'alive', mark: mark.toString() })));
      });
    });
    await once(this.#http.listen(0, '127.0.0.1'), 'listening');
    return new URL(`http://127.0.0.1:${(this.#http.address() as AddressInfo).port}/`);
  }

  async close(): Promise<void> {
    for (const guest of this.#doors.clients) guest.terminate();
    this.#http.close().closeAllConnections();
    await once(this.#http, 'close');
  }
}

/** Somebody at the other end. */
class Caller {
  readonly told: string[] = [];
  readonly #socket: WebSocket;
  readonly closed: Promise<{ code: number; reason: string }>;
  #awaited: { count: number; done: () => void } | undefined;

  constructor(url: URL, token = 'right') {
    this.#socket = new WebSocket(`${url.origin.replace('http', 'ws')}/ws/room/A?x=1`, {
      headers: { authorization: `Bearer ${token}` },
      perMessageDeflate: false,
    });
    this.#socket.on('message', (data, binary) => {
      this.told.push(binary ? `binary ${(data as Buffer).toString('hex')}` : data.toString());
      if (this.#awaited && this.told.length >= this.#awaited.count) this.#awaited.done();
    });
    this.#socket.on('error', () => {});
    this.closed = new Promise((resolve) => {
      this.#socket.on('close', (code, reason) => resolve({ code, reason: reason.toString() }));
    });
  }

  get socket(): WebSocket {
    return this.#socket;
  }

  /** So many messages in all have come. */
  async hears(count: number): Promise<readonly string[]> {
    if (this.told.length < count)
      await new Promise<void>((done) => {
        this.#awaited = { count, done };
      });
    return this.told;
  }
}

const WELCOME = '{"type":"welcome","path":"/ws/room/A?x=1"}';

describe('a man in the middle', { timeout: 20_000 }, () => {
  let server: Echo;
  let middle: Middle;
  let callers: Caller[];

  before(async () => {
    server = new Echo();
    middle = await Middle.before(await server.listen());
  });

  after(async () => {
    await middle.close();
    await server.close();
  });

  beforeEach(() => {
    callers = [];
    middle.set({});
    server.heard.length = 0;
    server.closes.length = 0;
  });

  afterEach(async () => {
    for (const { socket } of callers) socket.terminate();
    await Promise.all(callers.map(({ closed }) => closed));
  });

  function call(token?: string): Caller {
    const caller = new Caller(middle.url, token);
    callers.push(caller);
    return caller;
  }

  async function ask(
    method: string,
    body?: string,
  ): Promise<{ status: number; mood: unknown; json: unknown }> {
    const request = http.request(new URL('/api/x?y=2', middle.url), {
      method,
      headers: { authorization: 'Bearer right', ...(body ? { 'content-length': body.length } : {}) },
    });
    request.end(body);
    const [answer] = (await once(request, 'response')) as [http.IncomingMessage];
    let text = '';
    for await (const chunk of answer) text += String(chunk);
    return { status: answer.statusCode ?? 0, mood: answer.headers['x-mood'], json: JSON.parse(text) };
  }

  describe('who lets everything pass', () => {
    it('changes no message, no order, and no path', async () => {
      const caller = call();
      await caller.hears(1);
      const said = ['{"type":"one"}', 'not json', '[1]', '{"type":"two", "spaced": 1}'];
      for (const one of said) caller.socket.send(one);
      caller.socket.send(Buffer.from([1, 255]));
      expect(await caller.hears(6)).to.deep.equal([WELCOME, ...said, 'binary 01ff']);
      expect(server.heard).to.deep.equal([...said, 'binary 01ff']);
    });

    it("says the server's close as it was, and a fall as a fall", async () => {
      const [one, other] = [call(), call()];
      await Promise.all([one.hears(1), other.hears(1)]);
      one.socket.send('go');
      other.socket.send('fall');
      expect(await one.closed).to.deep.equal({ code: 4009, reason: 'Replaced' });
      expect((await other.closed).code).to.equal(1006);
    });

    it('says a refused handshake with its words', async () => {
      const caller = call('wrong');
      const [, answer] = (await once(caller.socket, 'unexpected-response')) as [
        unknown,
        http.IncomingMessage,
      ];
      let body = '';
      for await (const chunk of answer) body += String(chunk);
      expect([answer.statusCode, body]).to.deep.equal([401, 'no token!']);
    });

    it('asks nobody but the player for a sign of life', async () => {
      const caller = call();
      await caller.hears(1);
      caller.socket.send('ask');
      expect((await caller.hears(2))[1]).to.equal('{"type":"alive","mark":"are you there"}');
      const pong = once(caller.socket, 'pong');
      caller.socket.ping('and you');
      expect(String((await pong)[0])).to.equal('and you');
    });

    it('passes requests and answers with their headers', async () => {
      const { status, mood, json } = await ask('POST', '{"a":1}');
      expect([status, mood]).to.deep.equal([201, 'fine']);
      expect(json).to.deep.equal({ method: 'POST', url: '/api/x?y=2', body: '{"a":1}', who: 'Bearer right' });
    });

    it('passes more than lies on the way at once, complete and in order', async () => {
      const caller = call();
      await caller.hears(1);
      const said = Array.from({ length: 300 }, (_, index) => `${index} ${'x'.repeat(10_000)}`);
      for (const one of said) caller.socket.send(one);
      expect((await caller.hears(301)).slice(1)).to.deep.equal(said);
    });
  });

  describe('who misbehaves', () => {
    it('may put others in the place of what the server says, and of what is said to it', async () => {
      middle.set({
        told: (frame) => (frame.type === 'welcome' ? [{ type: 'a' }, { type: 'b' }] : [frame]),
        said: (frame) => (frame.type === 'lost' ? [] : [{ ...frame, changed: true }]),
        muttered: (text) => [`${text}!`],
      });
      const caller = call();
      await caller.hears(2);
      caller.socket.send('{"type":"lost"}');
      caller.socket.send('{"type":"said"}');
      caller.socket.send('mm');
      expect(await caller.hears(4)).to.deep.equal([
        '{"type":"a"}',
        '{"type":"b"}',
        '{"type":"said","changed":true}',
        'mm!',
      ]);
      expect(server.heard).to.deep.equal(['{"type":"said","changed":true}', 'mm!']);
    });

    it('may tell one what is meant for another, and knows them by their order', async () => {
      middle.set({
        told(frame, line) {
          for (const other of line.all) if (other !== line) other.tell({ ...frame, from: line.number });
          return [frame];
        },
      });
      const one = call();
      await one.hears(1);
      const other = call();
      await other.hears(1);
      expect((await one.hears(2))[1]).to.equal('{"type":"welcome","path":"/ws/room/A?x=1","from":1}');
    });

    it('may ask for a line by another path than somebody came by', async () => {
      const paths: string[] = [];
      middle.set({
        came: (path) => path.replace('room/A', 'room/B'),
        opened: (line) => paths.push(line.path),
      });
      expect(await call().hears(1)).to.deep.equal(['{"type":"welcome","path":"/ws/room/B?x=1"}']);
      expect(paths, 'by which they came').to.deep.equal(['/ws/room/A?x=1']);
    });

    it('may change a close, keep a line open that was closed, and hang up', async () => {
      middle.set({
        closed(close, line) {
          if (line.number === 0) return { ...close, code: 4000 };
          line.tell({ type: 'as if nothing had happened' });
          return undefined;
        },
        told: (frame, line) => {
          if (line.number === 2) line.hangUp({ code: 4444, reason: 'Because' });
          return [frame];
        },
      });
      const one = call();
      await one.hears(1);
      const other = call();
      await other.hears(1);
      const third = call();
      one.socket.send('go');
      other.socket.send('go');
      expect(await one.closed).to.deep.equal({ code: 4000, reason: 'Replaced' });
      expect(await third.closed).to.deep.equal({ code: 4444, reason: 'Because' });
      expect(await other.hears(2)).to.deep.equal([WELCOME, '{"type":"as if nothing had happened"}']);
      expect(other.socket.readyState).to.equal(WebSocket.OPEN);
    });

    it('may answer for the server, change a question, and change an answer', async () => {
      const asked: string[] = [];
      middle.set({
        asked: (question) => {
          asked.push(`${question.method} ${question.path} ${question.body}`);
          if (question.method === 'DELETE') return { status: 200, headers: {}, body: '{"gone":true}' };
          return { ...question, body: question.body.replace('1', '2') };
        },
        answered: (answer) => ({ ...answer, status: 202, headers: { ...answer.headers, 'x-mood': 'bad' } }),
      });
      expect(await ask('DELETE')).to.deep.include({ status: 200, json: { gone: true } });
      const { status, mood, json } = await ask('POST', '{"a":1}');
      expect([status, mood]).to.deep.equal([202, 'bad']);
      expect(json).to.deep.include({ body: '{"a":2}', who: 'Bearer right' });
      expect(asked).to.deep.equal(['DELETE /api/x?y=2 ', 'POST /api/x?y=2 {"a":1}']);
    });

    it('is asked nothing by somebody who goes in the middle of a question', async () => {
      const asked: string[] = [];
      middle.set({
        asked: (question) => {
          asked.push(question.method);
          return question;
        },
      });
      const half = http.request(new URL('/api/x', middle.url), {
        method: 'POST',
        agent: false,
        headers: { 'content-length': 4 },
      });
      half.on('error', () => {}).write('{}');
      const [line] = (await once(half, 'socket')) as [Socket];
      await once(line, 'connect');
      await ask('GET'); // by now the half one has been met
      half.destroy();
      expect(await ask('PUT', '{}')).to.deep.include({ status: 201 });
      expect(asked).to.deep.equal(['GET', 'PUT']);
    });

    it('may keep from the server that somebody has gone', async () => {
      middle.set({ left: (line) => line.number === 1 });
      const kept = call();
      await kept.hears(1);
      const told = call();
      await told.hears(1);
      kept.socket.close(1000);
      await kept.closed;
      told.socket.close(1000, 'Bye');
      await told.closed;
      // The one that was told is there: the one before it would have been.
      await call().hears(1);
      expect(server.closes).to.deep.equal([{ code: 1000, reason: 'Bye' }]);
    });

    it('begins anew with each scenario', async () => {
      middle.set({ told: () => [] });
      const before = call();
      await once(before.socket, 'open');
      middle.set({ told: (frame, line) => [{ ...frame, number: line.number }] });
      expect(await call().hears(1)).to.deep.equal(['{"type":"welcome","path":"/ws/room/A?x=1","number":0}']);
      expect(before.told).to.deep.equal([]);
    });
  });
});

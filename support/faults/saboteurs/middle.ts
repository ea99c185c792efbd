import { once } from 'node:events';
import http, { type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http';
import https from 'node:https';
import { type AddressInfo, isIP } from 'node:net';
import type { Duplex } from 'node:stream';
import { WebSocket, WebSocketServer } from 'ws';
import { Guest } from './guest';
import type { Answer, Interference, Line, Question } from './interference';
import { Wire } from './wire';

/** Headers that belong to one stretch of the way (RFC 9110, 7.6.1), or say a length that may change. */
const OF_ONE_STRETCH = new Set([
  'connection',
  'keep-alive',
  'transfer-encoding',
  'content-length',
  'upgrade',
]);
/** Headers of a handshake that `ws` says itself. */
const OF_THE_HANDSHAKE = /^(host|connection|upgrade|sec-websocket-.*)$/;

/** Something said over HTTP, with its body as it came: a text of it may not be all there is to it, as of a zip. */
interface Whole<T> {
  readonly said: T;
  readonly bytes: Buffer;
}

/** What a scenario has of its own. */
interface Scene {
  readonly interference: Interference;
  /** All that were opened in it. */
  readonly lines: Line[];
}

/**
 * A man in the middle: an address at which a server answers that may be told to misbehave. As long as it is not, all that is said between
 * players and the server passes unchanged and in order, with its closes, refusals and signs of life.
 */
export class Middle {
  #scene: Scene = { interference: {}, lines: [] };
  readonly #wires = new Set<Wire>();
  readonly #doors = new WebSocketServer({
    WebSocket: Guest,
    noServer: true,
    autoPong: false,
    perMessageDeflate: false,
    clientTracking: false,
  });
  readonly #server = http.createServer((request, response) => void this.#passes(request, response));
  readonly #agent: http.Agent;

  private constructor(private readonly target: URL) {
    this.#agent = new (target.protocol === 'https:' ? https : http).Agent({ keepAlive: true });
    this.#server.on('upgrade', (request, socket, head) => this.#meets(request, socket, head));
    this.#server.keepAliveTimeout = 60_000;
  }

  /** Stands in front of a server. @param target its base address. */
  static async before(target: URL): Promise<Middle> {
    const middle = new Middle(target);
    await once(middle.#server.listen(0, '127.0.0.1'), 'listening');
    return middle;
  }

  /** The base address at which players meet it. */
  get url(): URL {
    const { port } = this.#server.address() as AddressInfo;
    return new URL(`http://127.0.0.1:${port}/`);
  }

  /** From now on it misbehaves like this, with everything forgotten that was before. Lines that are open keep to what they began with. */
  set(interference: Interference): void {
    this.#scene = { interference, lines: [] };
  }

  /** Ends all lines, and the address. Idempotent. */
  async close(): Promise<void> {
    if (!this.#server.listening) return;
    for (const wire of this.#wires) wire.cut();
    this.#agent.destroy();
    this.#server.close().closeAllConnections();
    await once(this.#server, 'close');
  }

  async #passes(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { interference } = this.#scene;
    const question = { ...headOf(request), body: '' };
    if (interference.asked === undefined && interference.answered === undefined)
      return this.#pipes(question, request, response);
    const bytes = await bytesOf(request).catch(() => undefined);
    if (bytes === undefined) return; // whoever asked has not finished, and is gone
    const whole = { ...question, body: bytes.toString() };
    const put = interference.asked?.(whole) ?? whole;
    const answer =
      'status' in put
        ? { said: put, bytes: Buffer.from(put.body) }
        : await this.#answerTo({ said: put, bytes: unlessChanged(whole, put, bytes) }, interference);
    if (answer === undefined) response.destroy();
    else response.writeHead(answer.said.status, answer.said.headers).end(answer.bytes);
  }

  #pipes({ method, path }: Question, request: IncomingMessage, response: ServerResponse): void {
    const onward = this.#request(method, path, request.headers, (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.statusMessage, answer.rawHeaders);
      answer.on('error', () => response.destroy()).pipe(response);
    });
    onward.on('error', () => response.destroy());
    response.on('close', () => onward.destroy());
    request.on('error', () => onward.destroy()).pipe(onward);
  }

  /** @returns undefined where the server gives no answer. */
  async #answerTo(
    { said: question, bytes: asked }: Whole<Question>,
    interference: Interference,
  ): Promise<Whole<Answer> | undefined> {
    const onward = this.#request(question.method, question.path, question.headers);
    try {
      onward.end(asked);
      const [answer] = (await once(onward, 'response')) as [IncomingMessage];
      const { statusCode: status = 502 } = answer;
      const bytes = await bytesOf(answer);
      const whole = { status, headers: headersOf(answer.headers), body: bytes.toString() };
      const said = interference.answered?.(whole, question) ?? whole;
      return { said, bytes: unlessChanged(whole, said, bytes) };
    } catch {
      return undefined;
    }
  }

  #request(
    method: string,
    path: string,
    headers: IncomingHttpHeaders | Question['headers'],
    answered?: (answer: IncomingMessage) => void,
  ): http.ClientRequest {
    const url = new URL(this.target);
    const host = isNamed(url) ? url.host : headers.host;
    const options = { method, path, headers: { ...headers, host }, agent: this.#agent };
    return (url.protocol === 'https:' ? https : http).request(url, options, answered);
  }

  /** Somebody asks for a WebSocket: the server is asked for one first, and what it refuses is refused. */
  #meets(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    const { interference, lines } = this.#scene;
    socket.on('error', () => {});
    const { path, headers } = headOf(request);
    const kept = Object.entries(headers).filter(([name]) => !OF_THE_HANDSHAKE.test(name));
    const asked = interference.came?.(path) ?? path;
    const address = `${this.target.origin.replace(/^http/, 'ws')}${asked}`;
    const server = new WebSocket(address, {
      headers: Object.fromEntries(kept),
      autoPong: false,
      perMessageDeflate: false,
    });
    const gone = () => server.terminate();
    socket.once('close', gone);
    server.on('error', () => socket.destroy());
    server.once('unexpected-response', (_request, answer) => void refuse(answer, socket));
    server.once('open', () => {
      socket.removeListener('close', gone);
      server.pause();
      this.#doors.handleUpgrade(request, socket, head, (guest) => {
        const wire = new Wire({ guest, server }, path, interference, lines);
        this.#wires.add(wire);
        guest.once('close', () => this.#wires.delete(wire));
        interference.opened?.(wire);
        server.resume();
      });
    });
  }
}

/** A server that goes by a name may be one of many at its address; any other tells players where they have met it. */
function isNamed({ hostname }: URL): boolean {
  return hostname !== 'localhost' && isIP(hostname.replace(/^\[|\]$/g, '')) === 0;
}

function headOf({ method = 'GET', url = '/', headers }: IncomingMessage): Question {
  return { method, path: url, headers: headersOf(headers), body: '' };
}

function headersOf(headers: IncomingHttpHeaders): Record<string, string> {
  const kept = Object.entries(headers).filter(([name]) => !OF_ONE_STRETCH.has(name));
  return Object.fromEntries(
    kept.map(([name, value]) => [name, Array.isArray(value) ? value.join(', ') : (value ?? '')]),
  );
}

async function bytesOf(message: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of message) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

/** A body that nobody has changed goes on byte for byte. */
function unlessChanged(before: { body: string }, after: { body: string }, bytes: Buffer): Buffer {
  return after.body === before.body ? bytes : Buffer.from(after.body);
}

/** Says no to a handshake as the server did. */
async function refuse(answer: IncomingMessage, socket: Duplex): Promise<void> {
  const body = await bytesOf(answer).catch(() => Buffer.alloc(0));
  const lines = [`HTTP/1.1 ${answer.statusCode} ${answer.statusMessage}`];
  const kept = Object.entries(headersOf(answer.headers));
  for (const [name, value] of kept) lines.push(`${name}: ${value}`);
  lines.push(`content-length: ${body.length}`, 'connection: close');
  socket.write(`${lines.join('\r\n')}\r\n\r\n`);
  socket.end(body);
}

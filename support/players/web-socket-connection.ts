import type { IncomingMessage } from 'node:http';
import type { createConnection } from 'node:net';
import WebSocket from 'ws';
import { headOf } from './http';
import type { Dial } from './way';

/** What a connection tells its player. */
export interface ConnectionListener {
  /** `answer`: status line and headers of the server's. */
  opened(answer: string): void;
  received(text: string): void;
  /** `byPlayer`: this side closed first. */
  closed(code: number, reason: string, byPlayer: boolean): void;
  /** `answer`: what the server said instead of opening: status line, headers and body. */
  failed(message: string, answer?: string): void;
  /** The answer to `confirm`. */
  confirmed(mark: string): void;
}

/** What comes of a close by the player: 1000 said back, no code, no close frame. With any other code the server has closed by itself. */
const ANSWERS_TO_A_CLOSE: ReadonlySet<number> = new Set([1000, 1005, 1006]);

/** One WebSocket of one player (RFC 6455), without compression so that what is sent is what travels. */
export class WebSocketConnection {
  readonly #socket: WebSocket;
  #closing = false;
  #turnedAway = false;

  /** @param dial opens the TCP or TLS connection, where that is not left to `ws`. */
  constructor(address: string, listener: ConnectionListener, dial?: Dial) {
    this.#socket = new WebSocket(address, {
      perMessageDeflate: false,
      handshakeTimeout: 10_000,
      // `ws` hands it on to `http.request`, which takes one that answers later as well; its types say less.
      ...(dial ? { createConnection: dial as unknown as typeof createConnection } : {}),
    });
    let answer = '';
    this.#socket.on('upgrade', (response) => {
      answer = headOf(response);
    });
    this.#socket.on('open', () => listener.opened(answer));
    this.#socket.on('unexpected-response', (_request, response) => {
      void this.#isTurnedAway(response, listener);
    });
    this.#socket.on('message', (data, binary) => {
      listener.received(binary ? `(binary) ${data.toString('hex')}` : data.toString());
    });
    this.#socket.on('pong', (mark) => listener.confirmed(mark.toString()));
    // A handshake that this side gives up is no failure of the server's; one that the server declines has been told.
    this.#socket.on('error', (error) => {
      if (!this.#closing && !this.#turnedAway) listener.failed(error.message);
    });
    this.#socket.on('close', (code, reason) => {
      listener.closed(code, reason.toString(), this.#closing && ANSWERS_TO_A_CLOSE.has(code));
    });
  }

  /** The server answered, and not with a connection: what it said is told, and the attempt is over. */
  async #isTurnedAway(response: IncomingMessage, listener: ConnectionListener): Promise<void> {
    const body = await beginningOf(response);
    if (this.#socket.readyState !== WebSocket.CONNECTING) return; // given up meanwhile, by either side
    const answer = `${headOf(response)}\r\n\r\n${body}`;
    if (!this.#closing) listener.failed(`Unexpected server response: ${response.statusCode}`, answer);
    this.#turnedAway = true;
    this.#socket.terminate();
  }

  get isOpen(): boolean {
    return this.#socket.readyState === WebSocket.OPEN;
  }

  /** True once both sides are done with it. */
  get isOver(): boolean {
    return this.#socket.readyState === WebSocket.CLOSED;
  }

  /** Sends text as a text frame, bytes as a binary one. */
  send(data: string | Buffer): void {
    this.#socket.send(data);
  }

  /** Asks the server for a sign that it has read everything sent so far (a ping frame, RFC 6455 5.5.2). */
  confirm(mark: string): void {
    this.#socket.ping(mark);
  }

  /** Leaves politely, with a close frame. */
  close(): void {
    this.#closing = true;
    this.#socket.close(1000);
  }

  /** Drops the connection without a word, as a crash or a lost network does. */
  cut(): void {
    this.#closing = true;
    this.#socket.terminate();
  }
}

/** More of a refusal's body is not kept. */
const LONGEST_BODY = 65_536;

/** The body of an answer as text, as far as it came. */
async function beginningOf(response: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let length = 0;
  try {
    for await (const chunk of response) {
      chunks.push(chunk as Buffer);
      length += (chunk as Buffer).length;
      if (length > LONGEST_BODY) break;
    }
  } catch {
    // cut off: what came was received all the same
  }
  return Buffer.concat(chunks).toString();
}

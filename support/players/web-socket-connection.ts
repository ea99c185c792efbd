import type { createConnection } from 'node:net';
import WebSocket from 'ws';
import type { Dial } from './way';

/** What a connection tells its player. */
export interface ConnectionListener {
  opened(): void;
  received(text: string): void;
  /** `byPlayer`: this side closed first. */
  closed(code: number, reason: string, byPlayer: boolean): void;
  failed(message: string): void;
  /** The answer to `confirm`. */
  confirmed(mark: string): void;
}

/** What comes of a close by the player: 1000 said back, no code, no close frame. With any other code the server has closed by itself. */
const ANSWERS_TO_A_CLOSE: ReadonlySet<number> = new Set([1000, 1005, 1006]);

/** One WebSocket of one player (RFC 6455), without compression so that what is sent is what travels. */
export class WebSocketConnection {
  readonly #socket: WebSocket;
  #closing = false;

  /** @param dial opens the TCP or TLS connection, where that is not left to `ws`. */
  constructor(address: string, listener: ConnectionListener, dial?: Dial) {
    this.#socket = new WebSocket(address, {
      perMessageDeflate: false,
      handshakeTimeout: 10_000,
      // `ws` hands it on to `http.request`, which takes one that answers later as well; its types say less.
      ...(dial ? { createConnection: dial as unknown as typeof createConnection } : {}),
    });
    this.#socket.on('open', () => listener.opened());
    this.#socket.on('message', (data, binary) => {
      listener.received(binary ? `(binary) ${data.toString('hex')}` : data.toString());
    });
    this.#socket.on('pong', (mark) => listener.confirmed(mark.toString()));
    // A handshake that this side gives up is no failure of the server's.
    this.#socket.on('error', (error) => {
      if (!this.#closing) listener.failed(error.message);
    });
    this.#socket.on('close', (code, reason) => {
      listener.closed(code, reason.toString(), this.#closing && ANSWERS_TO_A_CLOSE.has(code));
    });
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

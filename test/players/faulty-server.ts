import { EventEmitter, once } from 'node:events';
import http from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';
import type { Door } from '../../support/players/player';
import { decode, type News } from './news';

/** How the server meets somebody who knocks. */
export type Handshake = 'welcome' | 'refuse' | 'silence' | 'drop' | 'reset';

/** What becomes of a stream of news on its way out. */
export type Fault = (stream: readonly News[]) => readonly News[];

/** The ways in which a server breaks a promise about what it says. Positions count from 0. */
export const faults = {
  none: (stream: readonly News[]) => stream,
  silence: (): readonly News[] => [],
  drop: (position: number): Fault => {
    return (stream) => stream.toSpliced(position, 1);
  },
  double: (position: number): Fault => {
    return (stream) => stream.toSpliced(position, 0, ...stream.slice(position, position + 1));
  },
  swap: (position: number): Fault => {
    return (stream) => stream.toSpliced(position, 2, ...stream.slice(position, position + 2).toReversed());
  },
};

/** A real server over WebSockets and HTTP that says what a test tells it to, and nothing else. */
export class FaultyServer {
  handshake: Handshake = 'welcome';
  /** Answers HTTP requests; a server without keeps silent. */
  answer: ((path: string) => { status: number; type: string; body: string }) | undefined;
  readonly #guests: Guest[] = [];
  readonly #arrivals = new EventEmitter();
  readonly #sockets = new Set<Socket>();
  readonly #http = http.createServer((request, response) => {
    const answer = this.answer?.(request.url ?? '');
    if (answer) response.writeHead(answer.status, { 'content-type': answer.type }).end(answer.body);
  });
  readonly #doors: WebSocketServer;

  private constructor(answersPings: boolean) {
    this.#doors = new WebSocketServer({ noServer: true, autoPong: answersPings });
    this.#http.on('connection', (socket) => this.#sockets.add(socket));
    this.#http.on('upgrade', (request, socket: Duplex, head) => {
      if (this.handshake === 'refuse')
        socket.end('HTTP/1.1 404 Not Found\r\nX-Why: full\r\nContent-Length: 7\r\n\r\nno room');
      else if (this.handshake === 'drop') socket.destroy();
      else if (this.handshake === 'reset') (socket as Socket).resetAndDestroy();
      else if (this.handshake === 'welcome') {
        this.#doors.handleUpgrade(request, socket, head, (webSocket) => {
          this.#guests.push(new Guest(webSocket, socket as Socket));
          this.#arrivals.emit('arrival');
        });
      }
    });
  }

  static async open({ answersPings = true } = {}): Promise<FaultyServer> {
    const server = new FaultyServer(answersPings);
    await once(server.#http.listen(0, '127.0.0.1'), 'listening');
    return server;
  }

  get url(): URL {
    return new URL(`http://127.0.0.1:${(this.#http.address() as AddressInfo).port}/`);
  }

  get door(): Door {
    return { address: this.url.href.replace('http', 'ws'), channel: 'play', decode };
  }

  /** Who came as number so many, from 1. */
  async guest(number: number): Promise<Guest> {
    for (;;) {
      const guest = this.#guests[number - 1];
      if (guest) return guest;
      await once(this.#arrivals, 'arrival');
    }
  }

  async close(): Promise<void> {
    this.#http.close();
    for (const socket of this.#sockets) socket.destroy();
    await once(this.#http, 'close');
  }
}

/** One connection, as the server holds it. */
export class Guest {
  readonly #heard: string[] = [];

  constructor(
    private readonly webSocket: WebSocket,
    private readonly socket: Socket,
  ) {
    webSocket.on('error', () => {});
    webSocket.on('message', (data) => this.#heard.push(data.toString()));
  }

  /** What has come in so far. */
  get heard(): readonly string[] {
    return this.#heard;
  }

  /** Until the connection is over on this side. */
  async isGone(): Promise<void> {
    if (this.webSocket.readyState !== this.webSocket.CLOSED) await once(this.webSocket, 'close');
  }

  /** Says each of these, with the fault. */
  says(stream: readonly News[], fault: Fault = faults.none): void {
    for (const news of fault(stream)) this.webSocket.send(JSON.stringify(news));
  }

  saysText(text: string | Buffer): void {
    this.webSocket.send(text);
  }

  closes(code: number, reason = ''): void {
    this.webSocket.close(code, reason);
  }

  /** Ends the connection without a close frame. */
  drops(): void {
    this.socket.destroy();
  }

  /** Ends the connection with a TCP reset. */
  resets(): void {
    this.socket.resetAndDestroy();
  }

  /** Reads nothing any more: no ping and no close is ever answered. */
  goesDeaf(): void {
    this.socket.pause();
  }
}

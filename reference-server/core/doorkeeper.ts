import { type IncomingMessage, type Server, STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';
import type { Clock } from './clock';
import { GOING_AWAY, SocketConnection } from './connection';
import { KeepAlive } from './keep-alive';
import type { Places } from './places';
import type { Door, NodeDoor } from './system';

/** How long leaving peers have when the server shuts down. */
const FAREWELL_MS = 500;

/** Leads each WebSocket handshake to its door, and knows all connections that are open. */
export class Doorkeeper {
  readonly #connections = new Set<SocketConnection>();
  readonly #entrances: readonly { readonly door: Door | NodeDoor; readonly sockets: WebSocketServer }[];
  #closed = false;
  #onEmpty: () => void = () => {};

  constructor(
    private readonly clock: Clock,
    readonly places: Places,
    doors: readonly (Door | NodeDoor)[],
  ) {
    this.#entrances = doors.map((door) => ({
      door,
      sockets: new WebSocketServer({
        noServer: true,
        clientTracking: false,
        maxPayload: door.largestFrame,
        perMessageDeflate: false,
      }),
    }));
  }

  /** How many WebSockets are open, those not yet wholly closed among them. */
  get open(): number {
    return this.#connections.size;
  }

  /** Answers the handshakes of this HTTP server from now on. */
  attend(server: Server): void {
    server.on('upgrade', (request, socket, head) => this.#lead(request, socket, head));
  }

  /** Takes nobody in any more. */
  lock(): void {
    this.#closed = true;
  }

  /** Takes nobody in any more and closes everybody with 1001; who does not answer is cut off. */
  async close(): Promise<void> {
    this.lock();
    if (this.#connections.size === 0) return;
    const everybodyGone = new Promise<void>((resolve) => {
      this.#onEmpty = resolve;
    });
    for (const connection of this.#connections) connection.close(GOING_AWAY, 'Server is shutting down');
    const patience = setTimeout(() => {
      for (const connection of this.#connections) connection.terminate();
    }, FAREWELL_MS);
    await everybodyGone;
    clearTimeout(patience);
  }

  #lead(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    // Until `ws` takes over, a peer that hangs up is an error nobody else hears.
    socket.on('error', () => socket.destroy());
    if (this.#closed) {
      refuse(socket, 503);
      return;
    }
    const [path = '', query = ''] = (request.url ?? '').split(/\?(.*)/s);
    for (const { door, sockets } of this.#entrances) {
      const match = door.path.exec(path);
      if (match !== null) {
        sockets.handleUpgrade(request, socket, head, (ws) =>
          this.#admit(ws, socket, door, match.slice(1), query),
        );
        return;
      }
    }
    refuse(socket, 404);
  }

  #admit(
    socket: WebSocket,
    line: Duplex,
    door: Door | NodeDoor,
    groups: readonly string[],
    query: string,
  ): void {
    const connection = new SocketConnection(socket, line, this.clock, door.framesPerSecond);
    this.#connections.add(connection);
    const keepAlive = this.#keepAlive(connection, door);
    socket.once('close', () => {
      keepAlive?.stop();
      this.#connections.delete(connection);
      if (this.#connections.size === 0) this.#onEmpty();
    });
    if ('receive' in door) door.receive({ connection, query: new URLSearchParams(query) });
    else this.places.enter(connection, door, groups);
  }

  #keepAlive(connection: SocketConnection, { patience }: Door | NodeDoor): KeepAlive | undefined {
    if (patience === undefined) return undefined;
    const keepAlive = new KeepAlive(connection, this.clock, patience, () => connection.ping());
    connection.onPong(() => keepAlive.heard());
    return keepAlive;
  }
}

function refuse(socket: Duplex, status: 404 | 503): void {
  // Whoever does not hang up is not waited for.
  socket.once('finish', () => socket.destroy());
  socket.end(`HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
}

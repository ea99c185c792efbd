import { type IncomingMessage, type Server, STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';
import type { Clock } from './clock';
import { Connection, GOING_AWAY } from './connection';
import type { Door } from './system';

/** `ws` closes with 1009 beyond this. */
const LARGEST_FRAME = 64 * 1024;
/** How long leaving peers have when the server shuts down. */
const FAREWELL_MS = 500;

/** Leads each WebSocket handshake to its door, and knows all connections that are open. */
export class Doorkeeper {
  readonly #connections = new Set<Connection>();
  readonly #sockets = new WebSocketServer({
    noServer: true,
    clientTracking: false,
    maxPayload: LARGEST_FRAME,
    perMessageDeflate: false,
  });
  #closed = false;
  #onEmpty: () => void = () => {};

  constructor(
    private readonly clock: Clock,
    private readonly doors: readonly Door[],
  ) {}

  /** How many WebSockets are open, those not yet wholly closed among them. */
  get open(): number {
    return this.#connections.size;
  }

  /** Answers the handshakes of this HTTP server from now on. */
  attend(server: Server): void {
    server.on('upgrade', (request, socket, head) => this.#lead(request, socket, head));
  }

  /** Takes nobody in any more and closes everybody with 1001; who does not answer is cut off. */
  async close(): Promise<void> {
    this.#closed = true;
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
    const path = (request.url ?? '').split('?', 1)[0] ?? '';
    for (const door of this.doors) {
      const match = door.path.exec(path);
      if (match !== null) {
        this.#sockets.handleUpgrade(request, socket, head, (ws) => this.#admit(ws, door, match.slice(1)));
        return;
      }
    }
    refuse(socket, 404);
  }

  #admit(socket: WebSocket, door: Door, groups: readonly string[]): void {
    const connection = new Connection(socket, this.clock, door.framesPerSecond);
    this.#connections.add(connection);
    socket.once('close', () => {
      this.#connections.delete(connection);
      if (this.#connections.size === 0) this.#onEmpty();
    });
    door.open(connection, groups);
  }
}

function refuse(socket: Duplex, status: 404 | 503): void {
  socket.end(`HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
}

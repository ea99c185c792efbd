import { once } from 'node:events';
import { connect, createServer, type Server, type Socket } from 'node:net';
import { setImmediate } from 'node:timers/promises';
import { type Conditions, Pipe } from './pipe';
import { seeded } from './random';
import { reset } from './reset';

export type OneWay = 'to the server' | 'from the server';
/** Where a fault is: on the way to the server, on the way from it, or on both. */
export type Direction = OneWay | 'both ways';

/** Where a server listens. */
export interface Address {
  readonly host: string;
  readonly port: number;
}

const HERE = '127.0.0.1';
/** A side that never stops talking is cut off all the same. */
const MOST_TURNS = 100;

/**
 * One TCP connection that passes through this process on its way to the server: whoever asked for it holds one end, the
 * server the other, and what happens in between is the suite's to decide. It passes bytes and does not know what they mean,
 * so that TLS goes through it as anything else.
 */
export class Link {
  readonly #pipes = new Map<OneWay, Pipe>();
  readonly #sockets: Socket[] = [];
  readonly #closed: Promise<unknown>[] = [];
  #door: Server | undefined;
  #near: Socket | undefined;

  /**
   * Connects to the server and then to itself. @returns the near end, for a client to use. @throws what the server's address
   * answers (ECONNREFUSED and the like), as if there were nothing in between.
   */
  async open({ host, port }: Address, conditions: ReadonlyMap<Direction, Conditions>): Promise<Socket> {
    const far = this.#keep(connect({ host, port, allowHalfOpen: true, noDelay: true }));
    await once(far, 'connect');
    const door = createServer({ allowHalfOpen: true, noDelay: true });
    this.#door = door.listen(0, HERE);
    await once(door, 'listening');
    const address = door.address();
    if (address === null || typeof address === 'string') throw new Error('The line was closed.');
    const near = connect({ host: HERE, port: address.port, noDelay: true });
    this.#near = near;
    this.#awaitItsEnd(near);
    const [accepted] = (await once(door, 'connection')) as [Socket];
    door.close();
    this.#keep(accepted);
    const breaks = (source: Socket, target: Socket) => () => this.#breakBetween(source, target);
    this.#pipes.set('to the server', new Pipe(accepted, far, seeded(1), breaks(accepted, far)));
    this.#pipes.set('from the server', new Pipe(far, accepted, seeded(2), breaks(far, accepted)));
    for (const [direction, known] of conditions) this.change(known, direction);
    return near;
  }

  /** True where nothing passes, in that direction or in both. */
  isSilent(direction: Direction): boolean {
    return this.#on(direction).every((pipe) => pipe.isSilent);
  }

  /** Until a full turn of the event loop has brought nothing more from either side: what was in flight is here. */
  async takesWhatWasSent(): Promise<void> {
    const read = () => this.#sockets.reduce((sum, socket) => sum + socket.bytesRead, 0);
    for (let before = -1, turns = 0; before !== read() && turns < MOST_TURNS; turns += 1) {
      before = read();
      // The first of two may come in the middle of a turn.
      await setImmediate();
      await setImmediate();
    }
  }

  /** Ends it as two well-behaved sides do: what is in flight passes, then each side sees the other's end (FIN). */
  async cut(): Promise<void> {
    await this.takesWhatWasSent();
    for (const pipe of this.#pipes.values()) pipe.finish();
  }

  /** Ends it as a crash does: what is in flight is lost, and each side sees a reset (RST). */
  reset(): void {
    this.#stop();
    for (const socket of this.#sockets) reset(socket);
  }

  /** Silence, delay, throttle: from now on, until it is changed or healed. */
  change(conditions: Conditions, direction: Direction = 'both ways'): void {
    for (const pipe of this.#on(direction)) pipe.change(conditions);
  }

  /** Breaks when exactly so many bytes more have passed: there the receiver sees the end, and the sender a reset. */
  breakAfter(bytes: number, direction: OneWay): void {
    for (const pipe of this.#on(direction)) pipe.breakAfter(bytes);
  }

  /** A good line again. What was kept passes at once, in order; what has ended stays so. */
  heal(): void {
    for (const pipe of this.#pipes.values()) pipe.heal();
  }

  /** Ends everything, whatever state it is in; done when no socket is left. */
  async end(): Promise<void> {
    this.#stop();
    this.#door?.close();
    this.#near?.destroy();
    for (const socket of this.#sockets) socket.destroy();
    await Promise.all(this.#closed);
  }

  #breakBetween(source: Socket, target: Socket): void {
    this.#stop();
    target.end();
    reset(source);
  }

  #stop(): void {
    for (const pipe of this.#pipes.values()) pipe.stop();
  }

  #on(direction: Direction): readonly Pipe[] {
    return [...this.#pipes].flatMap(([one, pipe]) =>
      direction === one || direction === 'both ways' ? [pipe] : [],
    );
  }

  #keep(socket: Socket): Socket {
    // An error ends a socket, and the end is what a pipe passes on.
    socket.on('error', () => {});
    this.#sockets.push(socket);
    this.#awaitItsEnd(socket);
    return socket;
  }

  #awaitItsEnd(socket: Socket): void {
    // `socket.closed` says so when it begins to close; the event, when nothing of it is left.
    this.#closed.push(new Promise((resolve) => socket.once('close', resolve)));
  }
}

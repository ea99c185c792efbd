import { WebSocket } from 'ws';
import { end, type Guest, WITHOUT_REASON } from './guest';
import type { Close, Frame, Interference, Line } from './interference';

/** More than this lies on the way to nobody: whoever sends must wait, as on a line without anybody in the middle. */
const MOST_ON_THE_WAY = 65_536;

/** One line from end to end, with somebody in the middle. */
export class Wire implements Line {
  readonly number: number;
  readonly notes = new Map<string, unknown>();
  /** The guest has been told, by the saboteur, that the line is over. */
  #isOver = false;
  /** The guest has said goodbye, and is answered when the server has answered. */
  #isLeaving = false;

  constructor(
    private readonly ends: { readonly guest: Guest; readonly server: WebSocket },
    readonly path: string,
    private readonly interference: Interference,
    /** All that were opened in this scenario; this one adds itself. */
    private readonly opened: Line[],
  ) {
    this.number = opened.length;
    opened.push(this);
    const { guest, server } = ends;
    for (const end of [guest, server]) end.on('error', () => {});
    server.on('message', (data, binary) => this.#fromServer(data as Buffer, binary));
    guest.on('message', (data, binary) => this.#fromGuest(data as Buffer, binary));
    server.on('ping', (mark) => pass(guest, () => guest.ping(mark)));
    guest.on('ping', (mark) => pass(server, () => server.ping(mark)));
    server.on('pong', (mark) => pass(guest, () => guest.pong(mark)));
    guest.on('pong', (mark) => pass(server, () => server.pong(mark)));
    server.on('close', (code, reason) => this.#serverLeaves({ code, reason: reason.toString() }));
    guest.hearsGoodbye = (close) => {
      this.#isLeaving = server.readyState === WebSocket.OPEN;
      if (!this.#guestLeaves(close)) end(guest, close);
    };
    guest.on('close', (code, reason) => {
      if (!this.#isLeaving) this.#guestLeaves({ code, reason: reason.toString() });
    });
  }

  get isOpen(): boolean {
    return !this.#isOver && this.ends.guest.readyState === WebSocket.OPEN;
  }

  get all(): readonly Line[] {
    return this.opened.filter(({ isOpen }) => isOpen);
  }

  tell(frame: Frame): void {
    this.#sendsOn(this.ends.server, this.ends.guest, JSON.stringify(frame));
  }

  say(frame: Frame): void {
    this.#sendsOn(this.ends.guest, this.ends.server, JSON.stringify(frame));
  }

  hangUp(close: Close): void {
    this.#isOver = true;
    end(this.ends.guest, close);
    end(this.ends.server, WITHOUT_REASON);
  }

  /** Ends both ends without a word. */
  cut(): void {
    this.ends.guest.terminate();
    this.ends.server.terminate();
  }

  #fromServer(data: Buffer, binary: boolean): void {
    const { guest, server } = this.ends;
    const { told } = this.interference;
    const frame = told && !binary ? frameIn(data.toString()) : undefined;
    if (told && frame !== undefined) for (const arrives of told(frame, this)) this.tell(arrives);
    else this.#sendsOn(server, guest, binary ? data : data.toString());
  }

  #fromGuest(data: Buffer, binary: boolean): void {
    const { guest, server } = this.ends;
    const { said, muttered } = this.interference;
    const text = data.toString();
    const frame = binary ? undefined : frameIn(text);
    if (said && frame !== undefined) for (const arrives of said(frame, this)) this.say(arrives);
    else if (muttered && frame === undefined && !binary)
      for (const arrives of muttered(text, this)) this.#sendsOn(guest, server, arrives);
    else this.#sendsOn(guest, server, binary ? data : text);
  }

  /** @returns whether the server answers it. */
  #guestLeaves(close: Close): boolean {
    this.#isOver = true;
    const learns = this.interference.left?.(this) ?? true;
    if (learns) end(this.ends.server, close);
    return learns && this.#isLeaving;
  }

  #serverLeaves(close: Close): void {
    if (this.#isLeaving) end(this.ends.guest, close);
    if (this.#isOver) return;
    const { closed } = this.interference;
    const seen = closed ? closed(close, this) : close;
    if (seen !== undefined) end(this.ends.guest, seen);
  }

  /** What `from` has sent goes on to `to`; as long as too much of it lies there, nothing more is read. */
  #sendsOn(from: WebSocket, to: WebSocket, data: string | Buffer): void {
    if (to.readyState !== WebSocket.OPEN) return;
    to.send(data, () => {
      if (from.isPaused && to.bufferedAmount <= MOST_ON_THE_WAY) from.resume();
    });
    if (to.bufferedAmount > MOST_ON_THE_WAY) from.pause();
  }
}

/** A frame, if a text is one. */
function frameIn(text: string): Frame | undefined {
  try {
    const value: unknown = JSON.parse(text);
    const isFrame = typeof value === 'object' && value !== null && !Array.isArray(value);
    return isFrame ? (value as Frame) : undefined;
  } catch {
    return undefined;
  }
}

function pass(to: WebSocket, send: () => void): void {
  if (to.readyState === WebSocket.OPEN) send();
}

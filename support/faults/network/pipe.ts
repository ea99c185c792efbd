import type { Socket } from 'node:net';
import { reset } from './reset';

/** How a line treats what passes in one direction. What is left out is as on a good line. */
export interface Conditions {
  /** Nothing passes; what comes is kept, an end of the connection too. */
  readonly silent?: boolean;
  /** Nothing more passes when so many bytes have passed since the connection began. */
  readonly silentAfter?: number;
  /** Each piece is late by some milliseconds between these two, chosen anew for each. The order stays. */
  readonly delay?: { readonly least: number; readonly most: number };
  /** Bytes per second. */
  readonly rate?: number;
}

/** What waits in a pipe, and the moment (of `performance.now`) before which it does not pass. */
interface Piece {
  due: number;
  readonly content: Buffer | 'its end' | 'a reset';
}

/** So many bytes a pipe keeps; then the sender has to wait, as with the window of RFC 9293 (3.8.6). */
const MOST_KEPT = 1024 * 1024;
/** The shares in which a narrow line passes bytes, in milliseconds. */
const SHARE = 10;

/**
 * One direction of a connection: takes what comes out of one socket, keeps it, and gives it to the other in the same
 * order, under conditions that may change at any time. The end of the connection has its place in that order.
 */
export class Pipe {
  readonly #queue: Piece[] = [];
  #conditions: Conditions = {};
  #kept = 0;
  #lastDue = 0;
  /** A narrow line is busy until then with what has passed. */
  #busyUntil = 0;
  /** Bytes that may still pass before the connection breaks. */
  #left = Number.POSITIVE_INFINITY;
  #passed = 0;
  #takes = true;
  #timer: NodeJS.Timeout | undefined;

  /**
   * @param random numbers from 0 to 1, for the jitter.
   * @param broken is called when the bytes of `breakAfter` have passed.
   */
  constructor(
    private readonly source: Socket,
    private readonly target: Socket,
    private readonly random: () => number,
    private readonly broken: () => void,
  ) {
    source.on('data', (bytes) => this.#take(bytes));
    source.on('end', () => this.#take('its end'));
    source.on('close', () => {
      if (!source.readableEnded) this.#take('a reset');
    });
    target.on('drain', () => this.#pass());
    target.on('close', () => this.stop());
    if (source.destroyed) this.#take('a reset');
  }

  get isSilent(): boolean {
    return this.#conditions.silent === true || this.#mayPass === 0;
  }

  /** Bytes that may still pass before this direction falls silent. */
  get #mayPass(): number {
    const { silentAfter = Number.POSITIVE_INFINITY } = this.#conditions;
    return Math.max(0, silentAfter - this.#passed);
  }

  /** Changes those conditions that are given. What waits already stays as late as it is. */
  change(conditions: Conditions): void {
    this.#conditions = { ...this.#conditions, ...conditions };
    this.#pass();
  }

  /** A good line again: what was kept passes at once, in order. */
  heal(): void {
    this.#conditions = {};
    this.#left = Number.POSITIVE_INFINITY;
    this.#busyUntil = 0;
    for (const piece of this.#queue) piece.due = 0;
    this.#lastDue = 0;
    this.#pass();
  }

  /** The connection breaks when exactly so many bytes more have passed. */
  breakAfter(bytes: number): void {
    this.#left = bytes;
    if (bytes === 0) this.broken();
  }

  /** Passes what it has, then the end of the connection; takes nothing more. */
  finish(): void {
    this.#take('its end');
    this.#takes = false;
  }

  /** Drops what it has and takes nothing more. */
  stop(): void {
    this.#takes = false;
    this.#queue.length = 0;
    clearTimeout(this.#timer);
    // What nobody takes must still be read, or the socket's end would never be seen.
    this.source.resume();
  }

  #take(content: Piece['content']): void {
    if (!this.#takes) return;
    this.#queue.push({ content, due: this.#dueOf() });
    if (Buffer.isBuffer(content)) this.#kept += content.length;
    if (this.#kept >= MOST_KEPT) this.source.pause();
    this.#pass();
  }

  /** Nothing overtakes: a piece is due when the one before it is, or later. */
  #dueOf(): number {
    const { delay } = this.#conditions;
    if (!delay) return this.#lastDue;
    const late = delay.least + this.random() * (delay.most - delay.least);
    this.#lastDue = Math.max(this.#lastDue, performance.now() + late);
    return this.#lastDue;
  }

  #pass(): void {
    clearTimeout(this.#timer);
    for (let [head] = this.#queue; head && !this.isSilent; [head] = this.#queue) {
      if (this.target.writableNeedDrain) return;
      const wait = Math.max(head.due, this.#busyUntil) - performance.now();
      if (wait > 0) {
        this.#timer = setTimeout(() => this.#pass(), Math.ceil(wait));
        return;
      }
      this.#queue.shift();
      if (Buffer.isBuffer(head.content)) this.#passBytes(head.content, head.due);
      else if (head.content === 'its end') this.target.end();
      else reset(this.target);
    }
  }

  #passBytes(bytes: Buffer, due: number): void {
    const { rate = Number.POSITIVE_INFINITY } = this.#conditions;
    const share = Math.max(1, Math.floor((rate * SHARE) / 1_000));
    const passing = bytes.subarray(0, Math.min(share, this.#left, this.#mayPass));
    const rest = bytes.subarray(passing.length);
    if (rest.length > 0) this.#queue.unshift({ content: rest, due });
    this.#busyUntil = Math.max(this.#busyUntil, performance.now()) + (passing.length / rate) * 1_000;
    this.#kept -= passing.length;
    if (this.#kept < MOST_KEPT) this.source.resume();
    this.target.write(passing);
    this.#left -= passing.length;
    this.#passed += passing.length;
    if (this.#left === 0) this.broken();
  }
}

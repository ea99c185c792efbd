import type { Clock, Timer } from './clock';
import { type Connection, GOING_AWAY } from './connection';

/** How often a peer is asked for a sign of life, and how long it may give none; milliseconds. */
export interface Patience {
  readonly askEvery: number;
  readonly longestSilence: number;
}

/**
 * A peer is given up only if it was silent this long in real time as well: when a test advances the clock
 * by minutes in one go, nobody has had the time to answer.
 */
const LEAST_REAL_SILENCE_MS = 1_000;

/** Asks a peer for a sign of life from time to time, and closes a connection that gives none: its line is dead. */
export class KeepAlive {
  #heardAt: number;
  #heardAtReal = performance.now();
  #timer: Timer;

  constructor(
    private readonly connection: Connection,
    private readonly clock: Clock,
    private readonly patience: Patience,
    private readonly ask: () => void,
  ) {
    this.#heardAt = clock.now().getTime();
    this.#timer = clock.after(patience.askEvery, () => this.#check());
  }

  /** To be called at every sign of life. */
  heard(): void {
    this.#heardAt = this.clock.now().getTime();
    this.#heardAtReal = performance.now();
  }

  stop(): void {
    this.#timer.cancel();
  }

  #check(): void {
    if (!this.connection.isOpen) return;
    const silence = this.clock.now().getTime() - this.#heardAt;
    if (
      silence >= this.patience.longestSilence &&
      performance.now() - this.#heardAtReal >= LEAST_REAL_SILENCE_MS
    ) {
      this.connection.close(GOING_AWAY, 'No sign of life');
      return;
    }
    this.ask();
    this.#timer = this.clock.after(this.patience.askEvery, () => this.#check());
  }
}

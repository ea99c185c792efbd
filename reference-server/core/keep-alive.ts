import type { Clock, Timer } from './clock';
import { type Connection, GOING_AWAY } from './connection';

const PING_EVERY_MS = 30_000;
const LONGEST_SILENCE_MS = 90_000;
/**
 * A peer is given up only if it was silent this long in real time as well: when a test advances the clock
 * by minutes in one go, nobody has had the time to answer.
 */
const LEAST_REAL_SILENCE_MS = 1_000;

/** Asks a peer for a sign of life every 30 s, and closes a connection that has given none for 90 s: its line is dead. */
export class KeepAlive {
  #heardAt: number;
  #heardAtReal = performance.now();
  #timer: Timer;

  constructor(
    private readonly connection: Connection,
    private readonly clock: Clock,
    private readonly ping: object,
  ) {
    this.#heardAt = clock.now().getTime();
    this.#timer = clock.after(PING_EVERY_MS, () => this.#ask());
  }

  /** To be called for every frame of the peer. */
  heard(): void {
    this.#heardAt = this.clock.now().getTime();
    this.#heardAtReal = performance.now();
  }

  stop(): void {
    this.#timer.cancel();
  }

  #ask(): void {
    if (!this.connection.isOpen) return;
    const silence = this.clock.now().getTime() - this.#heardAt;
    if (silence >= LONGEST_SILENCE_MS && performance.now() - this.#heardAtReal >= LEAST_REAL_SILENCE_MS) {
      this.connection.close(GOING_AWAY, 'No sign of life');
      return;
    }
    this.connection.send(this.ping);
    this.#timer = this.clock.after(PING_EVERY_MS, () => this.#ask());
  }
}

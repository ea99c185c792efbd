import type { Clock, Timer } from '../core/clock';
import { TICKS_PER_SECOND } from './pong-physics-rules';

const TICK_MS = 1_000 / TICKS_PER_SECOND;
/** A server that was held up longer than this many ticks lets the rest go: catching up must not hold it up again. */
const MOST_AT_ONCE = 4;

/** Beats sixty times a second: the k-th beat is due k sixtieths after the start, however late those before it were. */
export class Pacer {
  #timer: Timer | undefined;
  #start = 0;
  #beats = 0;

  constructor(
    private readonly clock: Clock,
    private readonly beat: () => void,
  ) {}

  /** Starts to beat; nothing if it does already. */
  start(): void {
    if (this.#timer !== undefined) return;
    this.#start = this.clock.now().getTime();
    this.#beats = 0;
    this.#setTimer();
  }

  /** Beats no more, from this moment on. */
  stop(): void {
    this.#timer?.cancel();
    this.#timer = undefined;
  }

  #setTimer(): void {
    const due = this.#start + (this.#beats + 1) * TICK_MS;
    this.#timer = this.clock.after(due - this.clock.now().getTime(), () => this.#catchUp());
  }

  #catchUp(): void {
    const timer = this.#timer;
    // A little early counts as due: the clock tells whole milliseconds.
    const due = Math.floor((this.clock.now().getTime() - this.#start + 1) / TICK_MS) - this.#beats;
    for (let beat = Math.min(Math.max(due, 1), MOST_AT_ONCE); beat > 0 && this.#timer === timer; beat -= 1) {
      this.#beats += 1;
      this.beat();
    }
    if (this.#timer !== timer) return;
    if (due > MOST_AT_ONCE) {
      this.#start = this.clock.now().getTime();
      this.#beats = 0;
    }
    this.#setTimer();
  }
}

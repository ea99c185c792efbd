import type { Clock, Timer } from './clock';
import { type Connection, GOING_AWAY } from './connection';

/** How often a peer is asked for a sign of life, and how long it may give none; milliseconds. */
export interface Patience {
  readonly askEvery: number;
  readonly longestSilence: number;
}

/**
 * A peer has so long in real time to answer, whatever the clock says: where a test moves the clock by minutes, its answer may be
 * under way. Only then does this make a difference.
 */
const LEAST_REAL_MS = 250;

/** The first question that a peer has not answered: when it was asked, in real time, and in which leap of the clock, if in one. */
interface Question {
  readonly askedAtReal: number;
  readonly leap: number | undefined;
}

/** Asks a peer for a sign of life from time to time, and gives up a connection over which none comes: its line is dead. */
export class KeepAlive {
  #heardAt: number;
  #unanswered: Question | undefined;
  #timer: Timer;
  #lastChance: NodeJS.Timeout | undefined;

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
    this.#unanswered = undefined;
    clearTimeout(this.#lastChance);
  }

  stop(): void {
    this.#timer.cancel();
    clearTimeout(this.#lastChance);
  }

  #check(): void {
    if (!this.connection.isOpen) return;
    if (this.#unanswered !== undefined && this.#isTooLong(this.#unanswered)) {
      const left = this.#unanswered.askedAtReal + LEAST_REAL_MS - performance.now();
      clearTimeout(this.#lastChance);
      this.#lastChance = setTimeout(() => this.#giveUp(), left);
    }
    const { leap } = this.clock;
    this.#unanswered ??= { askedAtReal: performance.now(), leap };
    this.ask();
    this.#timer = this.clock.after(this.patience.askEvery, () => this.#check());
  }

  /** What was asked in this same leap of the clock nobody could answer yet. */
  #isTooLong({ leap }: Question): boolean {
    const silence = this.clock.now().getTime() - this.#heardAt;
    return silence >= this.patience.longestSilence && (leap === undefined || leap !== this.clock.leap);
  }

  #giveUp(): void {
    if (this.connection.isOpen) this.connection.giveUp(GOING_AWAY, 'No sign of life');
  }
}

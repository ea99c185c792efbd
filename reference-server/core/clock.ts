/** A timer that has been set and may be called off. */
export interface Timer {
  cancel(): void;
}

/** The one source of time: nothing in the server asks the system for it. */
export interface Clock {
  now(): Date;
  /** Calls `action` once, that many milliseconds from now. */
  after(milliseconds: number, action: () => void | Promise<void>): Timer;
  /** Which leap a test makes the clock take just now, or undefined: the time that passes in it passes for nobody else. */
  readonly leap: number | undefined;
}

interface Pending {
  readonly due: number;
  readonly action: () => void | Promise<void>;
}

/** Node fires timers set further ahead than this at once. */
const FURTHEST_WAKE = 2 ** 31 - 1;

/**
 * Real time plus an offset that only `advance` moves. Timers are kept here and not in the event loop,
 * because an advance must run them in the order in which they are due, each at its own time.
 */
export class ServerClock implements Clock {
  readonly #realStart = Date.now() - performance.now();
  readonly #pending: Pending[] = [];
  #offset = 0;
  #leaps = 0;
  /** While an advance runs a timer, the time at which that timer was due. */
  #standingAt: number | undefined;
  #wake: NodeJS.Timeout | undefined;
  #lastAdvance: Promise<unknown> = Promise.resolve();

  constructor(private readonly onFailure: (reason: unknown) => void) {}

  now(): Date {
    return new Date(this.#now());
  }

  after(milliseconds: number, action: () => void | Promise<void>): Timer {
    const timer: Pending = { due: this.#now() + milliseconds, action };
    const later = this.#pending.findIndex((other) => other.due > timer.due);
    this.#pending.splice(later < 0 ? this.#pending.length : later, 0, timer);
    this.#setWake();
    return {
      cancel: () => {
        const at = this.#pending.indexOf(timer);
        if (at >= 0) this.#pending.splice(at, 1);
        this.#setWake();
      },
    };
  }

  get leap(): number | undefined {
    return this.#standingAt === undefined ? undefined : this.#leaps;
  }

  /**
   * Moves the clock forward and gives the new time once every timer due by then has run, in order,
   * each seeing its due time as now. One advance at a time; a second waits for the first.
   */
  advance(milliseconds: number): Promise<Date> {
    const done = this.#lastAdvance.then(() => this.#advance(milliseconds));
    this.#lastAdvance = done;
    return done;
  }

  /** Forgets all timers. */
  stop(): void {
    this.#pending.length = 0;
    clearTimeout(this.#wake);
  }

  async #advance(milliseconds: number): Promise<Date> {
    const target = this.#now() + milliseconds;
    this.#standingAt = this.#now();
    this.#leaps += 1;
    clearTimeout(this.#wake);
    for (let next = this.#takeDue(target); next !== undefined; next = this.#takeDue(target)) {
      this.#standingAt = Math.max(this.#standingAt, next.due);
      await this.#run(next);
      // What the timer wrote to sockets goes out, and what came in is read, before the next one is due.
      await new Promise((resume) => setImmediate(resume));
    }
    this.#standingAt = undefined;
    this.#offset += milliseconds;
    this.#setWake();
    return this.now();
  }

  #now(): number {
    return this.#standingAt ?? this.#realStart + performance.now() + this.#offset;
  }

  #takeDue(by: number): Pending | undefined {
    const [first] = this.#pending;
    return first !== undefined && first.due <= by ? this.#pending.shift() : undefined;
  }

  async #run(timer: Pending): Promise<void> {
    try {
      await timer.action();
    } catch (reason) {
      this.onFailure(reason);
    }
  }

  #setWake(): void {
    clearTimeout(this.#wake);
    const [first] = this.#pending;
    if (first === undefined || this.#standingAt !== undefined) return;
    const wait = Math.min(Math.max(0, Math.ceil(first.due - this.#now())), FURTHEST_WAKE);
    this.#wake = setTimeout(() => this.#onWake(), wait);
  }

  #onWake(): void {
    // In real time nobody waits for a timer's end: a slow one must not hold up the others.
    for (let next = this.#takeDue(this.#now()); next !== undefined; next = this.#takeDue(this.#now())) {
      void this.#run(next);
    }
    this.#setWake();
  }
}

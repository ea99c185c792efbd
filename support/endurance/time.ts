import { setTimeout as pause } from 'node:timers/promises';
import type { Target } from '../targets/target';

/** The server's clock is moved so far at once: less than what a server does every twenty seconds, so that everybody has time to answer. */
const AT_ONCE_MS = 10_000;

/** Time as a server has it whose clock is moved: nobody waits for it. Needs the capability `clock`. */
export class MovedTime {
  #passed = 0;
  #due = 0;

  constructor(private readonly target: Target) {}

  get minutes(): number {
    return this.#passed / 60_000;
  }

  async pass(milliseconds: number): Promise<void> {
    this.#passed += milliseconds;
    this.#due += milliseconds;
    // Thirds of a stretch do not add up to the stretch.
    if (this.#due < AT_ONCE_MS - 1) return;
    await this.target.advanceClock(Math.round(this.#due));
    this.#due = 0;
  }
}

/** Time as everybody has it: what is played faster waits for it. */
export class RealTime {
  readonly #began = performance.now();
  #due = 0;

  get minutes(): number {
    return (performance.now() - this.#began) / 60_000;
  }

  async pass(milliseconds: number): Promise<void> {
    this.#due += milliseconds;
    const early = this.#due - (performance.now() - this.#began);
    if (early > 0) await pause(early);
  }
}

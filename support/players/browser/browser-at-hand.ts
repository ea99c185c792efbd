import type { Browser } from 'playwright-core';
import { findChromium, launchChromium } from './chromium';

/** The browser of a worker: it is started when it is needed first, and serves all scenarios after that. */
export class BrowserAtHand {
  readonly #program: string | undefined;
  #running: Browser | undefined;

  /** @param chosen a program that the user has named; undefined: the first that is found. */
  constructor(chosen: string | undefined) {
    this.#program = findChromium(chosen);
  }

  /** Whether this machine has one. */
  get exists(): boolean {
    return this.#program !== undefined;
  }

  /** Starts it if it does not run. @throws Error if there is none, or it does not start. */
  async start(): Promise<void> {
    if (this.#program === undefined) throw new Error('There is no Chromium on this machine.');
    if (!this.#running?.isConnected()) this.#running = await launchChromium(this.#program);
  }

  /** The browser that runs. @throws Error if none was started: only a scenario that says that it needs one has one. */
  get browser(): Browser {
    if (this.#running) return this.#running;
    throw new Error('A scenario with a page in a browser needs the tag @needs-browser.');
  }

  /** Ends it. Idempotent. */
  async close(): Promise<void> {
    const running = this.#running;
    this.#running = undefined;
    await running?.close();
  }
}

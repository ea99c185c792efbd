import type { Engine } from './engine';
import { startAgain } from './start-again';
import { untilItSays } from './until-ready';

/** How long it may take to end in an orderly way, seconds. */
const GRACE_S = 5;
const READY = 'Ready to accept connections';

/** The Redis of a stand, by which its nodes are one server. */
export class Bus {
  #down = false;

  constructor(
    private readonly engine: Engine,
    private readonly container: string,
  ) {}

  /** Ends it in an orderly way and starts it again; resolves once it takes connections. */
  async restart(): Promise<void> {
    this.#down = true;
    await this.#container().stop({ t: GRACE_S });
    await this.start();
  }

  /** Ends it as a crash does. */
  async kill(): Promise<void> {
    if (this.#down) return;
    this.#down = true;
    await this.#container().kill({ signal: 'SIGKILL' });
    await this.#container().wait();
  }

  /** Starts it if it is down, and gives whether it was; resolves once it takes connections. */
  async start(): Promise<boolean> {
    if (!this.#down) return false;
    const ended = await startAgain(this.engine, this.container);
    await untilItSays(this.engine, this.container, READY, new Date(ended));
    this.#down = false;
    return true;
  }

  #container() {
    return this.engine.container.dockerode.getContainer(this.container);
  }
}

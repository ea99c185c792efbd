import type { Engine } from './engine';
import { untilItSays } from './until-ready';

/** How long it may take to end in an orderly way, seconds. */
const GRACE_S = 5;

/** The Redis of a stand, by which its nodes are one server. */
export class Bus {
  #down = false;

  constructor(
    private readonly engine: Engine,
    private readonly container: string,
  ) {}

  /** Ends it in an orderly way and starts it again; resolves once it takes connections. */
  async restart(): Promise<void> {
    await this.#container().restart({ t: GRACE_S });
    await this.#ready();
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
    await this.#container().start();
    await this.#ready();
    this.#down = false;
    return true;
  }

  #ready(): Promise<void> {
    return untilItSays(this.engine, this.container, 'Ready to accept connections');
  }

  #container() {
    return this.engine.container.dockerode.getContainer(this.container);
  }
}

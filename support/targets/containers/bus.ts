import type { Engine } from './engine';
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
    const { State } = await this.#container().inspect();
    if (!State.Running) await this.#container().start(); // it runs if it was started before and was not ready in time
    // Not since its start: an engine that is busy notes that later than the container's first words.
    await untilItSays(this.engine, this.container, READY, new Date(State.FinishedAt));
    this.#down = false;
    return true;
  }

  #container() {
    return this.engine.container.dockerode.getContainer(this.container);
  }
}

import { ServerLog } from '../embedded/server-log';
import { ask } from '../http';
import { advanceClock, dayByDay } from '../test-clock';
import type { Engine } from './engine';
import { follow } from './node-log';
import type { NodeAddress } from './stand';
import { startAgain } from './start-again';
import { untilHealthy } from './until-ready';

/** One node of a server in a container, which can be killed and started again. */
export class Node {
  readonly url: URL;
  readonly log = new ServerLog();
  #down = false;
  /** How far its clock should be ahead. */
  #ahead = 0;
  #stopListening: () => void = () => {};

  constructor(
    private readonly engine: Engine,
    private readonly address: NodeAddress,
    private readonly secret: string,
  ) {
    this.url = new URL(address.url);
  }

  get isUp(): boolean {
    return !this.#down;
  }

  listen(since?: string): void {
    this.#stopListening();
    this.#stopListening = follow(this.engine, this.address.container, this.log, since);
  }

  stopListening(): void {
    this.#stopListening();
  }

  /** Whether the server answers test hooks: by the smallest step forward. */
  async hasHooks(): Promise<boolean> {
    const { status } = await ask(new URL('/test/clock/advance', this.url), {
      method: 'POST',
      headers: { authorization: `Bearer ${this.secret}`, 'content-type': 'application/json' },
      body: '{"milliseconds":1}',
      patience: 5_000,
    });
    const answers = status >= 200 && status < 300;
    if (answers) this.#ahead += 1;
    return answers;
  }

  async advance(milliseconds: number): Promise<void> {
    this.#ahead += milliseconds;
    if (!this.#down) await advanceClock(this.url, this.secret, milliseconds);
  }

  async kill(): Promise<void> {
    if (this.#down) return;
    this.#down = true;
    const container = this.#container();
    await container.kill({ signal: 'SIGKILL' });
    await container.wait();
  }

  /** Starts it if it is down; its clock is then where it would be without the fall. */
  async start(): Promise<void> {
    if (!this.#down) return;
    this.listen(await startAgain(this.engine, this.address.container));
    await this.#becomesHealthy();
    await dayByDay(this.#ahead, (each) => advanceClock(this.url, this.secret, each));
    // Not before: one that does not come up is down, and whoever mends the stand tries again.
    this.#down = false;
  }

  /** Resolves when it is ready for players, or down. @throws Error with its last words if that does not come. */
  async untilHealthy(): Promise<void> {
    if (!this.#down) await this.#becomesHealthy();
  }

  async #becomesHealthy(): Promise<void> {
    const failure = await untilHealthy(this.engine, this.address.container, this.url);
    if (failure !== undefined) throw new Error(`A node is not ready for players: ${failure}.`);
  }

  #container() {
    return this.engine.container.dockerode.getContainer(this.address.container);
  }
}

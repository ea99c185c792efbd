import type { Agent } from 'node:http';
import { advanceClock, dayByDay } from '../test-clock';
import { Server, type ServerPlan } from './server';
import { ServerLog } from './server-log';

/**
 * A server that can be killed and started again: at the address it had, with the log going on, and with its clock where it would be
 * without the fall.
 */
export class LastingServer {
  readonly url: URL;
  /** How far its clock should be ahead, in milliseconds. */
  #ahead = 0;
  /** Undefined while it is down: one that ended by itself is so, as one that was killed. */
  #server: Server | undefined;
  /** It is started and ended one after the other: a step that ran out of time may still be starting it when others go on. */
  #underWay: Promise<unknown> = Promise.resolve();

  private constructor(
    first: Server,
    private readonly plan: ServerPlan,
    private readonly hooks: { readonly secret: string; readonly agent: Agent },
    readonly log: ServerLog,
  ) {
    this.#isUp(first);
    this.url = first.url;
  }

  /**
   * Starts it on a free port; resolves once it listens. Takes how to start it, and how to ask its test hooks.
   * @throws TargetError with the server's last words.
   */
  static async start(
    plan: ServerPlan,
    hooks: { readonly secret: string; readonly agent: Agent },
  ): Promise<LastingServer> {
    const log = plan.log ?? new ServerLog();
    return new LastingServer(await Server.start({ ...plan, log }), plan, hooks, log);
  }

  /** Moves its clock forward, and that of those who come after it. */
  async advance(milliseconds: number): Promise<void> {
    if (this.#server) await this.#advance(milliseconds);
    this.#ahead += milliseconds;
  }

  /** Ends it as a crash does; resolves when the process is gone. One that is down stays so. */
  kill(): Promise<void> {
    return this.#inTurn(async () => {
      const server = this.#server;
      this.#server = undefined;
      await server?.kill();
    });
  }

  /** Starts it again if it is down; resolves once it listens. @throws TargetError with the server's last words. */
  startAgain(): Promise<void> {
    return this.#inTurn(async () => {
      if (this.#server) return;
      const environment = { ...this.plan.environment, PORT: this.url.port };
      this.#isUp(await Server.start({ ...this.plan, environment, log: this.log }));
      await dayByDay(this.#ahead, (each) => this.#advance(each));
    });
  }

  stop(): Promise<void> {
    return this.#inTurn(async () => this.#server?.stop());
  }

  #isUp(server: Server): void {
    this.#server = server;
    void server.ended.then(() => {
      if (this.#server === server) this.#server = undefined;
    });
  }

  #inTurn(work: () => Promise<void>): Promise<void> {
    const done = this.#underWay.then(work);
    this.#underWay = done.catch(() => {});
    return done;
  }

  #advance(milliseconds: number): Promise<void> {
    return advanceClock(this.url, this.hooks.secret, milliseconds, this.hooks.agent);
  }
}

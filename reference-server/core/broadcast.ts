import { randomBytes } from 'node:crypto';
import type { Bus } from './bus';

type Listener = (text: string) => void;

/**
 * The bus that systems are lent: what one node says is heard by all other nodes of the same server, and by nobody else. A node does
 * not hear itself, and neither do other servers on the same Redis.
 */
export class Broadcast implements Bus {
  /** As long as that of any other node. */
  readonly #me = randomBytes(6).toString('base64url');
  readonly #early: (() => Promise<void>)[] = [];
  #prefix: string | undefined;

  constructor(private readonly bus: Bus) {}

  /** From here on others are heard. `prefix`: the server's own, for its topics. @throws Error while the bus is away. */
  async open(prefix: string): Promise<void> {
    this.#prefix = `${prefix}said:`;
    await Promise.all(this.#early.splice(0).map((listen) => listen()));
  }

  get isUp(): boolean {
    return this.#prefix !== undefined && this.bus.isUp;
  }

  publish(topic: string, text: string): void {
    if (this.#prefix !== undefined) this.bus.publish(this.#prefix + topic, this.#me + text);
  }

  /** May be called before the server has found the other nodes; resolves once it has. */
  subscribe(topic: string, listener: Listener): Promise<void> {
    if (this.#prefix !== undefined) return this.#listen(this.#prefix + topic, listener);
    return new Promise((resolve) => {
      this.#early.push(() => this.subscribe(topic, listener).then(resolve));
    });
  }

  onReturn(listener: () => void): void {
    this.bus.onReturn(listener);
  }

  #listen(topic: string, listener: Listener): Promise<void> {
    return this.bus.subscribe(topic, (said) => {
      if (!said.startsWith(this.#me)) listener(said.slice(this.#me.length));
    });
  }
}

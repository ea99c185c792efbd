import { once } from 'node:events';
import path from 'node:path';
import { Worker } from 'node:worker_threads';
import { Caught } from './caught';
import { NOBODY, saboteurIn } from './tag';

/** Who is to misbehave from now on; undefined: nobody. */
export interface Order {
  readonly saboteur: string | undefined;
}

/** First the addresses, in the order of the servers; then a word for each order that has been carried out. */
export type Word = { readonly addresses: readonly string[] } | { readonly done: true };

/** Cannot be TypeScript: a thread begins before ts-node does. */
const THREAD = path.join(__dirname, '..', '..', 'entry', 'saboteurs.js');

/**
 * A man in the middle before each node of a server. They are in a thread of their own, so that nothing of theirs counts as left behind by a
 * scenario, and no player waits because one of them is busy.
 */
export class Post {
  #fallen: Error | undefined;
  #playing: string | undefined;

  private constructor(
    private readonly thread: Worker,
    private readonly caught: Caught | undefined,
    /** At which players meet the nodes, in their order. */
    readonly urls: readonly URL[],
  ) {
    thread.on('error', (cause: Error) => {
      this.#fallen = new Error(`The man in the middle has fallen himself: ${cause.message}`, { cause });
    });
  }

  /**
   * @param nodes the addresses of the server's nodes.
   * @param caughtIn the folder in which workers note who has been caught; no more is played under those. Undefined: all is played.
   */
  static async before(nodes: readonly URL[], caughtIn: string | undefined): Promise<Post> {
    const thread = new Worker(THREAD, { workerData: nodes.map(({ href }) => href) });
    const [word] = (await once(thread, 'message')) as [Word];
    if (!('addresses' in word)) throw new Error('The men in the middle have not said where they are.');
    return new Post(
      thread,
      caughtIn === undefined ? undefined : new Caught(caughtIn),
      word.addresses.map((address) => new URL(address)),
    );
  }

  /**
   * A scenario with these tags begins: whom they name misbehaves from now on, to all who come from now on.
   * @returns false if there is no need to play it: that one has been caught.
   * @throws Error if there is nobody in the middle any more: nothing reaches the server then.
   */
  async setFor(tags: readonly string[]): Promise<boolean> {
    const id = saboteurIn(tags);
    this.#playing = id;
    if (id !== undefined && this.caught?.has(id)) return false;
    await this.#order(id === NOBODY ? undefined : id);
    return true;
  }

  /** Under whom is played now. */
  get playing(): string | undefined {
    return this.#playing;
  }

  /** The scenario that is played now has noticed. */
  isCaught(): void {
    if (this.#playing !== undefined) this.caught?.add(this.#playing);
  }

  async #order(saboteur: string | undefined): Promise<void> {
    if (this.#fallen) throw this.#fallen;
    const done = once(this.thread, 'message');
    this.thread.postMessage({ saboteur } satisfies Order);
    await done;
  }

  /** Ends them, and all lines with them. Idempotent. */
  async close(): Promise<void> {
    await this.thread.terminate();
  }
}

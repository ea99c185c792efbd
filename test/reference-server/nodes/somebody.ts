import { once } from 'node:events';
import { WebSocket } from 'ws';
import type { ServerNode } from './server-nodes';

/** Long enough for a machine that has much else to do: nothing waits for it but what fails. */
const PATIENCE_MS = 20_000;

export type Frame = Record<string, unknown> & { readonly type: string };

/** Somebody connected to a node, with all they were told. */
export class Somebody {
  readonly frames: Frame[] = [];
  closed: string | undefined;
  #read = 0;
  #wake: () => void = () => {};

  private constructor(readonly socket: WebSocket) {
    socket.on('message', (text) => {
      this.frames.push(JSON.parse(String(text)));
      this.#wake();
    });
    socket.on('close', (code, reason) => {
      this.closed = `${code} ${reason}`.trim();
      this.#wake();
    });
    socket.on('error', () => {});
  }

  static async at(node: ServerNode, path: string): Promise<Somebody> {
    const somebody = new Somebody(new WebSocket(node.url.replace('http', 'ws') + path));
    await once(somebody.socket, 'open');
    return somebody;
  }

  say(frame: object): void {
    this.socket.send(JSON.stringify(frame));
  }

  /** The next frame that matches, after those asked for before. */
  async told(what: Partial<Frame>, withinMs = PATIENCE_MS): Promise<Frame> {
    const found = await this.#until(() => {
      for (; this.#read < this.frames.length; this.#read += 1) {
        const frame = this.frames[this.#read];
        if (frame !== undefined && Object.entries(what).every(([name, value]) => frame[name] === value)) {
          this.#read += 1;
          return frame;
        }
      }
      return undefined;
    }, withinMs);
    if (found === undefined)
      throw new Error(
        `not told ${JSON.stringify(what)}; last: ${JSON.stringify(this.frames.slice(-3)).slice(0, 2_000)}, closed: ${this.closed}`,
      );
    return found;
  }

  /** Code and reason with which the connection was closed. */
  async end(withinMs = PATIENCE_MS): Promise<string> {
    const end = await this.#until(() => this.closed, withinMs);
    if (end === undefined) throw new Error('not closed');
    return end;
  }

  /** All they were told of one type. */
  all(type: string): Frame[] {
    return this.frames.filter((frame) => frame.type === type);
  }

  async #until<Result>(look: () => Result | undefined, withinMs: number): Promise<Result | undefined> {
    const deadline = performance.now() + withinMs;
    for (;;) {
      const result = look();
      const left = deadline - performance.now();
      if (result !== undefined || left <= 0) return result;
      await new Promise<void>((resume) => {
        const patience = setTimeout(resume, left);
        this.#wake = () => {
          clearTimeout(patience);
          resume();
        };
      });
    }
  }
}

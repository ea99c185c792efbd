import type { Connection, SocketConnection, TextListener } from './connection';
import type { Message } from './line';
import type { Nodes } from './nodes';

/** From the node that serves a place to the node that has the sockets. */
export type ToSocket =
  | { readonly kind: 'send'; readonly ids: string[]; readonly text: string }
  | { readonly kind: 'note'; readonly ids: string[]; readonly text: string }
  /** All frames up to that number have been dealt with. */
  | { readonly kind: 'done'; readonly id: string; readonly number: number }
  | {
      readonly kind: 'end';
      readonly id: string;
      readonly code: number;
      readonly reason: string;
      /** The peer is taken for lost: nobody waits for its answer. */
      readonly isLost: boolean;
    }
  /** The place is not served here. */
  | { readonly kind: 'elsewhere'; readonly id: string };

/** How what a system says to a connection gets to the socket. */
interface Way {
  readonly isOpen: boolean;
  readonly backlog: number;
  send(text: string): void;
  note(text: string): void;
  close(code: number, reason: string): void;
  giveUp(code: number, reason: string): void;
  done(number: number): void;
}

/** A connection at a place that is served here, as long as it is served here, wherever its socket is. */
export class Guest implements Connection {
  #way: Way | undefined;
  #onText: TextListener | undefined;
  #onClose: () => void | Promise<void> = () => {};
  #work: Promise<unknown> = Promise.resolve();
  readonly #early: { readonly number: number; readonly text: string }[] = [];
  #closed = false;
  #gone = false;

  constructor(
    readonly id: string,
    way: Way,
  ) {
    this.#way = way;
  }

  get isOpen(): boolean {
    return !this.#closed && !this.#gone && this.#way?.isOpen === true;
  }

  get backlog(): number {
    return this.#way?.backlog ?? 0;
  }

  onText(listener: TextListener): void {
    this.#onText = listener;
    for (const { number, text } of this.#early.splice(0)) this.hear(number, text);
  }

  /** Resolves when all that was heard so far has been dealt with. */
  get idle(): Promise<unknown> {
    return this.#work;
  }

  onClose(listener: () => void | Promise<void>): void {
    this.#onClose = listener;
    if (this.#gone) this.#wait(listener());
  }

  send(frame: object | string): void {
    if (this.isOpen) this.#way?.send(typeof frame === 'string' ? frame : JSON.stringify(frame));
  }

  note(text: string): void {
    this.#way?.note(text);
  }

  close(code: number, reason: string): void {
    if (!this.#closed) this.#way?.close(code, reason);
    this.#closed = true;
  }

  giveUp(code: number, reason: string): void {
    if (!this.#closed) this.#way?.giveUp(code, reason);
    this.#closed = true;
  }

  /** True when the socket is gone. */
  get isGone(): boolean {
    return this.#gone;
  }

  /**
   * A frame came from the socket, which may be gone by now; it counts as dealt with when the listener has done its work. Who was sent
   * away is not heard.
   */
  hear(number: number, text: string): void {
    if (this.#way === undefined || this.#closed) return;
    if (this.#onText === undefined) {
      this.#early.push({ number, text });
      return;
    }
    const work = this.#onText(text);
    if (work === undefined) this.#way.done(number);
    else this.#wait(work.then(() => this.#way?.done(number)));
  }

  /** The socket is gone. */
  leave(): void {
    if (this.#gone) return;
    this.#gone = true;
    if (this.#way !== undefined) this.#wait(this.#onClose());
  }

  /** The place is served here no longer: nothing gets through any more, either way, and nobody is told. */
  detach(): void {
    this.#way = undefined;
  }

  #wait(work: void | Promise<void>): void {
    if (work !== undefined) this.#work = Promise.all([this.#work, work]);
  }
}

/** To a socket on this node. */
export function localWay(socket: SocketConnection, done: (number: number) => void): Way {
  return {
    get isOpen() {
      return socket.isOpen;
    },
    get backlog() {
      return socket.backlog;
    },
    send: (text) => socket.send(text),
    note: (text) => socket.note(text),
    close: (code, reason) => socket.close(code, reason),
    giveUp: (code, reason) => socket.giveUp(code, reason),
    done,
  };
}

/** To a socket on another node. The same text to many sockets there travels once. */
export function remoteWay(nodes: Nodes, node: string, id: string): Way {
  const say = (message: ToSocket) => nodes.say(node, message);
  const toMany = (kind: 'send' | 'note', text: string) => {
    if (nodes.isGone(node)) return;
    const last: Message | ToSocket | undefined = nodes.lineTo(node).last;
    if (last !== undefined && isToMany(last) && last.kind === kind && last.text === text) last.ids.push(id);
    else say({ kind, ids: [id], text });
  };
  return {
    get isOpen() {
      return !nodes.isGone(node);
    },
    backlog: 0,
    send: (text) => toMany('send', text),
    note: (text) => toMany('note', text),
    close: (code, reason) => say({ kind: 'end', id, code, reason, isLost: false }),
    giveUp: (code, reason) => say({ kind: 'end', id, code, reason, isLost: true }),
    done: (number) => say({ kind: 'done', id, number }),
  };
}

function isToMany(message: Message | ToSocket): message is Extract<ToSocket, { ids: string[] }> {
  return 'ids' in message;
}

import type { SocketConnection } from './connection';
import type { Guest } from './guest';
import type { Door } from './system';

/** From the node that has a socket to the node that serves its place. */
export type ToGuest =
  | {
      readonly kind: 'open';
      readonly id: string;
      readonly door: string;
      readonly groups: readonly string[];
      readonly noted: string | undefined;
    }
  | { readonly kind: 'text'; readonly id: string; readonly number: number; readonly text: string }
  | { readonly kind: 'close'; readonly id: string };

/**
 * A socket on this node and its way to where its place is served, which may change while the socket stays open. What a peer said before
 * it hung up counts, too: until it is dealt with, the way is there.
 */
export class Passage {
  readonly place: string;
  /** Where the place is served: a guest here, or another node; undefined while that is being found out. */
  leadsTo: { readonly guest: Guest } | { readonly node: string } | undefined;
  /** Frames that nobody has dealt with yet. Whoever serves the place next hears them. */
  #unheard: { readonly number: number; readonly text: string }[] = [];
  #numbered = 0;
  #ended = false;

  constructor(
    readonly socket: SocketConnection,
    readonly door: Door,
    readonly groups: readonly string[],
    private readonly say: (node: string, message: ToGuest) => void,
  ) {
    this.place = door.placeOf(groups);
    socket.onText((text) => this.#take(text));
  }

  /** True while it leads to another node. */
  get isLedAway(): boolean {
    return this.leadsTo !== undefined && 'node' in this.leadsTo;
  }

  /** True while it leads to that node. */
  isLedTo(node: string): boolean {
    return this.leadsTo !== undefined && 'node' in this.leadsTo && this.leadsTo.node === node;
  }

  /** True when nobody is to be led any more, and there is nothing to be heard. Who was sent away is not heard. */
  get isOver(): boolean {
    return !this.socket.isOpen && (this.socket.isSentAway || this.#unheard.length === 0);
  }

  /** Leads on to a guest on this node. */
  leadToGuest(guest: Guest): void {
    this.leadsTo = { guest };
    for (const { number, text } of [...this.#unheard]) guest.hear(number, text);
    if (this.#ended) this.#leave();
  }

  /** Leads on to another node. */
  leadToNode(node: string): void {
    this.leadsTo = { node };
    const { id, noted } = this.socket;
    this.say(node, { kind: 'open', id, door: this.door.name, groups: this.groups, noted });
    for (const { number, text } of this.#unheard) this.say(node, { kind: 'text', id, number, text });
    if (this.#ended) this.#leave();
  }

  /** All frames up to that number have been dealt with. */
  done(number: number): void {
    this.#unheard = this.#unheard.filter((each) => each.number > number);
  }

  /** The socket is gone. */
  end(): void {
    this.#ended = true;
    this.#leave();
  }

  #leave(): void {
    if (this.leadsTo === undefined) return;
    if ('guest' in this.leadsTo) this.leadsTo.guest.leave();
    else this.say(this.leadsTo.node, { kind: 'close', id: this.socket.id });
  }

  #take(text: string): void {
    this.#numbered += 1;
    const frame = { number: this.#numbered, text };
    this.#unheard.push(frame);
    if (this.leadsTo === undefined) return;
    if ('guest' in this.leadsTo) this.leadsTo.guest.hear(frame.number, text);
    else this.say(this.leadsTo.node, { kind: 'text', id: this.socket.id, ...frame });
  }
}

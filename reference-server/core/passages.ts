import type { SocketConnection } from './connection';
import { Guest, localWay, type ToSocket } from './guest';
import type { Nodes } from './nodes';
import { Passage } from './passage';
import type { SharedTenure } from './shared-tenure';
import { LOOK_AGAIN_AFTER_MS, type SharedTenures } from './shared-tenures';
import type { Door } from './system';

/** How long those at places of other nodes are left to wait while Redis is away. */
const PATIENCE_MS = 5_000;
const TRY_AGAIN_LATER = 1013;

/** The sockets that are on this node, each led to where its place is served. */
export class Passages {
  /** By connection. */
  readonly #passages = new Map<string, Passage>();
  /** Ways to places that are being looked for. */
  readonly #underWay = new Set<Promise<void>>();
  #retired = false;
  #impatience: NodeJS.Timeout | undefined;

  constructor(
    private readonly nodes: Nodes,
    private readonly tenures: SharedTenures,
  ) {}

  /** From here on nobody waits for another node for ever. */
  begin(): void {
    this.#impatience = setInterval(() => this.#loseWhoWaits(), PATIENCE_MS / 10);
  }

  /** From here on nobody is led anywhere. */
  retire(): void {
    this.#retired = true;
    clearInterval(this.#impatience);
  }

  /** Leads a socket that has come through a door to its place. */
  enter(socket: SocketConnection, door: Door, groups: readonly string[]): void {
    const passage = new Passage(socket, door, groups, (node, message) => this.nodes.say(node, message));
    this.#passages.set(socket.id, passage);
    socket.onClose(() => {
      passage.end();
      this.#dropIfOver(passage);
    });
    this.#setOut(passage);
  }

  /** Resolves when all sockets that are here now are where they are led, or cannot be. */
  get led(): Promise<unknown> {
    return Promise.all(this.#underWay);
  }

  /** What the node that serves a place says to those who are there over sockets of this one. */
  hear(from: string, said: ToSocket): void {
    switch (said.kind) {
      case 'send':
        this.#each(from, said.ids, ({ socket }) => socket.send(said.text));
        break;
      case 'note':
        this.#each(from, said.ids, ({ socket }) => socket.note(said.text));
        break;
      case 'done':
        this.#each(from, [said.id], (passage) => this.#done(passage, said.number));
        break;
      case 'end':
        this.#each(from, [said.id], (passage) => {
          if (said.isLost) passage.socket.giveUp(said.code, said.reason);
          else passage.socket.close(said.code, said.reason);
          this.#dropIfOver(passage);
        });
        break;
      case 'elsewhere':
        this.#each(from, [said.id], (passage) => this.#setOut(passage, LOOK_AGAIN_AFTER_MS));
        break;
    }
  }

  /** Those of a place are led to wherever it is served now. */
  leadFrom(place: string): void {
    for (const passage of this.#passages.values()) if (passage.place === place) this.#setOut(passage);
  }

  /** A node is gone: those who were led there are led to wherever their place is served now. */
  leadFromNode(node: string): void {
    for (const passage of this.#passages.values()) if (passage.isLedTo(node)) this.#setOut(passage);
  }

  /** All are led anew. */
  leadAll(): void {
    for (const passage of this.#passages.values()) this.#setOut(passage);
  }

  #setOut(passage: Passage, after = 0): void {
    const way = this.#lead(passage, after).finally(() => this.#underWay.delete(way));
    this.#underWay.add(way);
  }

  /** Finds where the place of a socket is served and leads it there, from where it was before. */
  async #lead(passage: Passage, after = 0): Promise<void> {
    passage.leadsTo = undefined;
    if (after > 0) await new Promise((resume) => setTimeout(resume, after));
    const found = await this.tenures.find(passage.place);
    if (passage.isOver || passage.leadsTo !== undefined || this.#retired) return;
    if (found === undefined) {
      passage.socket.send({ type: 'error', message: 'Room cannot be reached' });
      this.#tellToTryAgain(passage);
    } else if (typeof found !== 'string') {
      if (found.hasEnded) await this.#lead(passage);
      else this.#leadHere(passage, found);
    } else if (this.nodes.isGone(found)) await this.#lead(passage, LOOK_AGAIN_AFTER_MS);
    else passage.leadToNode(found);
  }

  #leadHere(passage: Passage, tenure: SharedTenure): void {
    const { socket, door, groups } = passage;
    const way = localWay(socket, (number) => this.#done(passage, number));
    const guest = new Guest(socket.id, way);
    tenure.receive(socket.id, guest);
    door.open({ connection: guest, groups, tenure, noted: socket.noted });
    passage.leadToGuest(guest);
    socket.onGone(() => void guest.idle.then(() => tenure.dismiss(socket.id)));
  }

  #each(node: string, ids: readonly string[], act: (passage: Passage) => void): void {
    for (const id of ids) {
      const passage = this.#passages.get(id);
      // What a node says that was taken over from meanwhile does not count.
      if (passage?.isLedTo(node)) act(passage);
    }
  }

  #loseWhoWaits(): void {
    if (this.nodes.awayFor < PATIENCE_MS) return;
    for (const passage of this.#passages.values()) if (passage.isLedAway) this.#tellToTryAgain(passage);
  }

  /** Also where the peer has hung up: with that, what it said is given up. */
  #tellToTryAgain(passage: Passage): void {
    passage.socket.close(TRY_AGAIN_LATER, 'Try again later');
    this.#dropIfOver(passage);
  }

  #done(passage: Passage, number: number): void {
    passage.done(number);
    this.#dropIfOver(passage);
  }

  #dropIfOver(passage: Passage): void {
    if (passage.isOver) this.#passages.delete(passage.socket.id);
  }
}

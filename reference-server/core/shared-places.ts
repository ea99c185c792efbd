import type { SocketConnection } from './connection';
import type { ToSocket } from './guest';
import { Guests } from './guests';
import type { Message } from './line';
import type { Log } from './log';
import { Nodes, type NodesListener } from './nodes';
import type { ToGuest } from './passage';
import { Passages } from './passages';
import { type Places, type Stay, Unreachable } from './places';
import type { RedisLink } from './redis';
import { Registry } from './registry';
import { type Home, type Question, Requests } from './requests';
import { SharedTenures } from './shared-tenures';
import type { Door } from './system';

/** What a node that retires leaves for the one that goes on: it will be said again there. */
const FOR_WHOEVER_SERVES: ReadonlySet<string> = new Set(['open', 'text', 'close', 'request']);

type NodeMessage = ToGuest | ToSocket | Question;

/**
 * Places that all nodes share: each is served by one node at a time, and the others lead their sockets there. If that node goes, one of
 * those whose sockets were led there takes over, from the state that was left.
 */
export class SharedPlaces implements Places, NodesListener {
  readonly #nodes: Nodes;
  readonly #requests: Requests;
  readonly #tenures: SharedTenures;
  readonly #passages: Passages;
  readonly #guests: Guests;
  #retired = false;

  constructor(redis: RedisLink, prefix: string, doors: readonly Door[], home: Home, log: Log) {
    const registry = new Registry(redis, prefix);
    this.#nodes = new Nodes(redis, registry, prefix, this, log);
    this.#requests = new Requests((node, message) => this.#nodes.say(node, message), home);
    const onLost = (place: string) => this.#passages.leadFrom(place);
    this.#tenures = new SharedTenures(this.#nodes, registry, onLost, log);
    this.#passages = new Passages(this.#nodes, this.#tenures);
    this.#guests = new Guests(doors, this.#nodes, this.#tenures);
  }

  /** Joins the other nodes. @throws Error if Redis is away. */
  async join(): Promise<void> {
    await this.#nodes.join();
    this.#tenures.begin();
    this.#passages.begin();
  }

  get canLead(): boolean {
    return this.#tenures.canFind;
  }

  get led(): Promise<unknown> {
    return this.#passages.led;
  }

  enter(socket: SocketConnection, door: Door, groups: readonly string[]): void {
    this.#passages.enter(socket, door, groups);
  }

  async stayAt(place: string): Promise<Stay> {
    const found = await this.#tenures.find(place);
    if (found === undefined) throw new Unreachable(place);
    if (typeof found === 'string')
      return { here: false, forward: (request) => this.#requests.forward(found, request) };
    return { here: true, end: found.visit() };
  }

  retire(): void {
    this.#retired = true;
    this.#tenures.retire();
    this.#passages.retire();
  }

  async leave(): Promise<void> {
    this.retire();
    await this.#tenures.release();
    await this.#nodes.leave();
  }

  // What happens among nodes.

  onMessage(from: string, message: Message): void {
    const said = message as NodeMessage; // nodes of one version
    if (this.#retired && FOR_WHOEVER_SERVES.has(said.kind)) return;
    switch (said.kind) {
      case 'open':
      case 'text':
      case 'close':
        this.#guests.hear(from, said);
        break;
      case 'request':
      case 'answer':
        this.#requests.hear(from, said);
        break;
      default:
        this.#passages.hear(from, said);
    }
  }

  onGone(node: string): void {
    this.#requests.lose(node);
    this.#guests.lose(node);
    this.#passages.leadFromNode(node);
  }

  onDisowned(): void {
    this.#requests.loseAll();
    this.#tenures.endAll();
    this.#guests.forget();
    this.#passages.leadAll();
  }

  onReturn(): Promise<void> {
    return this.#tenures.claimAgain();
  }
}

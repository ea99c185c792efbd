import type { SocketConnection } from './connection';
import { Guest, localWay, remoteWay, type ToSocket } from './guest';
import type { Message } from './line';
import type { Log } from './log';
import { Nodes, type NodesListener } from './nodes';
import { Passage, type ToGuest } from './passage';
import { type Places, type Stay, Unreachable } from './places';
import type { RedisLink } from './redis';
import { LEGACY_MS, Registry } from './registry';
import { type Home, type Question, Requests } from './requests';
import { type Holder, SharedTenure } from './shared-tenure';
import type { Door } from './system';

/** How long a newcomer waits to be led to a place. */
const FOUND_WITHIN_MS = 3_000;
const LOOK_AGAIN_AFTER_MS = 60;
/** How long those at places of other nodes are left to wait while Redis is away. */
const PATIENCE_MS = 5_000;
const TRY_AGAIN_LATER = 1013;

/** What a node that retires leaves for the one that goes on: it will be said again there. */
const FOR_WHOEVER_SERVES: ReadonlySet<string> = new Set(['open', 'text', 'close', 'request']);

type NodeMessage = ToGuest | ToSocket | Question;

/**
 * Places that all nodes share: each is served by one node at a time, and the others lead their sockets there. If that node goes, one of
 * those whose sockets were led there takes over, from the state that was left.
 */
export class SharedPlaces implements Places, Holder, NodesListener {
  readonly #registry: Registry;
  readonly #nodes: Nodes;
  readonly #requests: Requests;
  readonly #doors: ReadonlyMap<string, Door>;
  /** Places that are served here. */
  readonly #tenures = new Map<string, SharedTenure>();
  readonly #claims = new Map<string, Promise<SharedTenure | string>>();
  /** The sockets that are here, by connection. */
  readonly #passages = new Map<string, Passage>();
  /** The connections of other nodes at places here, by node and connection. */
  readonly #guests = new Map<string, { readonly node: string; readonly guest: Guest; leave(): void }>();
  #retired = false;
  #upkeep: NodeJS.Timeout | undefined;
  #impatience: NodeJS.Timeout | undefined;

  constructor(
    redis: RedisLink,
    prefix: string,
    doors: readonly Door[],
    home: Home,
    private readonly log: Log,
  ) {
    this.#registry = new Registry(redis, prefix);
    this.#nodes = new Nodes(redis, this.#registry, prefix, this, log);
    this.#doors = new Map(doors.map((door) => [door.name, door]));
    this.#requests = new Requests((node, message) => this.#nodes.say(node, message), home);
  }

  /** Joins the other nodes. @throws Error if Redis is away. */
  async join(): Promise<void> {
    await this.#nodes.join();
    this.#upkeep = setInterval(() => this.#holdOn(), LEGACY_MS / 6);
    this.#impatience = setInterval(() => this.#loseWhoWaits(), PATIENCE_MS / 10);
  }

  get canLead(): boolean {
    return this.#nodes.isSettled && this.#nodes.isSure;
  }

  enter(socket: SocketConnection, door: Door, groups: readonly string[]): void {
    const passage = new Passage(socket, door, groups, (node, message) => this.#nodes.say(node, message));
    this.#passages.set(socket.id, passage);
    socket.onClose(() => {
      this.#passages.delete(socket.id);
      passage.end();
    });
    void this.#lead(passage);
  }

  async stayAt(place: string): Promise<Stay> {
    const found = await this.#find(place);
    if (found === undefined) throw new Unreachable(place);
    if (typeof found === 'string')
      return { here: false, forward: (request) => this.#requests.forward(found, request) };
    return { here: true, end: found.visit() };
  }

  retire(): void {
    this.#retired = true;
    clearInterval(this.#upkeep);
    clearInterval(this.#impatience);
  }

  async leave(): Promise<void> {
    this.#retired = true;
    const { me } = this.#nodes;
    const places = [...this.#tenures.keys()];
    this.#endTenures();
    await Promise.all(places.map((place) => this.#registry.release(me, place, true).catch(() => {})));
    await this.#nodes.leave();
  }

  // What a tenure needs.

  get isSure(): boolean {
    return this.#nodes.isSure;
  }

  async keep(place: string, state: string | undefined): Promise<boolean> {
    // A Redis that has just come back knows nothing until this node has said again what is its own.
    if (!this.#nodes.isAway && this.#nodes.isSure) return this.#registry.keep(this.#nodes.me, place, state);
    throw new Unreachable(place);
  }

  vacate({ place }: SharedTenure): void {
    this.#tenures.delete(place);
    this.#registry.release(this.#nodes.me, place, false).catch(() => {}); // it runs out by itself
  }

  lose(tenure: SharedTenure): void {
    if (this.#tenures.get(tenure.place) !== tenure) return;
    this.log.warn({ place: tenure.place }, 'another node has taken over');
    this.#tenures.delete(tenure.place);
    tenure.end();
    for (const passage of this.#passages.values()) {
      if (passage.place === tenure.place) void this.#lead(passage);
    }
  }

  // What happens among nodes.

  onMessage(from: string, message: Message): void {
    const said = message as NodeMessage; // nodes of one version
    if (this.#retired && FOR_WHOEVER_SERVES.has(said.kind)) return;
    switch (said.kind) {
      case 'open':
        this.#receive(from, said);
        break;
      case 'text':
        this.#guests.get(key(from, said.id))?.guest.hear(said.number, said.text);
        break;
      case 'close':
        this.#guests.get(key(from, said.id))?.leave();
        break;
      case 'send':
        this.#each(from, said.ids, ({ socket }) => socket.send(said.text));
        break;
      case 'note':
        this.#each(from, said.ids, ({ socket }) => socket.note(said.text));
        break;
      case 'done':
        this.#each(from, [said.id], (passage) => passage.done(said.number));
        break;
      case 'end':
        this.#each(from, [said.id], ({ socket }) => socket.close(said.code, said.reason));
        break;
      case 'elsewhere':
        this.#each(from, [said.id], (passage) => void this.#lead(passage, LOOK_AGAIN_AFTER_MS));
        break;
      default:
        this.#requests.hear(from, said);
    }
  }

  onGone(node: string): void {
    this.#requests.lose(node);
    for (const each of [...this.#guests.values()]) if (each.node === node) each.leave();
    for (const passage of this.#passages.values()) {
      if (passage.leadsTo !== undefined && 'node' in passage.leadsTo && passage.leadsTo.node === node)
        void this.#lead(passage);
    }
  }

  onDisowned(): void {
    this.#requests.loseAll();
    this.#endTenures();
    this.#guests.clear();
    for (const passage of this.#passages.values()) void this.#lead(passage);
  }

  async onReturn(): Promise<void> {
    const { me } = this.#nodes;
    for (const tenure of [...this.#tenures.values()]) {
      const { owner } = await this.#registry.claim(me, tenure.place);
      if (owner === me) await this.#registry.keep(me, tenure.place, tenure.state);
      else this.lose(tenure);
    }
  }

  /** Finds where the place of a socket is served and leads it there, from where it was before. */
  async #lead(passage: Passage, after = 0): Promise<void> {
    passage.leadsTo = undefined;
    if (after > 0) await new Promise((resume) => setTimeout(resume, after));
    const found = await this.#find(passage.place);
    const { socket, leadsTo } = passage;
    if (!socket.isOpen || leadsTo !== undefined || this.#retired) return;
    if (found === undefined) {
      socket.send({ type: 'error', message: 'Room cannot be reached' });
      socket.close(TRY_AGAIN_LATER, 'Try again later');
    } else if (typeof found !== 'string') {
      if (found.hasEnded) await this.#lead(passage);
      else this.#leadHere(passage, found);
    } else if (this.#nodes.isGone(found)) await this.#lead(passage, LOOK_AGAIN_AFTER_MS);
    else passage.leadToNode(found);
  }

  #leadHere(passage: Passage, tenure: SharedTenure): void {
    const { socket, door, groups } = passage;
    const way = localWay(socket, (number) => passage.done(number));
    const guest = new Guest(socket.id, way);
    tenure.receive(socket.id, guest);
    socket.onGone(() => void guest.idle.then(() => tenure.dismiss(socket.id)));
    door.open({ connection: guest, groups, tenure, noted: socket.noted });
    passage.leadToGuest(guest);
  }

  /** A connection of another node comes to a place that should be served here. */
  #receive(node: string, { id, door: name, groups, noted }: Extract<ToGuest, { kind: 'open' }>): void {
    const door = this.#doors.get(name);
    if (door === undefined) return;
    const guest = new Guest(id, remoteWay(this.#nodes, node, id));
    let tenure: SharedTenure | undefined;
    const leave = () => {
      this.#guests.delete(key(node, id));
      guest.leave();
      void guest.idle.then(() => tenure?.dismiss(key(node, id)));
    };
    const entry = { node, guest, leave };
    this.#guests.set(key(node, id), entry);
    void this.#find(door.placeOf(groups)).then((found) => {
      if (this.#guests.get(key(node, id)) !== entry) return;
      if (typeof found === 'string' || found === undefined || found.hasEnded) {
        this.#guests.delete(key(node, id));
        const elsewhere: ToSocket = { kind: 'elsewhere', id };
        this.#nodes.say(node, elsewhere);
        return;
      }
      tenure = found;
      found.receive(key(node, id), guest);
      door.open({ connection: guest, groups, tenure: found, noted });
    });
  }

  /** Where a place is served: the tenure here, or another node; undefined if that cannot be found out for a while. */
  async #find(place: string): Promise<SharedTenure | string | undefined> {
    const from = performance.now();
    while (!this.#retired && performance.now() - from < FOUND_WITHIN_MS) {
      const known = this.#tenures.get(place);
      if (known !== undefined && this.#nodes.isSure) return known;
      try {
        if (this.canLead) return await this.#claim(place);
      } catch {
        // Redis is away.
      }
      await new Promise((resume) => setTimeout(resume, LOOK_AGAIN_AFTER_MS));
    }
    return undefined;
  }

  /** Takes the place if it is free. Those who want it at the same time get the same answer. */
  #claim(place: string): Promise<SharedTenure | string> {
    const known = this.#claims.get(place);
    if (known !== undefined) return known;
    const { me } = this.#nodes;
    const claim = this.#registry
      .claim(me, place)
      .then(({ owner, legacy }) => {
        if (owner === undefined || me !== this.#nodes.me) throw new Unreachable(place);
        if (owner !== me) return owner;
        const tenure = this.#tenures.get(place) ?? new SharedTenure(place, legacy, this);
        this.#tenures.set(place, tenure);
        return tenure;
      })
      .finally(() => this.#claims.delete(place));
    this.#claims.set(place, claim);
    return claim;
  }

  #each(node: string, ids: readonly string[], act: (passage: Passage) => void): void {
    for (const id of ids) {
      const passage = this.#passages.get(id);
      const leadsTo = passage?.leadsTo;
      // What a node says that was taken over from meanwhile does not count.
      if (passage !== undefined && leadsTo !== undefined && 'node' in leadsTo && leadsTo.node === node)
        act(passage);
    }
  }

  #endTenures(): void {
    const tenures = [...this.#tenures.values()];
    this.#tenures.clear();
    for (const tenure of tenures) tenure.end();
  }

  /** Says from time to time of each place here that it is still held; what is left of it would be dropped otherwise. */
  #holdOn(): void {
    for (const tenure of this.#tenures.values()) {
      this.keep(tenure.place, undefined).then(
        (isOurs) => {
          if (!isOurs) this.lose(tenure);
        },
        () => {},
      );
    }
  }

  #loseWhoWaits(): void {
    if (this.#nodes.awayFor < PATIENCE_MS) return;
    for (const { socket, leadsTo } of this.#passages.values()) {
      if (leadsTo !== undefined && 'node' in leadsTo) socket.close(TRY_AGAIN_LATER, 'Try again later');
    }
  }
}

function key(node: string, id: string): string {
  return `${node}/${id}`;
}

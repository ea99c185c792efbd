import { Guest, remoteWay, type ToSocket } from './guest';
import type { Nodes } from './nodes';
import type { ToGuest } from './passage';
import type { SharedTenure } from './shared-tenure';
import type { SharedTenures } from './shared-tenures';
import type { Door } from './system';

/** A connection of another node. */
interface Entry {
  readonly node: string;
  readonly guest: Guest;
  /** Where it is; undefined while that is being found. */
  tenure: SharedTenure | undefined;
}

/** The connections of other nodes at places that are served here. */
export class Guests {
  /** By node and connection. */
  readonly #guests = new Map<string, Entry>();
  readonly #doors: ReadonlyMap<string, Door>;

  constructor(
    doors: readonly Door[],
    private readonly nodes: Nodes,
    private readonly tenures: SharedTenures,
  ) {
    this.#doors = new Map(doors.map((door) => [door.name, door]));
  }

  /** What another node says of a socket there. */
  hear(from: string, said: ToGuest): void {
    switch (said.kind) {
      case 'open':
        this.#receive(from, said);
        break;
      case 'text':
        this.#guests.get(key(from, said.id))?.guest.hear(said.number, said.text);
        break;
      case 'close':
        this.#leave(key(from, said.id));
        break;
    }
  }

  /** A node is gone, and with it whoever was here from there. */
  lose(node: string): void {
    for (const [key, each] of [...this.#guests]) if (each.node === node) this.#leave(key);
  }

  /** Nobody is served here any more; they are told by the nodes that serve them from now on. */
  forget(): void {
    this.#guests.clear();
  }

  /** A connection of another node comes to a place that should be served here. */
  #receive(node: string, { id, door: name, groups, noted }: Extract<ToGuest, { kind: 'open' }>): void {
    const door = this.#doors.get(name);
    if (door === undefined) return;
    const guest = new Guest(id, remoteWay(this.nodes, node, id));
    const entry: Entry = { node, guest, tenure: undefined };
    this.#guests.set(key(node, id), entry);
    void this.tenures.find(door.placeOf(groups)).then((found) => {
      if (this.#guests.get(key(node, id)) !== entry) return;
      if (typeof found === 'string' || found === undefined || found.hasEnded) {
        this.#guests.delete(key(node, id));
        const elsewhere: ToSocket = { kind: 'elsewhere', id };
        this.nodes.say(node, elsewhere);
        return;
      }
      entry.tenure = found;
      found.receive(key(node, id), guest);
      door.open({ connection: guest, groups, tenure: found, noted });
      if (guest.isGone) this.#leave(key(node, id));
    });
  }

  /** Its socket is gone. Where its place is still being found, what it said before is heard there first. */
  #leave(key: string): void {
    const entry = this.#guests.get(key);
    if (entry === undefined) return;
    const { guest, tenure } = entry;
    guest.leave();
    if (tenure === undefined) return;
    this.#guests.delete(key);
    void guest.idle.then(() => tenure.dismiss(key));
  }
}

function key(node: string, id: string): string {
  return `${node}/${id}`;
}

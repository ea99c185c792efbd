import { Guest, remoteWay, type ToSocket } from './guest';
import type { Nodes } from './nodes';
import type { ToGuest } from './passage';
import type { SharedTenure } from './shared-tenure';
import type { SharedTenures } from './shared-tenures';
import type { Door } from './system';

/** The connections of other nodes at places that are served here. */
export class Guests {
  /** By node and connection. */
  readonly #guests = new Map<string, { readonly node: string; readonly guest: Guest; leave(): void }>();
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
        this.#guests.get(key(from, said.id))?.leave();
        break;
    }
  }

  /** A node is gone, and with it whoever was here from there. */
  lose(node: string): void {
    for (const each of [...this.#guests.values()]) if (each.node === node) each.leave();
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
    let tenure: SharedTenure | undefined;
    const leave = () => {
      this.#guests.delete(key(node, id));
      guest.leave();
      void guest.idle.then(() => tenure?.dismiss(key(node, id)));
    };
    const entry = { node, guest, leave };
    this.#guests.set(key(node, id), entry);
    void this.tenures.find(door.placeOf(groups)).then((found) => {
      if (this.#guests.get(key(node, id)) !== entry) return;
      if (typeof found === 'string' || found === undefined || found.hasEnded) {
        this.#guests.delete(key(node, id));
        const elsewhere: ToSocket = { kind: 'elsewhere', id };
        this.nodes.say(node, elsewhere);
        return;
      }
      tenure = found;
      found.receive(key(node, id), guest);
      door.open({ connection: guest, groups, tenure: found, noted });
    });
  }
}

function key(node: string, id: string): string {
  return `${node}/${id}`;
}

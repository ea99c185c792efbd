import { HttpClient } from './http';
import type { Chronicle, Journal } from './journal';
import { Patience } from './patience';
import { Player } from './player';
import { Secrets } from './secrets';
import type { Way } from './way';

/** How the players of a scenario reach the server. */
export interface Lines {
  /** Says which way a player's next connection takes; undefined: straight. */
  readonly wayOf?: (player: Player) => Way | undefined;
  /** Says what a player asks with over HTTP; undefined: what all of them ask with. */
  readonly clientOf?: (player: Player) => HttpClient | undefined;
  /** Asks for all of them, here and in other scenarios; it stays open when they retire. */
  readonly http?: HttpClient | undefined;
}

/** All players of one scenario, by name, with what they share: the order of events, patience, secrets. */
export class PlayerPool {
  readonly secrets = new Secrets();
  readonly patience: Patience;
  readonly #players = new Map<string, Player>();
  #actor: Player | undefined;
  readonly #chronicle: Chronicle = chronicle();
  readonly #http: HttpClient;

  /**
   * @param patienceFactor stretches all waits; what `PATIENCE` says.
   * @param lines how they reach the server: straight, and asking over connections of their own, where nothing else is said.
   */
  constructor(
    patienceFactor: number,
    private readonly lines: Lines = {},
  ) {
    this.patience = new Patience(patienceFactor);
    this.#http = lines.http ?? new HttpClient();
  }

  /** A new player. @throws Error if the name is taken: two people of one name cannot be told apart in a feature. */
  add(name: string, role: string): Player {
    const known = this.#players.get(name);
    if (known) throw new Error(`There is somebody named ${name} in this scenario already (${known.role}).`);
    const player = new Player(name, role, {
      chronicle: this.#chronicle,
      patience: this.patience,
      secrets: this.secrets,
      clientOf: (player) => this.lines.clientOf?.(player) ?? this.#http,
      wayOf: (player) => this.lines.wayOf?.(player),
      acted: (actor) => {
        this.#actor = actor;
      },
    });
    this.#players.set(name, player);
    return player;
  }

  /** The player of that name, made with that role if there is none. @throws Error if the name has another role. */
  obtain(name: string, role: string): Player {
    const known = this.#players.get(name);
    if (known && known.role !== role) {
      throw new Error(`${name} takes part in this scenario as ${known.role}, and cannot be its ${role}.`);
    }
    return known ?? this.add(name, role);
  }

  /** @throws Error naming the people there are. */
  named(name: string): Player {
    const player = this.#players.get(name);
    if (player) return player;
    const known = [...this.#players.keys()].join(', ') || 'nobody';
    throw new Error(`There is nobody named "${name}" in this scenario. There are: ${known}.`);
  }

  /** Who has acted last. @throws Error if nobody has: then there is nothing to prove. */
  get actor(): Player {
    if (!this.#actor) throw new Error('Nobody has done anything yet in this scenario.');
    return this.#actor;
  }

  /** Whoever is connected to that node of the server, from 0. */
  at(node: number): readonly Player[] {
    return this.all().filter((player) => player.node === node && player.isConnected);
  }

  all(): readonly Player[] {
    return [...this.#players.values()];
  }

  journals(): readonly Journal[] {
    return this.all().map((player) => player.journal);
  }

  /** Somebody is about to act: what is looked for afterwards is looked for from here on. */
  mark(): void {
    for (const player of this.all()) player.mark();
  }

  /** Ends all connections of all players. */
  async retire(): Promise<void> {
    await Promise.all(this.all().map((player) => player.retire()));
    if (!this.lines.http) this.#http.close();
  }
}

function chronicle(): Chronicle {
  const beginning = performance.now();
  let order = 0;
  return {
    next: () => {
      order += 1;
      return order;
    },
    now: () => performance.now() - beginning,
  };
}

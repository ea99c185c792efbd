import { randomBytes, randomInt } from 'node:crypto';
import { type IWorldOptions, setWorldConstructor, World } from '@cucumber/cucumber';
import { Closers } from './closers';
import { Network } from './faults/network/network';
import { Nodes } from './nodes';
import type { Player } from './players/player';
import { PlayerPool } from './players/pool';
import { SHORTEST_SECRET } from './players/secrets';
import { Callers } from './systems/pong/callers';
import { pongDialect } from './systems/pong/dialects';
import { Pong } from './systems/pong/pong';
import type { Room } from './systems/pong/room';
import type { RaceView } from './systems/race/dialect';
import { raceDialect } from './systems/race/dialects';
import type { Race } from './systems/race/race';
import { Races } from './systems/race/races';
import type { Target } from './targets/target';
import { stage } from './worker';

/** The world of one scenario: its players, the target they play on, and the systems they play. */
export class GauntletWorld extends World {
  /** What lies between the players and the server, in scenarios that have it under their hand. */
  readonly network = new Network();
  /** A short text that no other scenario has: goes into every name that the server keeps. */
  readonly scope = randomBytes(5).toString('hex');
  readonly closers = new Closers();
  /** When the scenario began, by this machine's clock: for the logs. */
  readonly began = new Date();
  /** What kept this process alive when the scenario began. */
  resources: ReadonlyMap<string, number> = new Map();
  /** How to have the same again, where chance had a part in this scenario: told with a failure. */
  replay: string | undefined;
  /** The race as somebody has looked it up last. */
  view: RaceView | undefined;
  /** Which of several orders given at once were granted. */
  granted: readonly boolean[] = [];
  #players: PlayerPool | undefined;
  #races: Races | undefined;
  #pong: Pong | undefined;
  #callers: Callers | undefined;

  constructor(options: IWorldOptions) {
    super(options);
    this.closers.add('the network', () => this.network.end());
    this.closers.add("the players' connections", () => this.players.retire());
    this.closers.add('what was wrong with the network', () => this.network.settle());
  }

  /** What this worker plays on. A dry run makes worlds too, and has no target. */
  get target(): Target {
    return stage().target;
  }

  /** Everybody who takes part. */
  get players(): PlayerPool {
    this.#players ??= this.gather();
    return this.#players;
  }

  /** The race server as this scenario meets it. */
  get races(): Races {
    this.#races ??= new Races(
      this.players,
      raceDialect(stage().settings.raceDialect, this.target, this.scope),
    );
    return this.#races;
  }

  /** The pong server as this scenario meets it. */
  get pong(): Pong {
    this.#pong ??= new Pong(this.players, pongDialect(stage().settings.pongDialect, this.target, this.scope));
    return this.#pong;
  }

  /** The nodes of the server, and what befalls them. */
  get nodes(): Nodes {
    return new Nodes(this.target, this.players);
  }

  /** Who calls at the pong server's door and does not come in. */
  get callers(): Callers {
    this.#callers ??= new Callers(this.pong, this.network);
    return this.#callers;
  }

  /** The room that the scenario is about. */
  get room(): Room {
    return this.pong.first;
  }

  private gather(): PlayerPool {
    const { settings, http } = stage();
    const players = new PlayerPool(settings.patience, this.network.wayOf, http);
    const { administrator } = this.target;
    // Somebody's own server may have a token so short that it would be found by chance.
    if (administrator.length >= SHORTEST_SECRET)
      players.secrets.learn(administrator, "the administrator's token");
    return players;
  }

  /** What this scenario's random messages are made from. A failure tells it, so that they can be sent again. */
  drawFuzzSeed(): number {
    const seed = stage().settings.fuzzSeed ?? randomInt(2 ** 31);
    this.replay = `The random messages were those of FUZZ_SEED=${seed}; with that set, they are sent again.`;
    return seed;
  }

  /** Who has acted last. */
  get actor(): Player {
    return this.players.actor;
  }

  /** The race that the scenario is about. */
  get race(): Race {
    return this.races.first;
  }
}

setWorldConstructor(GauntletWorld);

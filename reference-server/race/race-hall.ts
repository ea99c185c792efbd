import type { Connection } from '../core/connection';
import { InOrder } from '../core/in-order';
import type { News, Race } from './race';
import { RaceFrames } from './race-frames';
import type { Seed } from './race-seed';

/** Where everybody of one race meets: the connections, and the one order in which things happen. */
export class RaceHall {
  /** Connections of mods, by runner; one each. */
  readonly mods = new Map<string, Connection>();
  readonly spectators = new Set<Connection>();

  constructor(private readonly seed: Seed) {}

  get isEmpty(): boolean {
    return this.mods.size === 0 && this.spectators.size === 0;
  }

  /** The frames of a race, with whom is connected now. */
  framesOf(race: Race): RaceFrames {
    return new RaceFrames(race, this.seed, (runnerId) => this.mods.has(runnerId));
  }

  /** Tells everybody what the rules said is news, in that order. The start is for mods alone. */
  announce(race: Race, news: readonly News[]): void {
    const frames = this.framesOf(race);
    for (const item of news) {
      switch (item.about) {
        case 'start':
          tell(this.mods.values(), frames.raceStart());
          break;
        case 'status':
          this.tellAll(frames.raceStatusChange());
          break;
        case 'leaderboard':
          this.tellAll(frames.leaderboardUpdate());
          break;
        case 'runner':
          this.tellAll(frames.playerUpdate(item.runnerId));
          break;
      }
    }
  }

  /** Tells the spectators how many they are. */
  announceSpectators(): void {
    tell(this.spectators, { type: 'spectator_count', count: this.spectators.size });
  }

  private tellAll(frame: object): void {
    tell([...this.mods.values(), ...this.spectators], frame);
  }
}

function tell(audience: Iterable<Connection>, frame: object): void {
  const text = JSON.stringify(frame);
  for (const connection of audience) connection.send(text);
}

/** The halls of all races in which something is going on. */
export class RaceHalls {
  readonly #halls = new Map<string, { readonly hall: RaceHall; readonly turns: InOrder }>();
  #stopped = false;

  constructor(private readonly seed: Seed) {}

  /** True once the server shuts down: who leaves now needs no farewell. */
  get stopped(): boolean {
    return this.#stopped;
  }

  /**
   * Runs `work` when all that came before it in this race is over, down to the telling. So all who watch a race
   * see one order, and a snapshot taken here joins what follows it without gap or overlap.
   */
  async inTurn<Result>(raceId: string, work: (hall: RaceHall) => Promise<Result>): Promise<Result> {
    let place = this.#halls.get(raceId);
    if (place === undefined) {
      place = { hall: new RaceHall(this.seed), turns: new InOrder() };
      this.#halls.set(raceId, place);
    }
    const { hall, turns } = place;
    try {
      return await turns.run(() => work(hall));
    } finally {
      if (hall.isEmpty && turns.pending === 0 && this.#halls.get(raceId)?.hall === hall)
        this.#halls.delete(raceId);
    }
  }

  /** Resolves when all turns that were asked for are over. */
  async stop(): Promise<void> {
    this.#stopped = true;
    await Promise.all([...this.#halls.values()].map(({ turns }) => turns.run(async () => {})));
  }
}

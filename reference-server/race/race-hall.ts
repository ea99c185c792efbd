import type { Connection } from '../core/connection';
import type { News, Race } from './race';
import { RaceFrames } from './race-frames';
import type { Seed } from './race-seed';
import { type Told, writeTold } from './race-told';

/** Where everybody of one race meets: the connections of those who play and those who watch. */
export class RaceHall {
  /** Connections of mods, by runner; one each. */
  readonly mods = new Map<string, Connection>();
  readonly spectators = new Set<Connection>();
  /** True while those are awaited whom another node served before. */
  gathering = false;

  constructor(private readonly seed: Seed) {}

  get isEmpty(): boolean {
    return this.mods.size === 0 && this.spectators.size === 0;
  }

  /** Everybody who is here. */
  get #all(): Connection[] {
    return [...this.mods.values(), ...this.spectators];
  }

  /** The frames of a race, with whom is connected now. */
  framesOf(race: Race): RaceFrames {
    return new RaceFrames(race, this.seed, (runnerId) => this.mods.has(runnerId));
  }

  /** Tells everybody what the rules said is news, in that order. The start is for mods alone. */
  announce(race: Race, news: readonly News[]): void {
    const frames = this.framesOf(race);
    // Before they are told: a node that takes over must not tell them once more.
    if (news.some(({ about }) => about === 'status')) this.#note(race);
    for (const item of news) {
      switch (item.about) {
        case 'start':
          tell(this.mods.values(), frames.raceStart());
          break;
        case 'status':
          this.#tellAll(frames.raceStatusChange());
          break;
        case 'leaderboard':
          this.#tellAll(frames.leaderboardUpdate());
          break;
        case 'runner':
          this.#tellAll(frames.playerUpdate(item.runnerId));
          break;
      }
    }
  }

  /** Tells the spectators how many they are. */
  announceSpectators(): void {
    tell(this.spectators, { type: 'spectator_count', count: this.spectators.size });
  }

  /** Tells somebody who was told of the race by another node whatever that one did not come to tell. */
  catchUp(connection: Connection, race: Race, told: Told): void {
    if (told.version === race.version) return;
    const frames = this.framesOf(race);
    if (told.runnerId !== undefined && race.status === 'running') connection.send(frames.raceStart());
    connection.send(frames.raceStatusChange());
  }

  /** Puts down of everybody what the node that may have to go on with the race must know. */
  #note({ version }: Race): void {
    for (const [runnerId, connection] of this.mods) connection.note(writeTold({ runnerId, version }));
    for (const connection of this.spectators) connection.note(writeTold({ runnerId: undefined, version }));
  }

  #tellAll(frame: object): void {
    tell(this.#all, frame);
  }
}

function tell(audience: Iterable<Connection>, frame: object): void {
  const text = JSON.stringify(frame);
  for (const connection of audience) connection.send(text);
}

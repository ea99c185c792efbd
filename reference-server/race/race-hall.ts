import type { Connection } from '../core/connection';
import type { News, Race } from './race';
import { RaceFrames } from './race-frames';
import type { Seed } from './race-seed';

/** Where everybody of one race meets: the connections of those who play and those who watch. */
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

  #tellAll(frame: object): void {
    tell([...this.mods.values(), ...this.spectators], frame);
  }
}

function tell(audience: Iterable<Connection>, frame: object): void {
  const text = JSON.stringify(frame);
  for (const connection of audience) connection.send(text);
}

/** Where a race stands. */
export type RaceStatus = 'setup' | 'running' | 'finished';

/** Where one runner stands. */
export type RunnerStatus = 'registered' | 'ready' | 'playing' | 'finished' | 'abandoned';

/** One arrival in a zone, as the mod reported it; revisits are arrivals too. */
export interface Visit {
  readonly zone: string;
  /** In-game time of the arrival, milliseconds. */
  readonly igt: number;
  readonly deaths: number;
}

/** A participant. Values, never changed in place: a rule gives a new one. */
export interface Runner {
  readonly id: string;
  readonly userId: string;
  readonly username: string;
  /** The order in which they entered the race, from 0: the last tie-break, and the colour. */
  readonly entry: number;
  readonly status: RunnerStatus;
  readonly zone: string;
  /** The deepest layer reached; never falls, whatever zone they are in. */
  readonly layer: number;
  /** In-game time at which that layer was entered; 0 for the start. */
  readonly layerIgt: number;
  readonly igt: number;
  readonly deaths: number;
  readonly finishedAt: Date | null;
  /** 1 for the winner; null until the race has ended. */
  readonly place: number | null;
  readonly visits: readonly Visit[];
}

/** A race and all who are in it. */
export interface Race {
  readonly id: string;
  readonly name: string;
  readonly seedId: string;
  readonly status: RaceStatus;
  /** Counts changes of status: who acts on an older one has lost a concurrent change. */
  readonly version: number;
  readonly startedAt: Date | null;
  readonly finishedAt: Date | null;
  readonly organizer: { readonly id: string; readonly username: string };
  /** In order of entry. */
  readonly runners: readonly Runner[];
}

/** What has to be told after a change, in this order. */
export type News =
  | { readonly about: 'start' }
  | { readonly about: 'status' }
  | { readonly about: 'leaderboard' }
  | { readonly about: 'runner'; readonly runnerId: string };

/** What the rules say to an act: the race as it is after it, or why not. The reason is for the player to read. */
export type Ruling =
  | { readonly allowed: true; readonly race: Race; readonly news: readonly News[] }
  | { readonly allowed: false; readonly reason: string };

/** The act counts: the race after it, and what to tell, in order. */
export function allow(race: Race, ...news: readonly News[]): Ruling {
  return { allowed: true, race, news };
}

/** The act does not count, for that reason. */
export function forbid(reason: string): Ruling {
  return { allowed: false, reason };
}

/** The race with one runner replaced; all others stay the very same objects. */
export function withRunner(race: Race, runner: Runner): Race {
  return { ...race, runners: race.runners.map((other) => (other.id === runner.id ? runner : other)) };
}

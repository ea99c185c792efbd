import type { RefusedEvent } from '../../players/answers';
import type { UnknownEvent } from '../../players/event';

export const STATUSES = ['registered', 'ready', 'playing', 'finished', 'abandoned'] as const;
export type RunnerStatus = (typeof STATUSES)[number];
export type RaceStatus = 'setup' | 'running' | 'finished';

/** One visit of a zone. */
export interface Visit {
  readonly zone: string;
  readonly layer: number;
  /** In-game time of entry, in milliseconds. */
  readonly time: number;
  readonly deaths: number;
}

/** One line of the leaderboard. */
export interface Standing {
  /** The runner's name in the feature. */
  readonly runner: string;
  readonly status: RunnerStatus;
  /** The zone the runner is in; null where the server does not say. */
  readonly zone: string | null;
  /** The deepest layer reached; 0 is the start. */
  readonly layer: number;
  /** In-game time in milliseconds. */
  readonly time: number;
  readonly deaths: number;
  /** Whether the runner's mod is connected. */
  readonly connected: boolean;
  readonly history: readonly Visit[];
  /** Milliseconds behind the leader; null for the leader and where there is none. */
  readonly gap: number | null;
  /** Rank in the order of entry, from 0. */
  readonly entered: number;
}

/** When somebody came to a layer. */
export interface LayerTime {
  readonly layer: number;
  /** In-game milliseconds. */
  readonly time: number;
}

interface Told {
  readonly telling?: string;
}

/** What a race server says, in the words of a race. */
export type RaceEvent =
  | (Told & {
      readonly kind: 'welcomed';
      readonly race: string;
      readonly status: RaceStatus;
      readonly seed: string;
      readonly layers: number;
      readonly standings: readonly Standing[];
    })
  | (Told & { readonly kind: 'turned away'; readonly reason: string; readonly trouble: true })
  | (Told & {
      /** What a spectator is shown on arrival. */
      readonly kind: 'shown the race';
      readonly race: string;
      readonly status: RaceStatus;
      readonly standings: readonly Standing[];
    })
  | (Told & { readonly kind: 'race started' })
  | (Told & { readonly kind: 'race status'; readonly status: RaceStatus })
  | (Told & {
      readonly kind: 'standings';
      readonly standings: readonly Standing[];
      /** When the leader first came to each layer, the start first; none while nobody leads. Left out where it was not told. */
      readonly leaderAt?: readonly LayerTime[];
    })
  | (Told & { readonly kind: 'progress'; readonly standing: Standing })
  | RefusedEvent
  | (Told & { readonly kind: 'spectators'; readonly count: number })
  | (Told & { readonly kind: 'asked for a sign of life' })
  | UnknownEvent;

/** The standings that an event shows: all of them, one line, or none. */
export function standingsIn(event: RaceEvent): readonly Standing[] {
  if ('standings' in event) return event.standings;
  return event.kind === 'progress' ? [event.standing] : [];
}

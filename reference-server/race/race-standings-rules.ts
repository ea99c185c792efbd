import type { Race, Runner, RunnerStatus } from './race';
import type { Seed } from './race-seed';

/** A runner's place in the standings, with the distance to whoever leads. */
export interface Standing {
  readonly runner: Runner;
  /** Milliseconds behind the leader; null for the leader, and for whoever is not racing or has no leader to be behind. */
  readonly gap: number | null;
}

/** In-game time at which a runner first was in each layer; a layer they skipped is missing. */
export type Splits = ReadonlyMap<number, number>;

const RANK: Record<RunnerStatus, number> = { finished: 0, playing: 1, ready: 2, registered: 3, abandoned: 4 };

/**
 * Runners in the order of the standings: finished by time; playing by layer, deep first, then by the time that
 * layer was entered; ready; registered; abandoned by layer, then time. Who entered the race first wins a tie.
 */
export function inOrder(runners: readonly Runner[]): Runner[] {
  return [...runners].sort(
    (one, other) => RANK[one.status] - RANK[other.status] || within(one, other) || one.entry - other.entry,
  );
}

/** Compares two runners of the same status. */
function within(one: Runner, other: Runner): number {
  switch (one.status) {
    case 'finished':
      return one.igt - other.igt;
    case 'playing':
      return other.layer - one.layer || one.layerIgt - other.layerIgt;
    case 'abandoned':
      return other.layer - one.layer || one.igt - other.igt;
    case 'ready':
    case 'registered':
      return 0;
  }
}

/** Who leads: the first of the standings, if they play or have finished. */
export function leaderOf(runners: readonly Runner[]): Runner | undefined {
  const [first] = inOrder(runners);
  return first !== undefined && isRacing(first) ? first : undefined;
}

/** The standings with gaps. */
export function standingsOf(race: Race, seed: Seed): Standing[] {
  const leader = leaderOf(race.runners);
  const splits = leader === undefined ? new Map<number, number>() : splitsOf(leader, seed);
  return inOrder(race.runners).map((runner) => ({
    runner,
    gap: leader === undefined || runner === leader ? null : gapTo(leader, splits, runner),
  }));
}

/**
 * When a runner first was in each layer, from the history of their visits: the start at 0, then each visit that
 * led deeper than any before.
 */
export function splitsOf(runner: Runner, seed: Seed): Splits {
  const splits = new Map([[0, 0]]);
  let deepest = 0;
  for (const { zone, igt } of runner.visits) {
    const layer = seed.layerOf(zone) ?? 0;
    if (layer > deepest) {
      deepest = layer;
      splits.set(layer, igt);
    }
  }
  return splits;
}

function gapTo(leader: Runner, splits: Splits, runner: Runner): number | null {
  if (!isRacing(runner)) return null;
  if (runner.status === 'finished') return runner.igt - leader.igt;
  // Whoever was early in a layer and is behind all the same is at no negative distance.
  return Math.max(0, runner.layerIgt - timeAtDepth(leader, splits, runner.layer));
}

/** When the leader was first at least that deep. A leader may have finished without a report of that layer: then at the finish. */
function timeAtDepth(leader: Runner, splits: Splits, depth: number): number {
  const times = [...splits].filter(([layer]) => layer >= depth).map(([, igt]) => igt);
  return times.length > 0 ? Math.min(...times) : leader.igt;
}

function isRacing({ status }: Runner): boolean {
  return status === 'playing' || status === 'finished';
}

import type { Game } from '../../support/random/game';
import { type Outcome, RandomSessions } from '../../support/random/sessions';
import { openLive } from '../../support/targets/live';
import type { Target } from '../../support/targets/target';

/** Sessions are short of nothing if each wait has so much of the usual patience; one that runs out takes less. */
const HURRIED = 0.5;

/** A server that can be played on as on one of somebody's own. */
interface Played {
  readonly url: string;
  readonly administrator: string;
}

/** A server as the suite meets one by its address. */
export function targetOf({ url, administrator }: Played): Promise<Target> {
  return openLive({ name: 'live', url, administrator, databaseUrl: undefined, testHooksSecret: undefined });
}

/** Chance plays so many sessions, or the one at that path. */
export function playOn(
  target: Target,
  game: Game,
  asked: { readonly seed: number; readonly sessions: number; readonly path?: string | undefined },
): Promise<Outcome> {
  return new RandomSessions(target, game, HURRIED).play(asked);
}

/** What chance was told to print: the moves of the story, and where to find it again. */
export function readStory(broken: string): {
  readonly moves: readonly string[];
  readonly seed: number;
  readonly path: string;
} {
  const moves = [...broken.matchAll(/^ {2}[ ✖] +\d+\. (.+)$/gm)].map(([, move = '']) => move);
  const [, seed = '', path = ''] = /RANDOM_SEED=(\d+) RANDOM_PATH=(\S+)/.exec(broken) ?? [];
  return { moves, seed: Number(seed), path };
}

/** All of them, so many at a time. @returns what came of each. */
export async function inTurns<T, R>(
  all: readonly T[],
  atOnce: number,
  work: (one: T) => Promise<R>,
): Promise<Map<T, R>> {
  const done = new Map<T, R>();
  const left = all.values();
  const worker = async () => {
    for (const one of left) done.set(one, await work(one));
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
  return done;
}

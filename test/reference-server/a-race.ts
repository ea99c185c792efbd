import * as fc from 'fast-check';
import type { Race, Ruling, Runner, RunnerStatus } from '../../reference-server/race/race';
import { readSeed, type Seed } from '../../reference-server/race/race-seed';
import { atTheStart } from '../../reference-server/race/race-status-rules';

/** The seed that is shipped, which has every case the rules know. */
export const seed: Seed = readSeed();

export const noon = new Date('2026-05-01T12:00:00Z');

/** A runner as they enter, but for what is said. Ids and users are made from the name. */
export function runner(username: string, entry: number, but: Partial<Runner> = {}): Runner {
  return {
    ...atTheStart({ id: `id-${username}`, userId: `user-${username}`, username, entry }, seed.start),
    ...but,
  };
}

/** A running race of these runners, but for what is said. */
export function race(runners: readonly Runner[], but: Partial<Race> = {}): Race {
  return {
    id: 'race',
    name: 'Sunday Cup',
    seedId: seed.id,
    status: 'running',
    version: 1,
    startedAt: noon,
    finishedAt: null,
    organizer: { id: 'user-Olga', username: 'Olga' },
    runners,
    ...but,
  };
}

/** The race after an act. @throws Error with the reason, if it was not allowed. */
export function after(ruling: Ruling): Race {
  if (!ruling.allowed) throw new Error(`not allowed: ${ruling.reason}`);
  return ruling.race;
}

/** The runner of that name. @throws Error if there is none. */
export function named(within: Race, username: string): Runner {
  const found = within.runners.find((each) => each.username === username);
  if (found === undefined) throw new Error(`no ${username}`);
  return found;
}

/** What news there is, in order. */
export function newsOf(ruling: Ruling): string[] {
  return ruling.allowed ? ruling.news.map(({ about }) => about) : [`refused: ${ruling.reason}`];
}

const STATUSES: RunnerStatus[] = ['registered', 'ready', 'playing', 'finished', 'abandoned'];
const time = fc.integer({ min: 0, max: 20 });

/** Any field of runners; figures from a small range, so that ties are common. */
export const anyRunners = fc
  .array(fc.record({ status: fc.constantFrom(...STATUSES), layer: fc.nat(6), layerIgt: time, igt: time }), {
    maxLength: 12,
  })
  .map((all) => all.map((figures, entry) => runner(`R${entry}`, entry, figures)));

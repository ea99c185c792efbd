import { allow, forbid, type News, type Race, type Ruling, type Runner, withRunner } from './race';
import { inOrder } from './race-standings-rules';

/** A race has no more places than this. */
export const MOST_RUNNERS = 50;

/** A runner as they enter, and again after a reset. */
export function atTheStart(
  runner: Pick<Runner, 'id' | 'userId' | 'username' | 'entry'>,
  startZone: string,
): Runner {
  return {
    id: runner.id,
    userId: runner.userId,
    username: runner.username,
    entry: runner.entry,
    status: 'registered',
    zone: startZone,
    layer: 0,
    layerIgt: 0,
    igt: 0,
    deaths: 0,
    finishedAt: null,
    place: null,
    visits: [],
  };
}

/** The organizer enters a runner, before the start. */
export function enter(
  race: Race,
  newcomer: { id: string; userId: string; username: string },
  startZone: string,
): Ruling {
  if (race.status !== 'setup') return forbid('Race has already started');
  if (race.runners.some(({ userId }) => userId === newcomer.userId)) return forbid('Already a participant');
  if (race.runners.length >= MOST_RUNNERS) return forbid(`Race is full: ${MOST_RUNNERS} participants`);
  const runner = atTheStart({ ...newcomer, entry: race.runners.length }, startZone);
  return allow({ ...race, runners: [...race.runners, runner] }, { about: 'leaderboard' });
}

/** The organizer starts the race. */
export function start(race: Race, now: Date): Ruling {
  if (race.status !== 'setup') return forbid('Race has already started');
  if (race.runners.length === 0) return forbid('Race has no participants');
  return allow(
    { ...race, status: 'running', version: race.version + 1, startedAt: now },
    { about: 'start' },
    { about: 'status' },
  );
}

/** The organizer ends the race; those who still play keep their status and get a place. */
export function finishRace(race: Race, now: Date): Ruling {
  if (race.status !== 'running') return forbid('Race not running');
  return allow(ended(race, now), { about: 'status' });
}

/** The organizer takes the race back to before the start: everybody registered, nothing run. Places and tokens stay valid. */
export function reset(race: Race, startZone: string): Ruling {
  if (race.status === 'setup') return forbid('Race has not started');
  const runners = race.runners.map((runner) => atTheStart(runner, startZone));
  return allow(
    { ...race, status: 'setup', version: race.version + 1, startedAt: null, finishedAt: null, runners },
    { about: 'status' },
    { about: 'leaderboard' },
  );
}

/** A participant gives up. */
export function abandon(race: Race, runner: Runner, now: Date): Ruling {
  if (race.status !== 'running') return forbid('Race not running');
  if (runner.status === 'finished') return forbid('Runner has already finished');
  if (runner.status === 'abandoned') return forbid('Runner has given up');
  return afterLeaving(withRunner(race, { ...runner, status: 'abandoned' }), now);
}

/**
 * What follows when somebody finishes or gives up: new standings; and the race ends if nobody is left in it.
 * Since each act begins with the race as the one before left it, one act alone can be the last.
 */
export function afterLeaving(race: Race, now: Date): Ruling {
  const standings: News = { about: 'leaderboard' };
  const over = race.runners.every(({ status }) => status === 'finished' || status === 'abandoned');
  return over ? allow(ended(race, now), standings, { about: 'status' }) : allow(race, standings);
}

function ended(race: Race, now: Date): Race {
  const places = new Map(inOrder(race.runners).map(({ id }, index) => [id, index + 1]));
  const runners = race.runners.map((runner) => ({ ...runner, place: places.get(runner.id) ?? null }));
  return { ...race, status: 'finished', version: race.version + 1, finishedAt: now, runners };
}

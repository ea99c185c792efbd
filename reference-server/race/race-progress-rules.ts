import { allow, forbid, type Race, type Ruling, type Runner, withRunner } from './race';
import type { Seed } from './race-seed';
import { afterLeaving } from './race-status-rules';

/**
 * Arrivals kept of one runner. Every arrival travels in every leaderboard, so there must be an end to them;
 * a run through the shipped seed takes six.
 */
export const MOST_VISITS = 250;

/** Figures of a `status_update`; what is undefined was not reported. Times in milliseconds. */
export interface Report {
  readonly igt: number;
  readonly zone: string | undefined;
  readonly deaths: number | undefined;
}

/** A runner is ready: in setup, or late, with the race running. Saying it twice changes nothing. */
export function ready(race: Race, runner: Runner): Ruling {
  if (race.status === 'finished') return forbid('Race not running');
  switch (runner.status) {
    case 'ready':
      return allow(race);
    case 'registered':
      return allow(withRunner(race, { ...runner, status: 'ready' }), { about: 'leaderboard' });
    case 'playing':
      return forbid('Already racing');
    case 'finished':
      return forbid(HAS_FINISHED);
    case 'abandoned':
      return forbid(HAS_GIVEN_UP);
  }
}

/** A runner's time, zone and deaths. The zone is where they are now; only `enterZone` takes them to a deeper layer. */
export function reportProgress(race: Race, runner: Runner, report: Report, seed: Seed): Ruling {
  const obstacle = obstacleTo(race, runner, report.igt);
  if (obstacle !== undefined) return forbid(obstacle);
  if (report.zone !== undefined && seed.layerOf(report.zone) === undefined) return unknownZone(report.zone);
  const deaths = report.deaths ?? runner.deaths;
  if (deaths < runner.deaths) return forbid(`deaths must not fall: it is ${runner.deaths}`);
  const after: Runner = {
    ...runner,
    status: 'playing',
    igt: report.igt,
    zone: report.zone ?? runner.zone,
    deaths,
  };
  return allow(withRunner(race, after), newsOf(runner, runner.status !== 'playing'));
}

/**
 * A runner arrives in a zone. That a gate joins it to where they were is not asked: a mod that was cut off
 * may have missed a report. The layer never falls.
 */
export function enterZone(
  race: Race,
  runner: Runner,
  arrival: { readonly from: string; readonly to: string; readonly igt: number },
  seed: Seed,
): Ruling {
  const obstacle = obstacleTo(race, runner, arrival.igt);
  if (obstacle !== undefined) return forbid(obstacle);
  if (seed.layerOf(arrival.from) === undefined) return unknownZone(arrival.from);
  const layer = seed.layerOf(arrival.to);
  if (layer === undefined) return unknownZone(arrival.to);
  if (runner.visits.length >= MOST_VISITS) return forbid(`Too many zone visits: ${MOST_VISITS} at most`);

  const deeper = layer > runner.layer;
  const firstVisit = arrival.to !== seed.start && runner.visits.every(({ zone }) => zone !== arrival.to);
  const after: Runner = {
    ...runner,
    status: 'playing',
    igt: arrival.igt,
    zone: arrival.to,
    layer: deeper ? layer : runner.layer,
    layerIgt: deeper ? arrival.igt : runner.layerIgt,
    visits: [...runner.visits, { zone: arrival.to, igt: arrival.igt, deaths: runner.deaths }],
  };
  return allow(withRunner(race, after), newsOf(runner, firstVisit || runner.status !== 'playing'));
}

/** A runner has finished, at that in-game time. The last one ends the race. */
export function finishRun(race: Race, runner: Runner, igt: number, now: Date): Ruling {
  const obstacle = obstacleTo(race, runner, igt);
  if (obstacle !== undefined) return forbid(obstacle);
  return afterLeaving(withRunner(race, { ...runner, status: 'finished', igt, finishedAt: now }), now);
}

const HAS_FINISHED = 'Runner has already finished';
const HAS_GIVEN_UP = 'Runner has given up';

/** Why a report of that time cannot count, or undefined. */
function obstacleTo(race: Race, runner: Runner, igt: number): string | undefined {
  if (race.status !== 'running') return 'Race not running';
  if (runner.status === 'finished') return HAS_FINISHED;
  if (runner.status === 'abandoned') return HAS_GIVEN_UP;
  if (igt < runner.igt) return `igt_ms must not fall: it is ${runner.igt}`;
  return undefined;
}

function unknownZone(zone: string): Ruling {
  return forbid(`Unknown zone: ${zone}`);
}

function newsOf(runner: Runner, orderMayChange: boolean) {
  return orderMayChange
    ? ({ about: 'leaderboard' } as const)
    : ({ about: 'runner', runnerId: runner.id } as const);
}

import { refuseNested } from '../../nested';
import type { Course } from '../course';
import type { RaceEvent, RaceStatus, RunnerStatus, Standing } from '../events';
import { inGame } from '../in-game-time';

/** A participant on the wire. */
export interface Participant {
  readonly username: string;
  readonly status: RunnerStatus;
  readonly current_zone: string | null;
  readonly current_layer: number;
  readonly igt_ms: number;
  readonly death_count: number;
  readonly mod_connected: boolean;
  readonly zone_history: readonly { zone: string; igt_ms: number; deaths: number }[];
  readonly gap_ms: number | null;
  readonly color_index: number;
}

interface RaceOnWire {
  readonly name: string;
  readonly status: RaceStatus;
}

type Frame =
  | {
      type: 'auth_ok';
      race: RaceOnWire;
      seed: { seed_id: string; total_layers: number };
      participants: Participant[];
    }
  | { type: 'auth_error'; message: string }
  | { type: 'race_state'; race: RaceOnWire; participants: Participant[] }
  | { type: 'race_start' }
  | { type: 'race_status_change'; status: RaceStatus }
  | { type: 'leaderboard_update'; participants: Participant[]; leader_splits?: Record<string, number> }
  | { type: 'player_update'; player: Participant }
  | { type: 'error'; message: string }
  | { type: 'spectator_count'; count: number }
  | { type: 'ping' };

/** A participant to a line of the leaderboard. `plain` gives the name in the feature. */
export function standingOf(one: Participant, course: Course, plain: (username: string) => string): Standing {
  return {
    runner: plain(one.username),
    status: one.status,
    zone: one.current_zone,
    layer: one.current_layer,
    time: one.igt_ms,
    deaths: one.death_count,
    connected: one.mod_connected,
    history: one.zone_history.map(({ zone, igt_ms, deaths }) => ({
      zone,
      layer: course.layerOf(zone),
      time: igt_ms,
      deaths,
    })),
    gap: one.gap_ms,
    entered: one.color_index,
  };
}

/** A frame to an event. Never throws: what cannot be understood is `unknown`, and the contract checker says why. */
export function decodeFrame(text: string, course: Course, plain: (username: string) => string): RaceEvent {
  try {
    return eventOf(JSON.parse(text) as Frame, (one) => {
      const { zone_history: history, ...values } = one;
      for (const part of [values, ...history]) refuseNested(part);
      return standingOf(one, course, plain);
    });
  } catch {
    return { kind: 'unknown', telling: text.slice(0, 60) };
  }
}

function eventOf(frame: Frame, standing: (one: Participant) => Standing): RaceEvent {
  switch (frame.type) {
    case 'auth_ok': {
      const standings = frame.participants.map(standing);
      const { race, seed } = frame;
      for (const part of [race, seed]) refuseNested(part);
      return {
        kind: 'welcomed',
        race: race.name,
        status: race.status,
        seed: seed.seed_id,
        layers: seed.total_layers,
        standings,
        telling: tellAll(standings),
      };
    }
    case 'auth_error':
      refuseNested(frame);
      return { kind: 'turned away', reason: frame.message, telling: frame.message, trouble: true };
    case 'race_state': {
      const standings = frame.participants.map(standing);
      const { name, status } = frame.race;
      refuseNested(frame.race);
      return { kind: 'shown the race', race: name, status, standings, telling: tellAll(standings) };
    }
    case 'race_start':
      return { kind: 'race started' };
    case 'race_status_change':
      refuseNested(frame);
      return { kind: 'race status', status: frame.status, telling: frame.status };
    case 'leaderboard_update': {
      const standings = frame.participants.map(standing);
      const { leader_splits: splits } = frame;
      return {
        kind: 'standings',
        standings,
        ...(splits && { leaderAt: Object.entries(splits).map(([layer, time]) => ({ layer: +layer, time })) }),
        telling: tellAll(standings),
      };
    }
    case 'player_update': {
      const one = standing(frame.player);
      return {
        kind: 'progress',
        standing: one,
        telling: `${tellOne(one)}, ${one.deaths} ${one.deaths === 1 ? 'death' : 'deaths'}`,
      };
    }
    case 'error':
      refuseNested(frame);
      return { kind: 'refused', reason: frame.message, telling: frame.message, trouble: true };
    case 'spectator_count':
      refuseNested(frame);
      return { kind: 'spectators', count: frame.count, telling: String(frame.count) };
    case 'ping':
      return { kind: 'asked for a sign of life' };
    default:
      return { kind: 'unknown', telling: JSON.stringify(frame).slice(0, 60) };
  }
}

function tellAll(standings: readonly Standing[]): string {
  return standings.map(tellOne).join(', ');
}

function tellOne({ runner, status, layer, time, connected }: Standing): string {
  const where = status === 'playing' ? `layer ${layer} ${inGame(time)}` : status;
  const figures = status === 'finished' || status === 'abandoned' ? `${where} ${inGame(time)}` : where;
  return `${runner} (${figures}${connected ? '' : ', away'})`;
}

import type { Race, Runner } from './race';
import type { Seed } from './race-seed';
import { leaderOf, type Standing, splitsOf, standingsOf } from './race-standings-rules';

/** Whether a runner's mod is connected: not part of the record, so it is asked for apart. */
export type Presence = (runnerId: string) => boolean;

/** The frames the server sends and the JSON it answers; field names as in `contracts/race.asyncapi.yaml`. */
export class RaceFrames {
  constructor(
    private readonly race: Race,
    private readonly seed: Seed,
    private readonly isConnected: Presence,
  ) {}

  authOk(runnerId: string): object {
    return { type: 'auth_ok', participant_id: runnerId, ...this.#whole() };
  }

  raceState(): object {
    return { type: 'race_state', ...this.#whole() };
  }

  raceStart(): object {
    return { type: 'race_start' };
  }

  raceStatusChange(): object {
    const { status, startedAt } = this.race;
    return { type: 'race_status_change', status, started_at: startedAt?.toISOString() ?? null };
  }

  leaderboardUpdate(): object {
    const leader = leaderOf(this.race.runners);
    const leader_splits = leader === undefined ? {} : Object.fromEntries(splitsOf(leader, this.seed));
    return { type: 'leaderboard_update', participants: this.#participants(), leader_splits };
  }

  /** @throws Error if the runner is not in this race. */
  playerUpdate(runnerId: string): object {
    const standing = standingsOf(this.race, this.seed).find(({ runner }) => runner.id === runnerId);
    if (standing === undefined) throw new Error(`no runner ${runnerId} in race ${this.race.id}`);
    return { type: 'player_update', player: this.#participant(standing) };
  }

  /** The race as HTTP answers it. */
  forHttp(): object {
    const { finishedAt, organizer } = this.race;
    return {
      ...this.#race(),
      finished_at: finishedAt?.toISOString() ?? null,
      seed: this.#seed(),
      organizer: organizer.username,
      participants: this.#participants(),
    };
  }

  /** One participant as HTTP answers it. */
  participantForHttp(runner: Runner): object {
    return this.#participant({ runner, gap: null });
  }

  #whole(): object {
    return { race: this.#race(), seed: this.#seed(), participants: this.#participants() };
  }

  #race(): object {
    const { id, name, status, startedAt } = this.race;
    return { id, name, status, started_at: startedAt?.toISOString() ?? null };
  }

  #seed(): object {
    return { seed_id: this.seed.id, total_layers: this.seed.totalLayers };
  }

  #participants(): object[] {
    return standingsOf(this.race, this.seed).map((standing) => this.#participant(standing));
  }

  #participant({ runner, gap }: Standing): object {
    return {
      id: runner.id,
      username: runner.username,
      status: runner.status,
      current_zone: runner.zone,
      current_layer: runner.layer,
      igt_ms: runner.igt,
      death_count: runner.deaths,
      mod_connected: this.isConnected(runner.id),
      zone_history: runner.visits.map(({ zone, igt, deaths }) => ({ zone, igt_ms: igt, deaths })),
      gap_ms: gap,
      color_index: runner.entry,
    };
  }
}

/** To the sender of a frame that was wrong. The text is for people, and never internal. */
export function errorFrame(message: string): object {
  return { type: 'error', message };
}

import type { Queries } from '../core/database';
import type { PlayerNumber } from './pong-physics-rules';
import type { Score } from './pong-room';

/** The record of matches: finished ones only. */
export const PONG_SCHEMA = `
  CREATE TABLE IF NOT EXISTS pong_matches (
    id uuid PRIMARY KEY,
    room_code text NOT NULL,
    score_p1 integer NOT NULL CHECK (score_p1 >= 0),
    score_p2 integer NOT NULL CHECK (score_p2 >= 0),
    winner smallint NOT NULL CHECK (winner IN (1, 2)),
    points_limit integer NOT NULL,
    finished_at timestamptz NOT NULL
  );
  CREATE INDEX IF NOT EXISTS pong_matches_room ON pong_matches (room_code);`;

/** A match as it ended. */
export interface FinishedMatch {
  readonly id: string;
  readonly code: string;
  readonly score: Score;
  readonly winner: PlayerNumber;
  readonly pointsLimit: number;
  readonly finishedAt: Date;
}

/** Records a match. One that is on record already, by this node or another, stays as it is. */
export async function recordMatch(queries: Queries, match: FinishedMatch): Promise<void> {
  await queries.query(
    `INSERT INTO pong_matches (id, room_code, score_p1, score_p2, winner, points_limit, finished_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (id) DO NOTHING`,
    [match.id, match.code, ...match.score, match.winner, match.pointsLimit, match.finishedAt],
  );
}

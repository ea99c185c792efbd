/**
 * The record of races. Of a mod token only the hash is kept; the pack itself is kept for its owner, who may
 * fetch it again.
 */
export const RACE_SCHEMA = `
  CREATE TABLE IF NOT EXISTS races (
    id uuid PRIMARY KEY,
    name text NOT NULL,
    seed_id uuid NOT NULL,
    organizer_id uuid NOT NULL REFERENCES users,
    status text NOT NULL CHECK (status IN ('setup', 'running', 'finished')),
    version integer NOT NULL,
    started_at timestamptz,
    finished_at timestamptz
  );
  CREATE TABLE IF NOT EXISTS participants (
    id uuid PRIMARY KEY,
    race_id uuid NOT NULL REFERENCES races,
    user_id uuid NOT NULL REFERENCES users,
    entry integer NOT NULL,
    status text NOT NULL CHECK (status IN ('registered', 'ready', 'playing', 'finished', 'abandoned')),
    zone text NOT NULL,
    layer integer NOT NULL,
    layer_igt_ms integer NOT NULL,
    igt_ms integer NOT NULL CHECK (igt_ms >= 0),
    deaths integer NOT NULL CHECK (deaths >= 0),
    finished_at timestamptz,
    place integer,
    mod_token_hash bytea UNIQUE,
    UNIQUE (race_id, user_id),
    UNIQUE (race_id, entry)
  );
  CREATE TABLE IF NOT EXISTS zone_visits (
    participant_id uuid NOT NULL REFERENCES participants,
    number integer NOT NULL,
    zone text NOT NULL,
    igt_ms integer NOT NULL,
    deaths integer NOT NULL,
    PRIMARY KEY (participant_id, number)
  );
  CREATE TABLE IF NOT EXISTS packs (
    participant_id uuid PRIMARY KEY REFERENCES participants,
    zip bytea NOT NULL
  );`;

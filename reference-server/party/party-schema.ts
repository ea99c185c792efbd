/**
 * The record of sessions. A session's row is the lock of all that belongs to it. Of tokens only hashes are kept. The log is all that was
 * told: `body` is what the rules gave, before anybody's view of it.
 */
export const PARTY_SCHEMA = `
  CREATE TABLE IF NOT EXISTS party_sessions (
    id uuid PRIMARY KEY,
    host_id uuid NOT NULL REFERENCES users,
    story text NOT NULL,
    status text NOT NULL CHECK (status IN ('running', 'stopped')),
    started_at timestamptz NOT NULL,
    combat jsonb,
    last_seq bigint NOT NULL DEFAULT 0,
    last_kept_at timestamptz NOT NULL
  );
  CREATE UNIQUE INDEX IF NOT EXISTS party_sessions_running ON party_sessions (host_id) WHERE status = 'running';
  CREATE TABLE IF NOT EXISTS party_members (
    session_id uuid NOT NULL REFERENCES party_sessions,
    id text NOT NULL,
    position integer NOT NULL,
    name text NOT NULL,
    status text NOT NULL CHECK (status IN ('active', 'kicked')),
    token_hash bytea UNIQUE,
    sheet jsonb,
    PRIMARY KEY (session_id, id)
  );
  CREATE TABLE IF NOT EXISTS party_nodes (
    id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY
  );
  CREATE TABLE IF NOT EXISTS party_actions (
    id uuid PRIMARY KEY,
    session_id uuid NOT NULL,
    player_id text NOT NULL,
    place bigint NOT NULL,
    text text NOT NULL,
    private_text text,
    status text NOT NULL CHECK (status IN ('pending', 'processing', 'resolved')),
    submitted_at timestamptz NOT NULL,
    popped_by integer REFERENCES party_nodes,
    UNIQUE (session_id, place),
    FOREIGN KEY (session_id, player_id) REFERENCES party_members
  );
  CREATE INDEX IF NOT EXISTS party_actions_open ON party_actions (session_id, place) WHERE status <> 'resolved';
  CREATE INDEX IF NOT EXISTS party_actions_popped ON party_actions (popped_by) WHERE popped_by IS NOT NULL;
  CREATE INDEX IF NOT EXISTS party_actions_recent ON party_actions (session_id, submitted_at);
  CREATE TABLE IF NOT EXISTS party_messages (
    session_id uuid NOT NULL REFERENCES party_sessions,
    seq bigint NOT NULL,
    id uuid NOT NULL UNIQUE,
    at timestamptz NOT NULL,
    kept boolean NOT NULL,
    body jsonb NOT NULL,
    PRIMARY KEY (session_id, seq)
  );
  CREATE UNIQUE INDEX IF NOT EXISTS party_messages_kept ON party_messages (session_id, at) WHERE kept;
  CREATE TABLE IF NOT EXISTS party_connections (
    id text PRIMARY KEY,
    session_id uuid NOT NULL,
    member_id text NOT NULL,
    node_id integer NOT NULL REFERENCES party_nodes,
    FOREIGN KEY (session_id, member_id) REFERENCES party_members
  );
  CREATE INDEX IF NOT EXISTS party_connections_member ON party_connections (session_id, member_id);
  CREATE INDEX IF NOT EXISTS party_connections_node ON party_connections (node_id);
  -- A session with all that the rules ask about; recent: how many actions each player has submitted in the
  -- second after lately.
  CREATE OR REPLACE FUNCTION party_look(wanted uuid, lately timestamptz)
    RETURNS TABLE (session jsonb, members jsonb, recent jsonb) LANGUAGE sql STABLE AS $$
    SELECT to_jsonb(s),
      (SELECT jsonb_agg(to_jsonb(m) ORDER BY m.position) FROM party_members m WHERE m.session_id = s.id),
      (SELECT coalesce(jsonb_object_agg(a.player_id, a.count), '{}') FROM (
        SELECT player_id, count(*) AS count FROM party_actions
        WHERE session_id = s.id AND submitted_at > lately AND submitted_at <= lately + interval '1 second'
        GROUP BY player_id) a)
    FROM party_sessions s WHERE s.id = wanted
  $$;
  -- The same under its lock. In one statement, what is joined to a locked row is as old as the
  -- statement, however long that waited for the lock; in a function, each statement looks anew.
  CREATE OR REPLACE FUNCTION party_lock(wanted uuid, lately timestamptz)
    RETURNS TABLE (session jsonb, members jsonb, recent jsonb) LANGUAGE plpgsql AS $$
  BEGIN
    PERFORM FROM party_sessions WHERE id = wanted FOR UPDATE;
    RETURN QUERY SELECT * FROM party_look(wanted, lately);
  END $$;`;

import { randomUUID } from 'node:crypto';
import type { Queries, Transaction } from '../core/database';
import { type Action, isKept, type Message, type News } from './party-session';
import type { Recorded } from './party-store';

interface MessageRow {
  seq: string;
  id: string;
  at: Date;
  body: News;
}

/** How many messages are read at a time. */
export const PAGE = 100;

/**
 * Puts news at the end of a session's log, and an action that is among it at the end of the queue, with the end of the transaction that holds
 * the session's lock. Kept news gets a time of its own: now, or a millisecond after the last, whichever is later.
 */
export function append(
  transaction: Transaction,
  { session, lastSeq, lastKeptAt }: Recorded,
  news: readonly News[],
  now: Date,
  queued?: Action,
): Message[] {
  if (news.length === 0) return [];
  let latest = lastKeptAt.getTime();
  const messages = news.map((each, index) => {
    if (isKept(each)) latest = Math.max(now.getTime(), latest + 1);
    const at = isKept(each) ? new Date(latest) : now;
    return { seq: lastSeq + index + 1, id: randomUUID(), at, news: each };
  });
  const rows = messages.map(({ seq, id, at, news: body }) => ({ seq, id, at, kept: isKept(body), body }));
  transaction.write(
    `WITH told AS (
       INSERT INTO party_messages (session_id, seq, id, at, kept, body)
       SELECT $1, * FROM jsonb_to_recordset($2) AS row (seq bigint, id uuid, at timestamptz, kept boolean, body jsonb)
     ), queued AS (
       INSERT INTO party_actions (id, session_id, player_id, place, text, private_text, status, submitted_at)
       SELECT id, $1, "playerId", $3, text, "privateText", status, "submittedAt" FROM jsonb_to_recordset($5) AS row
         (id uuid, "playerId" text, text text, "privateText" text, status text, "submittedAt" timestamptz)
     ) UPDATE party_sessions SET last_seq = $3, last_kept_at = $4 WHERE id = $1`,
    [
      session.id,
      JSON.stringify(rows),
      // Also the place in the queue: whatever came before has a lower one.
      lastSeq + messages.length,
      new Date(latest),
      JSON.stringify(queued === undefined ? [] : [queued]),
    ],
  );
  return messages;
}

/** Up to PAGE messages after that one, in order. */
export async function readOn(queries: Queries, sessionId: string, after: number): Promise<Message[]> {
  const rows = await queries.query<MessageRow>(
    `SELECT seq, id, at, body FROM party_messages WHERE session_id = $1 AND seq > $2 ORDER BY seq LIMIT ${PAGE}`,
    [sessionId, after],
  );
  return rows.map(messageOf);
}

/**
 * Up to PAGE kept messages later than `since` and not beyond the message `until`, in order; undefined if the connection has been
 * told to go.
 */
export async function readKept(
  queries: Queries,
  sessionId: string,
  connectionId: string,
  since: Date,
  until: number,
): Promise<Message[] | undefined> {
  const rows = await queries.query<MessageRow | { seq: null }>(
    `SELECT m.* FROM party_connections c LEFT JOIN LATERAL (
       SELECT seq, id, at, body FROM party_messages
       WHERE session_id = $1 AND kept AND at > $3 AND seq <= $4 ORDER BY at LIMIT ${PAGE}
     ) m ON true WHERE c.id = $2`,
    [sessionId, connectionId, since, until],
  );
  if (rows.length === 0) return undefined;
  return rows.filter((row): row is MessageRow => row.seq !== null).map(messageOf);
}

function messageOf({ seq, id, at, body }: MessageRow): Message {
  return { seq: Number(seq), id, at, news: body };
}

import type { Target } from '../../../targets/target';
import type { RecordedSession } from '../dialect';
import { statusOf } from './reference-frames';

/** What a narrative is on record, before anybody's view of it. */
interface Narrated {
  readonly narrative: string;
  readonly privateMessages: Readonly<Record<string, string>>;
  readonly dmNotes: string | null;
}

/** What the reference server has on record of a session: its actions, its narratives, and what it keeps of tokens. */
export async function recordOfSession(
  target: Target,
  session: string,
  nameOf: (id: string) => string,
): Promise<RecordedSession> {
  const actions = await target.query<{ player_id: string; text: string; status: string }>(
    'SELECT player_id, text, status FROM party_actions WHERE session_id = $1 ORDER BY place',
    [session],
  );
  const narratives = await target.query<{ body: Narrated }>(
    `SELECT body FROM party_messages WHERE session_id = $1 AND body->>'kind' = 'narrative' ORDER BY seq`,
    [session],
  );
  const members = await target.query<{ line: string }>(
    `SELECT to_jsonb(m)::text || encode(coalesce(token_hash, ''), 'escape') AS line
       FROM party_members m WHERE session_id = $1`,
    [session],
  );
  return {
    actions: actions.map(({ player_id, text, status }) => ({
      by: nameOf(player_id),
      text,
      status: statusOf(status),
    })),
    narratives: narratives.map(({ body }) => ({
      text: body.narrative,
      privately: Object.fromEntries(
        Object.entries(body.privateMessages).map(([id, text]) => [nameOf(id), text]),
      ),
      notes: body.dmNotes ?? undefined,
    })),
    tokens: members.map(({ line }) => line).join('\n'),
  };
}

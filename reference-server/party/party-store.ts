import type { Queries, Transaction } from '../core/database';
import type { Sheet } from './party-character-rules';
import type { Combat } from './party-combat-rules';
import {
  type Action,
  type ActionStatus,
  type Member,
  OBSERVER,
  type Player,
  type Session,
} from './party-session';

/** A session as `party_look` gives it: JSON, in which times and bytes are texts. */
interface SessionRow {
  session: {
    id: string;
    host_id: string;
    status: Session['status'];
    started_at: string;
    combat: Combat | null;
    last_seq: number;
    last_kept_at: string;
  };
  members: {
    id: string;
    name: string;
    status: Member['status'];
    token_hash: string | null;
    sheet: Sheet | null;
  }[];
  recent: Record<string, number>;
}

interface ActionRow {
  id: string;
  player_id: string;
  text: string;
  private_text: string | null;
  status: ActionStatus;
  submitted_at: Date;
}

/** A session with the end of its log. */
export interface Recorded {
  readonly session: Session;
  readonly lastSeq: number;
  /** When the last message was kept; the start of the session if none was. */
  readonly lastKeptAt: Date;
  /** How many actions each player has submitted in the second after `lately`; nobody who has submitted none. */
  readonly recent: ReadonlyMap<string, number>;
}

/** The session, or undefined if there is none of that id. `lately`: from when on `recent` counts. */
export async function findSession(queries: Queries, id: string, lately: Date): Promise<Recorded | undefined> {
  const [row] = await queries.query<SessionRow>('SELECT * FROM party_look($1, $2)', [id, lately]);
  return row && recordedOf(row);
}

/** As `findSession`, and nothing else happens in the session until the transaction is over, on whatever node. */
export async function lockSession(
  transaction: Queries,
  id: string,
  lately: Date,
): Promise<Recorded | undefined> {
  const [row] = await transaction.query<SessionRow>('SELECT * FROM party_lock($1, $2)', [id, lately]);
  return row && recordedOf(row);
}

/** The host's session that is running, or undefined. */
export async function runningSessionOf(queries: Queries, hostId: string): Promise<string | undefined> {
  const [row] = await queries.query<{ id: string }>(
    "SELECT id FROM party_sessions WHERE host_id = $1 AND status = 'running'",
    [hostId],
  );
  return row?.id;
}

/** Whose token that is now, or undefined. */
export async function memberOfToken(
  queries: Queries,
  tokenHash: Buffer,
): Promise<{ sessionId: string; memberId: string } | undefined> {
  const [row] = await queries.query<{ session_id: string; id: string }>(
    'SELECT session_id, id FROM party_members WHERE token_hash = $1',
    [tokenHash],
  );
  return row && { sessionId: row.session_id, memberId: row.id };
}

/** Records a new session. Gives false if another one of the host's is running. */
export async function insertSession(
  transaction: Transaction,
  session: Session,
  story: string,
): Promise<boolean> {
  const made = await transaction.query(
    `INSERT INTO party_sessions (id, host_id, story, status, started_at, last_kept_at)
     VALUES ($1, $2, $3, $4, $5, $5) ON CONFLICT (host_id) WHERE status = 'running' DO NOTHING RETURNING id`,
    [session.id, session.hostId, story, session.status, session.startedAt],
  );
  if (made.length === 0) return false;
  for (const [position, member] of [...session.players, session.observer].entries()) {
    transaction.write(
      `INSERT INTO party_members (session_id, id, position, name, status, token_hash, sheet)
       VALUES ($1, $2, $3, $4, $5, $6, $7)`,
      [session.id, member.id, position, member.name, member.status, member.tokenHash, sheetOf(member)],
    );
  }
  return true;
}

/** Writes what differs between a session as it was locked and as the rules left it. */
export function saveChanges(transaction: Transaction, before: Session, after: Session): void {
  if (after.status !== before.status || after.combat !== before.combat) {
    transaction.write('UPDATE party_sessions SET status = $2, combat = $3 WHERE id = $1', [
      after.id,
      after.status,
      after.combat,
    ]);
  }
  const known = new Map<string, Member>(membersOf(before).map((member) => [member.id, member]));
  for (const member of membersOf(after)) {
    if (known.get(member.id) === member) continue;
    transaction.write(
      'UPDATE party_members SET status = $3, token_hash = $4, sheet = $5 WHERE session_id = $1 AND id = $2',
      [after.id, member.id, member.status, member.tokenHash, sheetOf(member)],
    );
  }
}

function sheetOf(member: Player | Member): Sheet | null {
  return 'sheet' in member ? member.sheet : null;
}

/** Everybody with a token of the session. */
export function membersOf({ players, observer }: Session): (Player | Member)[] {
  return [...players, observer];
}

/** The action of that id (a UUID) in the session, or undefined. */
export async function findAction(
  queries: Queries,
  sessionId: string,
  id: string,
): Promise<Action | undefined> {
  const [row] = await queries.query<ActionRow>(
    'SELECT * FROM party_actions WHERE session_id = $1 AND id = $2',
    [sessionId, id],
  );
  return row && actionOf(row);
}

/** Takes the oldest pending action of the session into work, for that node; undefined if there is none. */
export async function popAction(
  transaction: Queries,
  sessionId: string,
  nodeId: number,
): Promise<Action | undefined> {
  const [row] = await transaction.query<ActionRow>(
    `UPDATE party_actions SET status = 'processing', popped_by = $2 WHERE id = (
       SELECT id FROM party_actions WHERE session_id = $1 AND status = 'pending' ORDER BY place LIMIT 1
     ) RETURNING *`,
    [sessionId, nodeId],
  );
  return row && actionOf(row);
}

/** Resolves those of these actions that are not. Gives them in the order of the queue. */
export async function resolveActions(
  transaction: Queries,
  sessionId: string,
  ids: readonly string[],
): Promise<Action[]> {
  return inOrder(
    transaction,
    `UPDATE party_actions SET status = 'resolved', popped_by = NULL
     WHERE session_id = $1 AND id = ANY($2) AND status <> 'resolved' RETURNING *`,
    [sessionId, ids],
  );
}

/** Puts what that node had taken into work back to its place in the queue. Gives it in the order of the queue. */
export async function putBackActions(
  transaction: Queries,
  sessionId: string,
  nodeId: number,
): Promise<Action[]> {
  return inOrder(
    transaction,
    `UPDATE party_actions SET status = 'pending', popped_by = NULL
     WHERE session_id = $1 AND popped_by = $2 AND status = 'processing' RETURNING *`,
    [sessionId, nodeId],
  );
}

/** How many actions of the session there are of each status. */
export async function countActions(
  queries: Queries,
  sessionId: string,
): Promise<Record<ActionStatus, number>> {
  const rows = await queries.query<{ status: ActionStatus; count: number }>(
    'SELECT status, count(*)::integer AS count FROM party_actions WHERE session_id = $1 GROUP BY status',
    [sessionId],
  );
  const counts = { pending: 0, processing: 0, resolved: 0 };
  for (const { status, count } of rows) counts[status] = count;
  return counts;
}

async function inOrder(transaction: Queries, update: string, values: readonly unknown[]): Promise<Action[]> {
  const rows = await transaction.query<ActionRow>(
    `WITH changed AS (${update}) SELECT * FROM changed ORDER BY place`,
    values,
  );
  return rows.map(actionOf);
}

function recordedOf({ session: row, members: memberRows, recent }: SessionRow): Recorded {
  const members = memberRows.map(memberOf);
  const observer = members.find((member) => member.id === OBSERVER);
  if (observer === undefined) throw new Error(`session ${row.id} has no observer`);
  return {
    session: {
      id: row.id,
      hostId: row.host_id,
      status: row.status,
      startedAt: new Date(row.started_at),
      players: members.filter((member) => 'sheet' in member),
      observer,
      combat: row.combat,
    },
    lastSeq: row.last_seq,
    lastKeptAt: new Date(row.last_kept_at),
    recent: new Map(Object.entries(recent)),
  };
}

function memberOf({ id, name, status, token_hash, sheet }: SessionRow['members'][number]): Player | Member {
  const tokenHash = token_hash === null ? null : Buffer.from(token_hash.replace('\\x', ''), 'hex');
  const member = { id, name, status, tokenHash };
  return sheet === null ? member : { ...member, sheet };
}

function actionOf(row: ActionRow): Action {
  return {
    id: row.id,
    playerId: row.player_id,
    text: row.text,
    privateText: row.private_text,
    status: row.status,
    submittedAt: row.submitted_at,
  };
}

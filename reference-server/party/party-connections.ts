import type { Queries, Transaction } from '../core/database';

/** Puts a connection on record. Gives true if it is the member's first. */
export async function addConnection(
  transaction: Queries,
  sessionId: string,
  memberId: string,
  connectionId: string,
  nodeId: number,
): Promise<boolean> {
  const others = await transaction.query(
    `WITH added AS (INSERT INTO party_connections (id, session_id, member_id, node_id) VALUES ($1, $2, $3, $4))
     SELECT FROM party_connections WHERE session_id = $2 AND member_id = $3 LIMIT 1`,
    [connectionId, sessionId, memberId, nodeId],
  );
  return others.length === 0;
}

/** Strikes a connection off the record. Gives true if it was there and was the member's last. */
export async function removeConnection(transaction: Queries, connectionId: string): Promise<boolean> {
  const [row] = await transaction.query<{ others: boolean }>(
    `WITH gone AS (DELETE FROM party_connections WHERE id = $1 RETURNING session_id, member_id)
     SELECT EXISTS (SELECT FROM party_connections c
       WHERE c.session_id = gone.session_id AND c.member_id = gone.member_id AND c.id <> $1) AS others FROM gone`,
    [connectionId],
  );
  return row?.others === false;
}

/** Strikes all connections of a member off the record, of everybody where it is null. */
export function removeConnections(
  transaction: Transaction,
  sessionId: string,
  memberId: string | null,
): void {
  transaction.write(
    'DELETE FROM party_connections WHERE session_id = $1 AND ($2::text IS NULL OR member_id = $2)',
    [sessionId, memberId],
  );
}

/** Strikes all that a node had in a session off the record. Gives who has no connection left by it. */
export async function removeConnectionsOf(
  transaction: Queries,
  sessionId: string,
  nodeId: number,
): Promise<Set<string>> {
  const gone = await transaction.query<{ member_id: string }>(
    `WITH gone AS (DELETE FROM party_connections WHERE session_id = $1 AND node_id = $2 RETURNING member_id)
     SELECT DISTINCT member_id FROM gone WHERE NOT EXISTS (
       SELECT FROM party_connections c
       WHERE c.session_id = $1 AND c.member_id = gone.member_id AND c.node_id <> $2)`,
    [sessionId, nodeId],
  );
  return new Set(gone.map(({ member_id }) => member_id));
}

/** How many connections each member of the session has; those with none are left out. */
export async function countConnections(queries: Queries, sessionId: string): Promise<Map<string, number>> {
  const rows = await queries.query<{ member_id: string; count: number }>(
    'SELECT member_id, count(*)::integer AS count FROM party_connections WHERE session_id = $1 GROUP BY member_id',
    [sessionId],
  );
  return new Map(rows.map(({ member_id, count }) => [member_id, count]));
}

/** How many connections there are, on all nodes. */
export async function countAllConnections(queries: Queries): Promise<number> {
  const [row] = await queries.query<{ count: number }>(
    'SELECT count(*)::integer AS count FROM party_connections',
  );
  return row?.count ?? 0;
}

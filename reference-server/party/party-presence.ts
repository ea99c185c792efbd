import type { QueryResultRow } from 'pg';
import { GOING_AWAY } from '../core/connection';
import type { Hold, Queries } from '../core/database';
import type { Core } from '../core/system';
import { removeConnectionsOf } from './party-connections';
import type { PartyHalls } from './party-halls';
import { farewell } from './party-people-rules';
import type { PartyReferee } from './party-referee';
import type { Member, News, Ruling } from './party-session';
import { membersOf, putBackActions } from './party-store';

/** Any number: with a node's id it names the lock that the node holds as long as it lives. */
const NODE_LOCKS = 0x70617274;
/** Real time: it is about processes, not about the session. */
const LOOK_AROUND_EVERY_MS = 1_000;
/** What a node that was killed holds is free as soon as PostgreSQL notices; a node alone waits for that, but not for ever. */
const PREDECESSOR_GONE_WITHIN_MS = 2_000;
const LOOK_AGAIN_AFTER_MS = 25;
/** PostgreSQL's code for it. */
const FOREIGN_KEY_VIOLATION = '23503';

/**
 * Which nodes live, and what the dead ones left. A node holds a lock in the database by a connection of its own: whoever can take
 * that lock knows that the node is gone, and clears up: its players have left, and the actions it had popped are pending again.
 */
export class PartyPresence {
  #hold: Hold | undefined;
  #nodeId: number | undefined;
  #lookAround: NodeJS.Timeout | undefined;
  #looking: Promise<void> = Promise.resolve();
  /** What could not be recorded. */
  readonly #owed: (() => Promise<unknown>)[] = [];
  #stopped = false;

  constructor(
    private readonly core: Core,
    private readonly halls: PartyHalls,
    private readonly referee: PartyReferee,
  ) {}

  /** This node's id. @throws Error while it has none, because the database is away. */
  get nodeId(): number {
    if (this.#nodeId === undefined) throw new Error('the database is away');
    return this.#nodeId;
  }

  /** This node lives from now on. Resolves when what others left before is cleared. */
  async start(): Promise<void> {
    await this.#register();
    const patience = performance.now() + PREDECESSOR_GONE_WITHIN_MS;
    while ((await this.#clearUp()) > 0 && this.core.bus === undefined && performance.now() < patience) {
      await new Promise((resume) => setTimeout(resume, LOOK_AGAIN_AFTER_MS));
    }
    this.#lookAround = setInterval(() => {
      this.#looking = this.#looking.then(() => this.#look());
    }, LOOK_AROUND_EVERY_MS).unref();
  }

  /** What the record does not know because it could not be reached is done when it can be: a departure must not be forgotten. */
  owe(act: () => Promise<unknown>): void {
    this.#owed.push(act);
  }

  /** This node goes: what it would leave is cleared at once. */
  async stop(): Promise<void> {
    this.#stopped = true;
    clearInterval(this.#lookAround);
    await this.#looking;
    try {
      if (this.#nodeId !== undefined) await this.#clear(this.#nodeId, this.core.database);
    } catch (error) {
      this.core.log.warn({ err: error }, 'what this node leaves is for others to clear');
    }
    await this.#hold?.end();
  }

  async #look(): Promise<void> {
    if (this.#stopped) return;
    try {
      if (this.#hold === undefined) await this.#comeBack();
      const others = await this.#clearUp();
      // Nobody tells this node of news at present.
      if (others > 0 && this.core.bus?.isUp !== true) this.halls.readOn();
      await this.#payOff();
    } catch (error) {
      this.core.log.warn({ err: error }, 'looking around for other nodes failed');
    }
  }

  /** Tries each once, until one fails: that one comes last the next time, so that it holds up no other for good. */
  async #payOff(): Promise<void> {
    for (const act of [...this.#owed]) {
      this.#owed.shift();
      await act().catch((error) => {
        this.#owed.push(act);
        throw error;
      });
    }
  }

  /** The connection that holds this node's lock was lost. If others took it for dead meanwhile, its players must come again. */
  async #comeBack(): Promise<void> {
    const known = this.#nodeId;
    if (known !== undefined && (await this.#takeLock(known))) return;
    await this.#register();
    this.core.log.warn('the other nodes took this one for gone: it starts again');
    this.halls.clear(GOING_AWAY, 'Come again');
  }

  async #register(): Promise<void> {
    const [hold, row] = await this.#holdBy<{ id: number }>(
      `WITH node AS (INSERT INTO party_nodes DEFAULT VALUES RETURNING id)
       SELECT id, pg_advisory_lock($1, id) FROM node`,
      [NODE_LOCKS],
    );
    this.#nodeId = row?.id;
    this.#hold = hold;
  }

  async #takeLock(nodeId: number): Promise<boolean> {
    const [hold, row] = await this.#holdBy<{ taken: boolean }>(
      'SELECT pg_try_advisory_lock($1, id) AS taken FROM party_nodes WHERE id = $2',
      [NODE_LOCKS, nodeId],
    );
    if (row?.taken === true) this.#hold = hold;
    else await hold.end();
    return row?.taken === true;
  }

  /** A new connection that has asked for this, with the answer's row. */
  async #holdBy<Row extends QueryResultRow>(
    sql: string,
    values: readonly unknown[],
  ): Promise<[Hold, Row | undefined]> {
    const hold = await this.core.database.hold(() => {
      if (this.#hold === hold) this.#hold = undefined;
    });
    try {
      const [row] = await hold.query<Row>(sql, values);
      return [hold, row];
    } catch (error) {
      await hold.end().catch(() => {});
      throw error;
    }
  }

  /** Clears what dead nodes left. Gives how many others live. */
  async #clearUp(): Promise<number> {
    const { database } = this.core;
    const others = await database.query<{ id: number }>('SELECT id FROM party_nodes WHERE id <> $1', [
      this.nodeId,
    ]);
    let alive = 0;
    for (const { id } of others) if (!(await this.#clearIfDead(id))) alive += 1;
    return alive;
  }

  /**
   * Clears what a node left that is dead. This node has its lock meanwhile: one that is not dead and takes the lock again has lost its
   * place by then, and must know.
   */
  async #clearIfDead(nodeId: number): Promise<boolean> {
    const hold = this.#hold;
    if (hold === undefined) throw new Error('the database is away');
    const lock = [NODE_LOCKS, nodeId];
    const [row] = await hold.query<{ taken: boolean }>('SELECT pg_try_advisory_lock($1, $2) AS taken', lock);
    if (row?.taken !== true) return false;
    // Where that fails the lock is kept, and this node goes on next time: half of what the other one had is off the record by then.
    await this.#clear(nodeId, hold);
    await hold.query('SELECT pg_advisory_unlock($1, $2)', lock).catch(() => {}); // gone with the connection, then
    return true;
  }

  /** @param held by what the node is struck off: the connection that has its lock. */
  async #clear(nodeId: number, held: Queries): Promise<void> {
    // One that is not dead may put more on record until it is struck off.
    do await this.#clearSessions(nodeId);
    while (!(await struckOff(nodeId, held)));
  }

  async #clearSessions(nodeId: number): Promise<void> {
    const { database, log } = this.core;
    const sessions = await database.query<{ session_id: string }>(
      `SELECT session_id FROM party_connections WHERE node_id = $1
       UNION SELECT session_id FROM party_actions WHERE popped_by = $1`,
      [nodeId],
    );
    for (const { session_id: sessionId } of sessions) {
      await this.referee.act(sessionId, async ({ session, transaction }): Promise<Ruling<void>> => {
        const members = await removeConnectionsOf(transaction, sessionId, nodeId);
        const gone = membersOf(session).filter(({ id }) => members.has(id));
        const putBack = await putBackActions(transaction, sessionId, nodeId);
        const tell: News[] = [
          ...gone.flatMap((member: Member) => farewell(member)),
          ...putBack.map(({ id, playerId }) => ({
            kind: 'action_status' as const,
            playerId,
            actionId: id,
            status: 'pending' as const,
          })),
        ];
        return { allowed: true, session, tell, answer: undefined };
      });
    }
    log.debug({ node: nodeId, sessions: sessions.length }, 'cleared what a node left');
  }
}

/** Gives false if something on record is the node's. */
async function struckOff(nodeId: number, held: Queries): Promise<boolean> {
  try {
    await held.query('DELETE FROM party_nodes WHERE id = $1', [nodeId]);
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === FOREIGN_KEY_VIOLATION) return false;
    throw error;
  }
}

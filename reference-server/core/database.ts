import { createHash } from 'node:crypto';
import { Client, type ClientBase, Pool, type PoolClient, type QueryConfig, type QueryResultRow } from 'pg';
import type { Log } from './log';

/** Something that runs SQL: the pool, or one transaction. */
export interface Queries {
  /** Gives the rows. Values go by `$1`, never into the text. */
  query<Row extends QueryResultRow>(sql: string, values?: readonly unknown[]): Promise<Row[]>;
}

/** A connection of somebody's own, for what lasts as long as it does. */
export interface Hold extends Queries {
  /** Lets go. Idempotent. */
  end(): Promise<void>;
}

/** One transaction. What it asks for at the same time travels at the same time, and is done in that order. */
export interface Transaction extends Queries {
  /** Changes the record in the end, with all the other changes and the commit in one go; `query` does not see it. */
  write(sql: string, values: readonly unknown[]): void;
}

/** Any number: it only has to be the same on all nodes, and used for nothing else in this database. */
const SCHEMA_LOCK = 0x67617574;

/** The record: a pool of PostgreSQL connections. */
export class Database implements Queries {
  readonly #pool: Pool;

  constructor(
    private readonly url: string,
    log: Log,
  ) {
    this.#pool = new Pool({
      connectionString: url,
      max: 10,
      connectionTimeoutMillis: 5_000,
      statement_timeout: 10_000,
      // A node that sleeps in the middle of a transaction must not hold what it has locked until others run out of time.
      idle_in_transaction_session_timeout: 3_000,
      application_name: 'gauntlet-reference-server',
      pipeline: true,
    });
    // Without listeners, the loss of a connection would end the process. Whoever was using it gets an error of their own.
    this.#pool.on('connect', (client) => client.on('error', () => {}));
    this.#pool.on('error', (error) => log.warn({ err: error }, 'an idle database connection was lost'));
  }

  /** How many connections there are: they come with what is asked at the same time, and go when they have nothing to do for a while. */
  get connections(): number {
    return this.#pool.totalCount;
  }

  async query<Row extends QueryResultRow>(sql: string, values: readonly unknown[] = []): Promise<Row[]> {
    return (await this.#pool.query<Row>(statement(sql, values))).rows;
  }

  /**
   * Runs `work` in one transaction: committed when it resolves, rolled back when it throws, and the error passed on. Two ways
   * to PostgreSQL and back are enough for it: `BEGIN` goes with the first queries, and `COMMIT` with the changes.
   */
  transaction<Result>(work: (transaction: Transaction) => Promise<Result>): Promise<Result> {
    return this.#between('BEGIN', work);
  }

  /** Runs queries that all see the record as it was at one moment. One query alone does so by itself. */
  snapshot<Result>(work: (queries: Queries) => Promise<Result>): Promise<Result> {
    return this.#between('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY', work);
  }

  /**
   * Applies schemas that may be applied again (`IF NOT EXISTS`), unless just these have been. Two nodes that start at once take turns; and
   * a node that starts beside others that play touches no table: even an index that is there already would lock its table.
   */
  async applySchema(schemas: readonly string[]): Promise<void> {
    const fingerprint = createHash('sha256').update(schemas.join('\n')).digest('hex');
    await this.transaction(async (queries) => {
      await queries.query('SELECT pg_advisory_xact_lock($1)', [SCHEMA_LOCK]);
      await queries.query('CREATE TABLE IF NOT EXISTS applied_schemas (fingerprint text PRIMARY KEY)');
      const known = await queries.query('SELECT 1 FROM applied_schemas WHERE fingerprint = $1', [
        fingerprint,
      ]);
      if (known.length > 0) return;
      for (const schema of schemas) await queries.query(schema);
      await queries.query('INSERT INTO applied_schemas (fingerprint) VALUES ($1)', [fingerprint]);
    });
  }

  /** Makes a connection beside the pool. `onLost` is called once if it ends by itself. @throws Error if the database cannot be had. */
  async hold(onLost: () => void): Promise<Hold> {
    const client = new Client({
      connectionString: this.url,
      connectionTimeoutMillis: 5_000,
      statement_timeout: 10_000,
      keepAlive: true,
      application_name: 'gauntlet-reference-server',
    });
    let ended = false;
    client.on('error', () => {}); // 'end' follows
    await client.connect();
    client.on('end', () => {
      if (!ended) onLost();
      ended = true;
    });
    return {
      ...queriesOf(client),
      end: async () => {
        if (ended) return;
        ended = true;
        await client.end();
      },
    };
  }

  /** A name for this database unlike that of any other: nodes that find the same one are nodes of one server. */
  async identity(): Promise<string> {
    const [row] = await this.query<{ identity: string }>(
      `SELECT (SELECT system_identifier FROM pg_control_system()) || '-' || oid AS identity
       FROM pg_database WHERE datname = current_database()`,
    );
    return row?.identity ?? '';
  }

  async close(): Promise<void> {
    await this.#pool.end();
  }

  async #between<Result>(
    beginning: string,
    work: (transaction: Transaction) => Promise<Result>,
  ): Promise<Result> {
    const client = await this.#pool.connect();
    let broken: Error | undefined;
    try {
      const writes: QueryConfig[] = [];
      const [begun, worked] = inOneGo(client, () => {
        const begin = client.query(beginning);
        const queries = queriesOf(client);
        const query = async <Row extends QueryResultRow>(sql: string, values: readonly unknown[] = []) => {
          // Without its beginning, what follows would be no transaction.
          const [, rows] = await Promise.all([begin, queries.query<Row>(sql, values)]);
          return rows;
        };
        const write = (sql: string, values: readonly unknown[]) => {
          writes.push(statement(sql, values));
        };
        return [begin, work({ query, write })];
      });
      const [, result] = await Promise.all([begun, worked]);
      // After an error among the changes, PostgreSQL takes COMMIT for ROLLBACK.
      const ends = [...writes, { text: 'COMMIT' }];
      await Promise.all(inOneGo(client, () => ends.map((each) => client.query(each))));
      return result;
    } catch (error) {
      await client.query('ROLLBACK').catch((reason: Error) => {
        broken = reason;
      });
      throw error;
    } finally {
      // A connection whose rollback failed is in no known state: it leaves the pool.
      client.release(broken);
    }
  }
}

function queriesOf(client: ClientBase): Queries {
  return {
    query: async <Row extends QueryResultRow>(sql: string, values: readonly unknown[] = []) =>
      (await client.query<Row>(statement(sql, values))).rows,
  };
}

/**
 * A query as `pg` takes it. With values it has a name, so that each connection has it parsed and planned once: every message is a
 * handful of the same few statements, whose texts are constants.
 */
function statement(text: string, values: readonly unknown[]): QueryConfig {
  if (values.length === 0) return { text };
  const name = names.get(text) ?? `statement ${names.size + 1}`;
  names.set(text, name);
  return { name, text, values: [...values] };
}

/** Of statements, by their texts. */
const names = new Map<string, string>();

/** Whatever `ask` sends to PostgreSQL leaves in one packet. */
function inOneGo<Result>(client: PoolClient, ask: () => Result): Result {
  const stream = client instanceof Client ? client.connection.stream : undefined;
  stream?.cork();
  try {
    return ask();
  } finally {
    stream?.uncork();
  }
}

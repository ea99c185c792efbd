import type { Pool, PoolClient } from 'pg';

/** As long as a live server has for its first answer: whoever keeps silent for longer is not there. */
const ANSWER_MS = 5_000;

/** Reads the server's record: what it has written to its database. */
export interface ServerRecord {
  query<Row extends object>(sql: string, parameters: readonly unknown[]): Promise<Row[]>;
  close(): Promise<void>;
}

/**
 * A record behind the given PostgreSQL URL. Connects with the first question; a scenario that asks nothing costs nothing.
 *
 * Takes besides what a user is to correct if the database cannot be had, such as the name of a setting.
 */
export function openRecord(url: string, correctable?: string): ServerRecord {
  let opening: Promise<Pool> | undefined;
  return {
    async query<Row extends object>(sql: string, parameters: readonly unknown[]): Promise<Row[]> {
      opening ??= openPool(url);
      const client = await connected(await opening, correctable);
      try {
        const { rows } = await client.query<Row>(sql, [...parameters]);
        client.release();
        return rows;
      } catch (error) {
        client.release(true);
        throw error;
      }
    },
    async close(): Promise<void> {
      const pool = opening;
      opening = undefined;
      await (await pool)?.end();
    },
  };
}

async function openPool(url: string): Promise<Pool> {
  const { Pool } = await import('pg');
  const pool = new Pool({
    connectionString: url,
    max: 2,
    allowExitOnIdle: true,
    connectionTimeoutMillis: ANSWER_MS,
  });
  // An idle connection that breaks is reported here; the next question opens another, or fails with its own words.
  pool.on('error', () => {});
  // One that breaks in the middle of a question is reported twice: whoever asked hears of it.
  pool.on('connect', (client) => client.on('error', () => {}));
  return pool;
}

async function connected(pool: Pool, correctable: string | undefined): Promise<PoolClient> {
  try {
    return await pool.connect();
  } catch (error) {
    const why = error instanceof Error ? error.message || error.name : String(error);
    const advice = correctable === undefined ? '' : `; correct ${correctable}`;
    throw new Error(`The record cannot be read (${why})${advice}.`);
  }
}

import type { Pool } from 'pg';

/** Reads the server's record: what it has written to its database. */
export interface ServerRecord {
  query<Row extends object>(sql: string, parameters: readonly unknown[]): Promise<Row[]>;
  close(): Promise<void>;
}

/** A record behind the given PostgreSQL URL. Connects with the first question; a scenario that asks nothing costs nothing. */
export function openRecord(url: string): ServerRecord {
  let opening: Promise<Pool> | undefined;
  return {
    async query<Row extends object>(sql: string, parameters: readonly unknown[]): Promise<Row[]> {
      opening ??= openPool(url);
      const pool = await opening;
      const { rows } = await pool.query<Row>(sql, [...parameters]);
      return rows;
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
  const pool = new Pool({ connectionString: url, max: 2, allowExitOnIdle: true });
  // An idle connection that breaks is reported here; the next question opens another, or fails with its own words.
  pool.on('error', () => {});
  return pool;
}

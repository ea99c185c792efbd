import { TargetError } from '../target';
import type { ClusterAddress } from './cluster';

/**
 * The URL of a database of the cluster, complete: whoever connects with it takes nothing from PG* variables in the
 * user's environment.
 */
export function databaseUrl(address: ClusterAddress, database: string): string {
  const url = new URL(`postgresql://gauntlet@localhost:${address.port}/${database}`);
  if (address.password !== null) url.password = address.password;
  url.searchParams.set('host', address.host);
  url.searchParams.set('sslmode', 'disable');
  return url.href;
}

/**
 * Makes an empty database; gives its URL. It is copied from `template0`, to which nobody can connect: a template in use by one
 * worker cannot be copied for another. @throws TargetError when it cannot be made.
 */
export async function createDatabase(address: ClusterAddress, name: string): Promise<string> {
  const { Client } = await import('pg');
  const client = new Client({ connectionString: databaseUrl(address, 'postgres') });
  client.on('error', () => {});
  try {
    await client.connect();
    await client.query(`CREATE DATABASE ${client.escapeIdentifier(name)} TEMPLATE template0`);
  } catch (error) {
    throw new TargetError(
      `The database ${name} could not be made: ${error instanceof Error ? error.message : String(error)}.`,
    );
  } finally {
    await client.end();
  }
  return databaseUrl(address, name);
}

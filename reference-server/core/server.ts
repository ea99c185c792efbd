import type { AddressInfo } from 'node:net';
import { ACCOUNTS_SCHEMA, Accounts, accountRoutes } from './accounts';
import { Broadcast } from './broadcast';
import { ServerClock } from './clock';
import { Database } from './database';
import { Doorkeeper } from './doorkeeper';
import type { Environment } from './environment';
import { answerForwarded, forwardToPlaces } from './forwarding';
import { limitHandshakes } from './handshakes';
import { createHttp, healthRoute } from './http';
import type { Log } from './log';
import { OwnPlaces } from './own-places';
import type { Places } from './places';
import { RedisLink } from './redis';
import type { Home } from './requests';
import { SharedPlaces } from './shared-places';
import type { System, SystemFactory } from './system';
import { testHookRoutes } from './test-hooks';

/** A server that listens. */
export interface RunningServer {
  /** `http://host:port`, with the port it really has. */
  readonly url: string;
  readonly systems: readonly System[];
  /** Closes everything in order. Idempotent. */
  stop(): Promise<void>;
}

/** Something outside the server's power is missing. The message is one sentence that says what, and what to do. */
export class StartError extends Error {
  override readonly name = 'StartError';
}

/**
 * Puts core and systems together, applies their schemas and listens.
 * @throws StartError if the database or the port cannot be had.
 */
export async function startServer(
  environment: Environment,
  factories: readonly SystemFactory[],
  log: Log,
): Promise<RunningServer> {
  const clock = new ServerClock((reason) => log.error({ err: reason }, 'a timer failed'));
  const database = new Database(environment.databaseUrl, log);
  const accounts = new Accounts(database);
  const { publicUrl, pongSeed } = environment;
  const redis = environment.redisUrl === undefined ? undefined : new RedisLink(environment.redisUrl, log);
  const bus = redis && new Broadcast(redis);
  const systems = factories.map((create) =>
    create({ clock, database, log, accounts, bus, publicUrl, chance: pongSeed }),
  );
  const doors = systems.flatMap((system) => system.doors);
  const http = createHttp(log);
  let places: Places = new OwnPlaces();
  let doorkeeper: Doorkeeper | undefined;

  const stop = once(async () => {
    clock.stop();
    doorkeeper?.lock();
    places.retire();
    await Promise.all(systems.map((system) => system.stop()));
    // Other nodes may go on with what was here before its players are told to go elsewhere.
    await places.leave();
    // Both at once: closing HTTP alone would cut the players off without a word.
    await Promise.all([http.close(), doorkeeper?.close()]);
    redis?.close();
    await database.close();
  });

  try {
    await applySchemas(
      database,
      systems.map((system) => system.schema),
    );
    if (redis !== undefined) {
      places = await reachable(async () => {
        await redis.connect();
        const prefix = `gauntlet:${await database.identity()}:`;
        const toPlaces = doors.filter((door) => 'placeOf' in door);
        const shared = new SharedPlaces(redis, prefix, toPlaces, home(), log);
        await Promise.all([shared.join(), bus?.open(prefix)]);
        return shared;
      });
    }
    for (const system of systems) await system.start?.();
    doorkeeper = new Doorkeeper(clock, places, doors);
    forwardToPlaces(http, places, systems);
    healthRoute(http, database, places);
    accountRoutes(
      http,
      accounts,
      environment.adminToken,
      systems.flatMap((system) => system.roles),
    );
    for (const system of systems) system.routes(http);
    const { testHooksSecret: secret, testHooksFrom: from } = environment;
    if (secret !== undefined) testHookRoutes(http, { secret, from }, clock, doorkeeper, database, systems);
    doorkeeper.attend(http.server);
    limitHandshakes(http.server, clock);
    await listen(() => http.listen({ host: environment.host, port: environment.port }), environment);
  } catch (error) {
    await stop();
    throw error;
  }
  return { url: urlOf(http.server.address(), environment.host), systems, stop };

  function home(): Home {
    return {
      answer: (request) => answerForwarded(http, request),
    };
  }
}

async function reachable<Result>(join: () => Promise<Result>): Promise<Result> {
  try {
    return await join();
  } catch (error) {
    throw new StartError(
      `The Redis of REDIS_URL cannot be used (${reasonOf(error)}): see that it runs there and that the address is right, or do without.`,
    );
  }
}

async function applySchemas(database: Database, schemas: readonly string[]): Promise<void> {
  try {
    await database.applySchema([ACCOUNTS_SCHEMA, ...schemas]);
  } catch (error) {
    throw new StartError(
      `The database of DATABASE_URL cannot be used (${reasonOf(error)}): see that PostgreSQL runs there and that the address is right.`,
    );
  }
}

async function listen(start: () => Promise<string>, { host, port }: Environment): Promise<void> {
  try {
    await start();
  } catch (error) {
    const cause =
      codeOf(error) === 'EADDRINUSE'
        ? `port ${port} on ${host} is taken`
        : `${host}:${port}: ${reasonOf(error)}`;
    throw new StartError(`Cannot listen, ${cause}: set PORT (0 for any free one) or HOST to something else.`);
  }
}

function urlOf(address: AddressInfo | string | null, host: string): string {
  if (address === null || typeof address === 'string') throw new Error('not listening on a port');
  const reachable = host === '0.0.0.0' ? '127.0.0.1' : host === '::' ? '::1' : host;
  return `http://${reachable.includes(':') ? `[${reachable}]` : reachable}:${address.port}`;
}

function codeOf(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : undefined;
}

/** A short reason without the address, which may hold a password. */
function reasonOf(error: unknown): string {
  const code = codeOf(error);
  if (code === 'ECONNREFUSED') return 'nothing answers';
  if (code === 'ERR_INVALID_URL') return 'not a URL';
  return error instanceof Error && error.message !== '' ? error.message : String(code ?? 'unknown reason');
}

function once(action: () => Promise<void>): () => Promise<void> {
  let done: Promise<void> | undefined;
  return () => {
    done ??= action();
    return done;
  };
}

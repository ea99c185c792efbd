import { BlockList, isIP } from 'node:net';

/** What the server is told by its environment, checked. */
export interface Environment {
  /** PostgreSQL, as a URL; `?host=/folder` names a unix socket. */
  readonly databaseUrl: string;
  /** Redis, by which several nodes are one server; undefined: this node is alone. */
  readonly redisUrl: string | undefined;
  /** Whoever holds it may make accounts. */
  readonly adminToken: string;
  readonly host: string;
  /** 0 asks for any free port. */
  readonly port: number;
  /** Switches the test hooks on; undefined leaves them off. */
  readonly testHooksSecret: string | undefined;
  /** Networks from which callers may use the test hooks, besides this machine; none by default. */
  readonly testHooksFrom: BlockList;
  /** The address players reach the server by (ws:// or wss://, no slash at the end), where it is not the one they call. */
  readonly publicUrl: string | undefined;
  readonly logLevel: LogLevel;
  /** What pong's chance is drawn from, so that games can be replayed; undefined: each room has chance of its own. */
  readonly pongSeed: string | undefined;
  /** Shut down when stdin ends, so that no orphan outlives a parent that was killed. */
  readonly exitWithParent: boolean;
}

export const LOG_LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

const SHORTEST_SECRET = 16;

/** A wrong or missing variable. The message is one sentence that names it and says what to do; it never holds the value of a secret. */
export class EnvironmentError extends Error {
  override readonly name = 'EnvironmentError';
}

type Variables = Readonly<Record<string, string | undefined>>;

/**
 * Takes the process's variables and gives them checked. An empty variable counts as absent, because
 * that is how shells and compose files spell "not set".
 * @throws EnvironmentError at the first variable that cannot be used.
 */
export function readEnvironment(variables: Variables): Environment {
  const given = (name: string) => variables[name] || undefined;
  return {
    databaseUrl: databaseUrl(given('DATABASE_URL')),
    redisUrl: redisUrl(given('REDIS_URL')),
    adminToken: adminToken(given('ADMIN_TOKEN')),
    host: given('HOST') ?? '127.0.0.1',
    port: port(given('PORT') ?? '8080'),
    testHooksSecret: longEnough('TEST_HOOKS_SECRET', given('TEST_HOOKS_SECRET')),
    testHooksFrom: networks('TEST_HOOKS_FROM', given('TEST_HOOKS_FROM')),
    publicUrl: publicUrl(given('PUBLIC_URL')),
    logLevel: oneOf('LOG_LEVEL', LOG_LEVELS, given('LOG_LEVEL') ?? 'info'),
    pongSeed: given('PONG_SEED'),
    exitWithParent: oneOf('EXIT_WITH_PARENT', ['0', '1'], given('EXIT_WITH_PARENT') ?? '0') === '1',
  };
}

function databaseUrl(value: string | undefined): string {
  const example = 'postgresql://gauntlet@127.0.0.1:5432/gauntlet';
  if (value === undefined) {
    throw new EnvironmentError(
      `DATABASE_URL is not set: set it to a PostgreSQL database, such as ${example}.`,
    );
  }
  if (!/^postgres(ql)?:\/\/./.test(value)) {
    throw new EnvironmentError(`DATABASE_URL is not a PostgreSQL address: it must look like ${example}.`);
  }
  return value;
}

function redisUrl(value: string | undefined): string | undefined {
  if (value === undefined || (/^rediss?:\/\/./.test(value) && URL.canParse(value))) return value;
  throw new EnvironmentError(
    'REDIS_URL is not a Redis address: it must look like redis://127.0.0.1:6379, or not be set for a node alone.',
  );
}

function adminToken(value: string | undefined): string {
  if (value === undefined) {
    throw new EnvironmentError(
      `ADMIN_TOKEN is not set: set it to a secret of at least ${SHORTEST_SECRET} characters; accounts are made with it.`,
    );
  }
  return longEnough('ADMIN_TOKEN', value) ?? value;
}

function longEnough(name: string, value: string | undefined): string | undefined {
  if (value !== undefined && value.length < SHORTEST_SECRET) {
    throw new EnvironmentError(`${name} is too short: give it at least ${SHORTEST_SECRET} characters.`);
  }
  return value;
}

function port(value: string): number {
  if (!/^\d{1,5}$/.test(value) || Number(value) > 65535) {
    throw new EnvironmentError(`PORT is "${value}": set it to a number from 0 (any free port) to 65535.`);
  }
  return Number(value);
}

function publicUrl(value: string | undefined): string | undefined {
  if (value === undefined) return undefined;
  const [, scheme, rest] = /^(https?|wss?):\/\/([^\s?#]+?)\/*$/.exec(value) ?? [];
  if (scheme === undefined || rest === undefined) {
    throw new EnvironmentError(
      `PUBLIC_URL is "${value}": set it to the address players use, such as wss://race.example.org.`,
    );
  }
  return `${scheme === 'https' || scheme === 'wss' ? 'wss' : 'ws'}://${rest}`;
}

/** Networks in CIDR form, separated by commas. */
function networks(name: string, value: string | undefined): BlockList {
  const list = new BlockList();
  for (const network of value?.split(',').map((part) => part.trim()) ?? []) {
    const [, address = '', bits = ''] = /^([^/]+)\/(\d{1,3})$/.exec(network) ?? [];
    const family = isIP(address);
    if (family === 0 || Number(bits) > (family === 4 ? 32 : 128)) {
      throw new EnvironmentError(
        `${name} holds "${network}": set it to networks such as 172.18.0.0/16, separated by commas.`,
      );
    }
    list.addSubnet(address, Number(bits), family === 4 ? 'ipv4' : 'ipv6');
  }
  return list;
}

function oneOf<Value extends string>(name: string, values: readonly Value[], value: string): Value {
  const found = values.find((each) => each === value);
  if (found === undefined) {
    throw new EnvironmentError(`${name} is "${value}": set it to one of ${values.join(', ')}.`);
  }
  return found;
}

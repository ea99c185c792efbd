import { type Choice, SettingsError } from './choice';

/** What is played on, and what its owner gives access to. */
export type TargetSettings = EmbeddedSettings | ContainersSettings | LiveSettings;

export interface EmbeddedSettings {
  readonly name: 'embedded';
}

export interface ContainersSettings {
  readonly name: 'containers';
  readonly postgresImage: string;
  readonly redisImage: string;
  /** An image that keeps the contract (docs/own-image.md); undefined builds the reference server's. */
  readonly serverImage: string | undefined;
  /** What the reference server's image is built on. */
  readonly nodeImage: string;
  /** After a failure leave everything up, to be looked at. */
  readonly keep: boolean;
}

export interface LiveSettings {
  readonly name: 'live';
  /** Base address, http or https. */
  readonly url: string;
  readonly administrator: string;
  /** The server's PostgreSQL; gives the capability `record`. */
  readonly databaseUrl: string | undefined;
  /** The secret of the server's test hooks; gives the capability `clock`. */
  readonly testHooksSecret: string | undefined;
}

const TARGETS = ['embedded', 'containers', 'live'] as const;

/**
 * Reads what is played on. Takes the environment, and what the user has chosen by either way.
 * @throws SettingsError for the first setting that cannot be used.
 */
export function readTarget(
  env: Readonly<NodeJS.ProcessEnv>,
  chosen: (p: 'target' | 'serverUrl') => Choice | undefined,
): TargetSettings {
  const target = chosen('target') ?? { name: 'TARGET', value: 'embedded' };
  const address = chosen('serverUrl');
  if (target.value === 'live') return readLive(env, address);
  const { value: name } = target;
  if (name !== 'embedded' && name !== 'containers') {
    throw new SettingsError(`${target.name} is "${target.value}"; it must be one of ${TARGETS.join(', ')}.`);
  }
  // Somebody who gives an address and tests our own server instead would trust a result that says nothing.
  if (address) {
    throw new SettingsError(
      `${address.name} is for TARGET=live, but the target is ${name}; set TARGET=live or leave the address out.`,
    );
  }
  return name === 'containers' ? readContainers(env) : { name };
}

function readContainers(env: Readonly<NodeJS.ProcessEnv>): ContainersSettings {
  const keep = env.KEEP || '0';
  if (keep !== '0' && keep !== '1') {
    throw new SettingsError(`KEEP is "${keep}"; it must be 1 (a failed run's containers stay up) or 0.`);
  }
  return {
    name: 'containers',
    postgresImage: env.POSTGRES_IMAGE || 'postgres:18-alpine',
    redisImage: env.REDIS_IMAGE || 'redis:8-alpine',
    serverImage: env.SERVER_IMAGE || undefined,
    nodeImage: env.NODE_IMAGE || 'node:20-alpine',
    keep: keep === '1',
  };
}

function readLive(env: Readonly<NodeJS.ProcessEnv>, address: Choice | undefined): LiveSettings {
  if (!address) {
    throw new SettingsError(
      'TARGET=live needs SERVER_URL, the address of the server (such as http://127.0.0.1:8080).',
    );
  }
  const administrator = env.ADMIN_TOKEN;
  if (!administrator) {
    throw new SettingsError(
      "TARGET=live needs ADMIN_TOKEN, the administrator's token of that server: accounts are made with it.",
    );
  }
  const databaseUrl = env.DATABASE_URL || undefined;
  if (databaseUrl !== undefined && !['postgres:', 'postgresql:'].includes(protocol(databaseUrl))) {
    throw new SettingsError(
      'DATABASE_URL is not the address of a PostgreSQL database (postgresql://user:password@host/name).',
    );
  }
  return {
    name: 'live',
    url: readAddress(address),
    administrator,
    databaseUrl,
    testHooksSecret: env.TEST_HOOKS_SECRET || undefined,
  };
}

function readAddress({ name, value }: Choice): string {
  if (!['http:', 'https:'].includes(protocol(value))) {
    throw new SettingsError(
      `${name} is "${withoutPassword(value)}"; it must be an http or https address such as http://127.0.0.1:8080.`,
    );
  }
  const url = new URL(value);
  if (url.username || url.password) {
    throw new SettingsError(
      `${name} holds a user name or password; give only the address, ${url.protocol}//${url.host}.`,
    );
  }
  if (url.search || url.hash) {
    throw new SettingsError(
      `${name} has a part after ? or #; give only the address, ${url.protocol}//${url.host}${url.pathname}.`,
    );
  }
  // What is asked for comes after the path, however that is written.
  return url.pathname.endsWith('/') ? url.href : `${url.href}/`;
}

function protocol(address: string): string {
  return URL.canParse(address) ? new URL(address).protocol : '';
}

function withoutPassword(address: string): string {
  return address.replace(/\/\/[^/]*@/, '//...@');
}

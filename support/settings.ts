import { isProgram, NO_BROWSER } from './players/browser/chromium';

/** What the user can choose, read once. Secrets come from the environment only: a profile is kept in git. */
export interface Settings {
  readonly target: TargetSettings;
  /** Stretches every wait; 1 is as written. */
  readonly patience: number;
  /** Milliseconds by which the lines of about half of the players are late, each way; 0: nobody's. */
  readonly lag: number;
  /** How often each scenario runs. */
  readonly repeat: number;
  /** A module with the user's own dialect of the race. */
  readonly raceDialect: string | undefined;
  /** A module with the user's own dialect of pong. */
  readonly pongDialect: string | undefined;
  /** A module with the user's own dialect of the party. */
  readonly partyDialect: string | undefined;
  /** What random messages are made from, so that those of a failed run can be sent again; undefined: from chance. */
  readonly fuzzSeed: number | undefined;
  readonly random: RandomSettings;
  /** How long a session in real time lasts, in minutes. */
  readonly soakMinutes: number;
  /** Who misbehaves between the players and the server, one after the other (docs/saboteurs.md); none: nobody is there. */
  readonly saboteurs: readonly string[];
  /** The folder in which `npm run sabotage` has its workers note who was noticed: no more is played under those. Undefined: all is played. */
  readonly caughtIn: string | undefined;
  /** The program that a user has named as browser, or `none`; undefined: the first that is found. */
  readonly chromium: string | undefined;
}

/** What chance plays. */
export interface RandomSettings {
  /** Sessions of each system. */
  readonly sessions: number;
  /** Undefined: another one in each run. */
  readonly seed: number | undefined;
  /** One session of that seed alone, as a failed run names it. */
  readonly path: string | undefined;
}

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

/** A setting with a value that is not possible. The message is one sentence that names the setting, never a secret's value. */
export class SettingsError extends Error {
  override readonly name = 'SettingsError';
}

type Values = Readonly<Record<string, unknown>>;

/** World parameters (a profile's, or `--world-parameters`), and the environment variable that overrules each. */
const VARIABLES = {
  target: 'TARGET',
  serverUrl: 'SERVER_URL',
  patience: 'PATIENCE',
  lag: 'LAG',
  repeat: 'REPEAT',
  raceDialect: 'RACE_DIALECT',
  partyDialect: 'PARTY_DIALECT',
  randomSessions: 'RANDOM_SESSIONS',
  randomSeed: 'RANDOM_SEED',
  randomPath: 'RANDOM_PATH',
  pongDialect: 'PONG_DIALECT',
  fuzzSeed: 'FUZZ_SEED',
  soakMinutes: 'SOAK_MINUTES',
  saboteur: 'SABOTEUR',
} as const;
type Parameter = keyof typeof VARIABLES;

const TARGETS = ['embedded', 'containers', 'live'] as const;
/** A wait of three seconds has room for an order, its answer and what follows. */
const MOST_LAG = 500;
const MOST_REPEATS = 10_000;
const MOST_SESSIONS = 10_000;
/** So few that they cost a run next to nothing; as many as a requirement asks for are played by the profile `random`. */
const USUAL_SESSIONS = 5;
/** As long as the session by the moved clock. */
const USUAL_SOAK = 30;
const LONGEST_SOAK = 1_440;
const LARGEST_SEED = 2 ** 31 - 1;

/**
 * Reads the settings. Takes the environment and cucumber's world parameters; the environment wins, an empty value counts as none.
 * @throws SettingsError for the first setting that cannot be used.
 */
export function readSettings(env: Readonly<NodeJS.ProcessEnv>, worldParameters: Values): Settings {
  refuseUnknown(worldParameters);
  const chosen = (parameter: Parameter): Choice | undefined => choose(env, worldParameters, parameter);
  return Object.freeze({
    target: Object.freeze(readTarget(env, chosen)),
    patience: readPatience(chosen('patience')),
    lag: readLag(chosen('lag')),
    repeat: readRepeat(chosen('repeat')),
    raceDialect: chosen('raceDialect')?.value,
    partyDialect: chosen('partyDialect')?.value,
    random: Object.freeze(readRandom(chosen)),
    pongDialect: chosen('pongDialect')?.value,
    fuzzSeed: readFuzzSeed(chosen('fuzzSeed')),
    soakMinutes: readSoakMinutes(chosen('soakMinutes')),
    saboteurs: Object.freeze(readSaboteurs(chosen('saboteur'))),
    caughtIn: env.CAUGHT_IN || undefined,
    chromium: readChromium(env),
  });
}

/** A value, and the name under which the user gave it. */
interface Choice {
  readonly name: string;
  readonly value: string;
}

function choose(
  env: Readonly<NodeJS.ProcessEnv>,
  parameters: Values,
  parameter: Parameter,
): Choice | undefined {
  const variable = VARIABLES[parameter];
  const fromEnvironment = env[variable];
  if (fromEnvironment) return { name: variable, value: fromEnvironment };
  const value = parameters[parameter];
  if (value === undefined || value === null || value === '') return undefined;
  const name = `The world parameter "${parameter}"`;
  if (typeof value === 'object')
    throw new SettingsError(`${name} is ${JSON.stringify(value)}; it must be a single value.`);
  return { name, value: String(value) };
}

function refuseUnknown(parameters: Values): void {
  const unknown = Object.keys(parameters).find((name) => !Object.hasOwn(VARIABLES, name));
  if (unknown === undefined) return;
  const known = Object.keys(VARIABLES).join(', ');
  throw new SettingsError(`The world parameter "${unknown}" is unknown; there are ${known}.`);
}

function readTarget(
  env: Readonly<NodeJS.ProcessEnv>,
  chosen: (p: Parameter) => Choice | undefined,
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
  return url.href;
}

function protocol(address: string): string {
  return URL.canParse(address) ? new URL(address).protocol : '';
}

function withoutPassword(address: string): string {
  return address.replace(/\/\/[^/]*@/, '//...@');
}

function readPatience(choice: Choice | undefined): number {
  if (!choice) return 1;
  const patience = Number(choice.value);
  if (Number.isFinite(patience) && patience > 0) return patience;
  throw new SettingsError(
    `${choice.name} is "${choice.value}"; it must be a positive number (1 is as written, 2 doubles every wait).`,
  );
}

function readLag(choice: Choice | undefined): number {
  return choice ? wholeNumber(choice, 0, MOST_LAG) : 0;
}

function readRepeat(choice: Choice | undefined): number {
  return choice ? wholeNumber(choice, 1, MOST_REPEATS) : 1;
}

function readRandom(chosen: (p: Parameter) => Choice | undefined): RandomSettings {
  const [sessions, seed, path] = [chosen('randomSessions'), chosen('randomSeed'), chosen('randomPath')];
  if (path && !/^\d+(:\d+)*(@[\w+/:=]*)?(~\d+)?$/.test(path.value))
    throw new SettingsError(
      `${path.name} is "${path.value}"; it must be as a failed run prints it, such as 17:3:1@AAE:D.`,
    );
  if (path && !seed) throw new SettingsError(`${path.name} needs RANDOM_SEED, as a failed run prints both.`);
  return {
    sessions: sessions ? wholeNumber(sessions, 1, MOST_SESSIONS) : USUAL_SESSIONS,
    seed: seed && wholeNumber(seed, 0, LARGEST_SEED),
    path: path?.value,
  };
}

function wholeNumber({ name, value }: Choice, least: number, most: number): number {
  const number = /^\d{1,10}$/.test(value) ? Number(value) : Number.NaN;
  if (number >= least && number <= most) return number;
  throw new SettingsError(`${name} is "${value}"; it must be a whole number from ${least} to ${most}.`);
}

/** Named by the machine that it is on, and so by no profile. */
function readChromium({ CHROMIUM_PATH: program }: Readonly<NodeJS.ProcessEnv>): string | undefined {
  if (!program || program === NO_BROWSER || isProgram(program)) return program || undefined;
  throw new SettingsError(
    `CHROMIUM_PATH is "${program}", which cannot be run; name a Chromium, or ${NO_BROWSER}, or leave it out for the first that is found.`,
  );
}

function readSoakMinutes(choice: Choice | undefined): number {
  return choice ? wholeNumber(choice, 1, LONGEST_SOAK) : USUAL_SOAK;
}

/** Ids, parted by commas. Which there are is known to whoever calls them. */
function readSaboteurs(choice: Choice | undefined): string[] {
  if (!choice) return [];
  const ids = choice.value.split(',').map((id) => id.trim());
  if (ids.every((id) => /^[a-z][a-z0-9-]*$/.test(id))) return ids;
  throw new SettingsError(
    `${choice.name} is "${choice.value}"; it must be the id of a saboteur, or several with commas between.`,
  );
}

function readFuzzSeed(choice: Choice | undefined): number | undefined {
  return choice && wholeNumber(choice, 0, LARGEST_SEED);
}

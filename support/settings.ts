import { type Choice, SettingsError, wholeNumber } from './choice';
import { isProgram, NO_BROWSER } from './players/browser/chromium';
import { readTarget, type TargetSettings } from './target-settings';

export { SettingsError } from './choice';
export type { ContainersSettings, LiveSettings, TargetSettings } from './target-settings';

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

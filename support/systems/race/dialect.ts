import type { Answer } from '../../players/http';
import type { Door, Player } from '../../players/player';
import type { RunnerAct } from './acts';
import type { Course } from './course';
import type { RaceEvent, RaceStatus, RunnerStatus, Standing } from './events';

/** The credentials of an account. */
export interface Account {
  readonly username: string;
  readonly token: string;
}

/** What lies in a runner's seed pack. */
export interface SeedPack {
  /** Paths of the files in it. */
  readonly files: readonly string[];
  readonly server: string;
  readonly accessToken: string;
  readonly race: string;
  readonly seed: string;
  /** The file that holds all this, as it is. */
  readonly text: string;
}

/** A race as anybody may look it up. */
export interface RaceView {
  readonly status: RaceStatus;
  readonly standings: readonly Standing[];
  /** Everything that came, as text, to be searched for what must not be in it. */
  readonly text: string;
}

/** A runner's line in the record. */
export interface RecordedRunner {
  readonly runner: string;
  readonly status: RunnerStatus;
  readonly zone: string | null;
  readonly layer: number;
  /** In-game milliseconds. */
  readonly time: number;
  readonly deaths: number;
  /** Final placing from 1; null while the race is not over. */
  readonly place: number | null;
}

/** A race in the record. */
export interface RecordedRace {
  readonly status: RaceStatus;
  readonly ended: boolean;
  readonly runners: readonly RecordedRunner[];
}

/** A figure that a report carries. */
export type Figure = 'time' | 'deaths' | 'zone';

/** What only the organizer may do with a race that is set up. */
export type Command = 'start' | 'finish' | 'reset';

/**
 * How one implementation of a race server speaks: its set-up calls, its frames, its record. One instance serves
 * one scenario. Calls whose refusal a feature asks for return the answer as it is; `isRefusal` says what it means.
 * Requests are made in the name of a player, so that the player's journal holds them.
 */
export interface RaceDialect {
  /** The course that races are run on. */
  readonly course: Course;

  /** Makes an account whose name is unique on the server. @throws Error if the server will not. */
  openAccount(player: Player, role: 'organizer' | 'runner'): Promise<Account>;
  /** A race of that name, or, unless one is given, of one of its own. @returns the race's id. @throws Error if the server will not. */
  createRace(organizer: Player, account: Account | undefined, name?: string): Promise<string>;
  enter(organizer: Player, account: Account, race: string, runner: Account): Promise<Answer>;
  makeSeedPacks(organizer: Player, account: Account, race: string): Promise<Answer>;
  fetchSeedPack(runner: Player, account: Account, race: string): Promise<Answer>;
  /** What lies in a pack that was fetched. @throws Error if it is no pack. */
  unpack(answer: Answer): SeedPack;
  command(player: Player, account: Account | undefined, race: string, command: Command): Promise<Answer>;
  giveUp(runner: Player, account: Account, race: string): Promise<Answer>;
  lookUp(player: Player, race: string): Promise<RaceView>;
  /** True for an answer by which the server declines what was asked. */
  isRefusal(answer: Answer): boolean;

  /** Where a runner's mod connects, on that node of the server, from 0. */
  modDoor(race: string, node?: number): Door;
  /** Where a spectator connects, on that node of the server, from 0. */
  spectatorDoor(race: string, node?: number): Door;
  encode(act: RunnerAct): string;
  /** The act with one figure replaced by this text as it stands (`"6"`, `-1`, `[7]`), or left out. */
  encodeWith(act: RunnerAct, figure: Figure, text: string | undefined): string;
  /** A frame that is wrong in the way described. @throws Error naming the descriptions it knows. */
  malformed(description: string): string | Buffer;
  /** A frame to an event; `unknown` for what this dialect has no word for. */
  decode(frame: string): RaceEvent;

  /** What is on record of a race. Needs the capability `record`. */
  recordOf(race: string): Promise<RecordedRace>;
}

/** Close codes of the race (private range of RFC 6455, 7.4.2). */
export const CLOSE = {
  noSignOfLife: 1001,
  authenticationTimeout: 4001,
  turnedAway: 4003,
  raceNotFound: 4004,
  replaced: 4009,
  unsupportedData: 1003,
  tooBig: 1009,
} as const;

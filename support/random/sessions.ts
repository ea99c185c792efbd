import type { PlayerPool } from '../players/pool';
import type { Target } from '../targets/target';
import type { FastCheck, Game } from './game';
import { BrokenRule, type Commands, commandsOf, Session } from './session';
import { tellBroken } from './telling';

/** Looking for a shorter session that breaks the same rule ends after so long, milliseconds; `PATIENCE` stretches it. */
const SEARCH = 60_000;
/** Of the usual patience, while a shorter session is looked for: the one that was found is played once more with all of it. */
const HURRY = 0.3;

/** Which sessions chance is asked for. */
export interface Asked {
  readonly seed: number;
  /** How many sessions. */
  readonly sessions: number;
  /** One of them alone, as a failed run names it. */
  readonly path?: string | undefined;
}

/** What came of some sessions. */
export interface Outcome {
  /** How many were played to their end. */
  readonly played: number;
  readonly moves: number;
  /** Whoever took part in the last one, or in the one that failed. */
  readonly players: PlayerPool | undefined;
  /** What is said of the one that broke a rule; undefined if none did. */
  readonly broken: string | undefined;
}

interface Found {
  readonly seed: number;
  readonly path: string;
  readonly broken: BrokenRule;
  /** Moves of the session as it was found first. */
  readonly moves: number;
  /** The session as it was found first. */
  readonly first?: Found | undefined;
}

/**
 * Plays sessions that chance makes up, several side by side on one server, each by people of its own. A session that breaks a rule is
 * played again and again with fewer moves, alone, until no shorter one breaks a rule; that one is told.
 */
export class RandomSessions {
  readonly #fc = require('fast-check') as FastCheck; // large, and needed by few scenarios
  #stopped = false;
  #played = 0;
  #moves = 0;
  #players: PlayerPool | undefined;

  constructor(
    private readonly target: Target,
    private readonly game: Game,
    private readonly patience: number,
  ) {}

  /** Plays the sessions that chance is asked for, up to the first that breaks a rule. */
  async play(chance: Asked): Promise<Outcome> {
    const found =
      chance.path === undefined ? await this.playAll(chance) : await this.playAgain(chance.seed, chance.path);
    const { game, target } = this;
    const broken = found && tellBroken(found, game, target.name);
    const players = found?.broken.players ?? this.#players;
    return { played: this.#played, moves: this.#moves, players, broken };
  }

  /** Sessions in several lanes, each lane with a seed of its own. */
  private async playAll({ seed, sessions }: Asked): Promise<Found | undefined> {
    const lanes = Math.min(this.game.lanes, sessions);
    const shares = Array.from({ length: lanes }, (_, lane) => Math.floor((sessions + lane) / lanes));
    const all = await Promise.all(shares.map((share, lane) => this.playLane(seed + lane, share)));
    const found = all.find((one) => one !== undefined);
    return found && this.confirmed(found);
  }

  /** One session after the other. @returns the one that breaks a rule, and the shortest that was found to. */
  private async playLane(seed: number, sessions: number): Promise<Found | undefined> {
    let first: Found | undefined;
    let last: BrokenRule | undefined;
    let begun = 0;
    let until = Number.POSITIVE_INFINITY;
    const path = await this.check({ seed, numRuns: sessions }, undefined, async (commands) => {
      if (first ? performance.now() > until : this.#stopped) return;
      const session = begun++;
      const broken = await this.playOne(commands, first ? this.patience * HURRY : this.patience);
      if (!broken || (!first && this.#stopped)) return; // another lane has found something in the meantime
      this.#stopped = true;
      if (!first) until = performance.now() + SEARCH * this.patience;
      first ??= { seed, path: pathTo(`${session}`, commands), broken, moves: broken.story.length };
      last = broken;
      throw broken;
    });
    return first && last && this.withoutTheEnd({ ...first, path, broken: last, first });
  }

  /** fast-check keeps the last move of a session, as the one that went wrong: where the end was what went wrong, it may be needless. */
  private async withoutTheEnd(found: Found): Promise<Found> {
    const { broken, seed, path } = found;
    if (broken.atTheLastMove || broken.story.length === 0) return found;
    const [steps] = path.split('~');
    const shorter = await this.playAgain(seed, `${steps}~${broken.story.length - 1}`, this.patience * HURRY);
    return shorter ? this.withoutTheEnd({ ...found, path: shorter.path, broken: shorter.broken }) : found;
  }

  /** What was found, played once more with all patience: the shortest, or else the session as it was first; what comes of it then is told. */
  private async confirmed({ first, ...shortest }: Found): Promise<Found> {
    for (const found of [shortest, first ?? shortest]) {
      const again = await this.playAgain(found.seed, found.path);
      if (again) return { ...again, moves: shortest.moves };
    }
    return { ...(first ?? shortest), path: '' };
  }

  /** One session alone, as a failed run names it. */
  private async playAgain(seed: number, path: string, patience = this.patience): Promise<Found | undefined> {
    const [place = '', most] = path.split('~');
    const [steps = '', replayPath] = place.split('@');
    let broken: BrokenRule | undefined;
    let isDone = false;
    await this.check({ seed, path: steps, numRuns: 1, endOnFailure: true }, replayPath, async (commands) => {
      if (isDone) return;
      isDone = true;
      broken = await this.playOne(commands, patience, most === undefined ? undefined : Number(most));
      if (broken) throw broken;
    });
    return broken && { seed, path, broken, moves: broken.story.length };
  }

  /** @param most moves; the rest is left out. */
  private async playOne(
    commands: Commands,
    patience: number,
    most?: number,
  ): Promise<BrokenRule | undefined> {
    const session = new Session(this.target, patience);
    try {
      await session.play(this.#fc, this.game, commands, most);
    } catch (cause) {
      if (cause instanceof BrokenRule) return cause;
      throw cause;
    }
    this.#played += 1;
    this.#moves += session.story.length;
    this.#players = session.players;
    return undefined;
  }

  /** @returns where among all sessions of that seed the one is that failed last; empty if none did. */
  private async check(
    parameters: { seed: number; numRuns: number; path?: string; endOnFailure?: boolean },
    replayPath: string | undefined,
    play: (commands: Commands) => Promise<void>,
  ): Promise<string> {
    const fc = this.#fc;
    const property = fc.asyncProperty(commandsOf(fc, this.game, replayPath), play);
    const details = await fc.check(property, { ...parameters, unbiased: true });
    if (!details.failed) return '';
    const { errorInstance, counterexample, counterexamplePath } = details;
    if (errorInstance instanceof Error && !(errorInstance instanceof BrokenRule)) throw errorInstance;
    return pathTo(`${counterexamplePath}`, counterexample?.[0]);
  }
}

/** Where a session is among all of a seed; fast-check must be told as well which of its moves were passed over. */
function pathTo(steps: string, commands: unknown): string {
  const passedOver = /replayPath="([^"]*)"/.exec(String(commands))?.[1];
  return passedOver === undefined ? steps : `${steps}@${passedOver}`;
}

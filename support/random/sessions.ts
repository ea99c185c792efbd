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
    const broken = found && tellBroken(found, { game: game.name, target: target.name });
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

  /** One session after the other. @returns the shortest that was found to break a rule, once one does. */
  private async playLane(seed: number, sessions: number): Promise<Found | undefined> {
    let first: BrokenRule | undefined;
    let last: BrokenRule | undefined;
    let until = Number.POSITIVE_INFINITY;
    const outcome = await this.check({ seed, numRuns: sessions }, undefined, async (commands) => {
      if (last === undefined && this.#stopped) return;
      if (performance.now() > until) return;
      const broken = await this.playOne(commands, last ? this.patience * HURRY : this.patience);
      if (!broken) return;
      if (!first && this.#stopped) return; // another lane has found something in the meantime
      this.#stopped = true;
      if (!first) until = performance.now() + SEARCH * this.patience;
      first ??= broken;
      last = broken;
      throw broken;
    });
    return last && first && { seed, path: outcome, broken: last, moves: first.story.length };
  }

  /** The session that was found, played once more with all patience: what is told is what comes of it then. */
  private async confirmed(found: Found): Promise<Found> {
    const again = await this.playAgain(found.seed, found.path);
    return again ? { ...again, moves: found.moves } : { ...found, path: '' };
  }

  /** One session alone, as a failed run names it. */
  private async playAgain(seed: number, path: string): Promise<Found | undefined> {
    const [steps = '', replayPath] = path.split('@');
    let broken: BrokenRule | undefined;
    let isDone = false;
    await this.check({ seed, path: steps, numRuns: 1, endOnFailure: true }, replayPath, async (commands) => {
      if (isDone) return;
      isDone = true;
      broken = await this.playOne(commands, this.patience);
      if (broken) throw broken;
    });
    return broken && { seed, path, broken, moves: broken.story.length };
  }

  private async playOne(commands: Commands, patience: number): Promise<BrokenRule | undefined> {
    const session = new Session(this.target, patience);
    try {
      await session.play(this.#fc, this.game, commands);
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
    const passedOver = /replayPath="([^"]*)"/.exec(String(counterexample?.[0]))?.[1];
    return passedOver === undefined ? `${counterexamplePath}` : `${counterexamplePath}@${passedOver}`;
  }
}

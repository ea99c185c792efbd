import type { PlayerPool } from '../players/pool';
import type { Target } from '../targets/target';
import type { FastCheck, Game } from './game';
import { BrokenRule, type Commands, commandsOf, Session } from './session';
import { tellBroken } from './telling';

/** So many shorter sessions are tried, and no more: how short one is found must not depend on how fast it goes. */
const MOST_TRIES = 300;
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
  async play(asked: Asked): Promise<Outcome> {
    const found =
      asked.path === undefined ? await this.playAll(asked) : await this.playAgain(asked.seed, asked.path);
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
    const first = all.find((one) => one !== undefined);
    return first && this.told(first);
  }

  /** One session after the other, until one of this lane or of another breaks a rule. */
  private async playLane(seed: number, sessions: number): Promise<Found | undefined> {
    let broken: BrokenRule | undefined;
    const path = await this.check(
      { seed, numRuns: sessions, endOnFailure: true },
      undefined,
      async (commands) => {
        if (this.#stopped) return;
        const one = await this.playOne(commands, this.patience);
        if (!one || this.#stopped) return; // another lane has found something in the meantime
        this.#stopped = true;
        broken = one;
        throw one;
      },
    );
    return broken && { seed, path, broken, moves: broken.story.length };
  }

  /**
   * The shortest session that breaks a rule as this one does, as it comes out with all patience. Where haste has misled the search, it is
   * made once more without; and if nothing shorter stands the test, the session is told as it is.
   */
  private async told(first: Found): Promise<Found> {
    for (const patience of [this.patience * HURRY, this.patience]) {
      const shortest = await this.searched(first, patience);
      const again = shortest && (await this.playAgain(shortest.seed, shortest.path));
      if (again) return { ...again, moves: first.moves };
    }
    return (await this.playAgain(first.seed, first.path)) ?? { ...first, path: '' };
  }

  /** Plays a session that broke a rule again and again with fewer moves. @returns undefined if it breaks none this time. */
  private async searched({ seed, path: from, moves }: Found, patience: number): Promise<Found | undefined> {
    const [steps = '', replayPath] = from.split('@');
    let broken: BrokenRule | undefined;
    let begun = 0;
    const path = await this.check({ seed, path: steps, numRuns: 1 }, replayPath, async (commands) => {
      begun += 1;
      if (begun > MOST_TRIES || (begun > 1 && !broken)) return;
      const one = await this.playOne(commands, patience);
      if (!one) return;
      broken = one;
      throw one;
    });
    return broken && this.withoutTheEnd({ seed, path, broken, moves }, patience);
  }

  /** fast-check keeps the last move of a session, as the one that went wrong: where the end was what went wrong, it may be needless. */
  private async withoutTheEnd(found: Found, patience: number): Promise<Found> {
    const { broken, seed, path } = found;
    if (broken.atTheLastMove || broken.story.length === 0) return found;
    const [steps] = path.split('~');
    const shorter = await this.playAgain(seed, `${steps}~${broken.story.length - 1}`, patience);
    return shorter
      ? this.withoutTheEnd({ ...found, path: shorter.path, broken: shorter.broken }, patience)
      : found;
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
    if (!this.#stopped) {
      this.#played += 1;
      this.#moves += session.story.length;
    }
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

import { randomInt } from 'node:crypto';
import { AssertionError } from 'chai';
import type { PlayerPool } from '../players/pool';
import type { Secrets } from '../players/secrets';
import type { Settings } from '../settings';
import type { Target } from '../targets/target';
import type { Game } from './game';
import { type Outcome, RandomSessions } from './sessions';

/** The largest seed that there is by chance: lanes count up from it. */
const MOST_SEEDS = 2 ** 31 - 1_000;

/** A seed as the user gave it, or one by chance. */
export function drawSeed(given: number | undefined): number {
  return given ?? randomInt(MOST_SEEDS);
}

/** Chance as one scenario meets it: it plays sessions of a system, and a step says what came of them. */
export class Chance {
  readonly #seed: number;
  #outcome: Outcome | undefined;

  /** @param secrets of the scenario, whose report shows one of the sessions. @param games by their names. */
  constructor(
    private readonly target: Target,
    private readonly settings: Settings,
    private readonly secrets: Secrets,
    private readonly games: Readonly<Record<string, (() => Game) | undefined>>,
  ) {
    this.#seed = drawSeed(settings.random.seed);
  }

  /** Plays so many sessions as the settings say, or the one that they name. @throws Error for a game that it does not know. */
  async plays(name: string): Promise<void> {
    const game = this.games[name];
    if (!game)
      throw new Error(`Chance does not play ${name}. It plays ${Object.keys(this.games).join(', ')}.`);
    const { random, patience } = this.settings;
    const { path, sessions } = random;
    this.#outcome = await new RandomSessions(this.target, game(), patience).play({
      seed: this.#seed,
      sessions,
      path,
    });
    for (const { value, what, owners } of this.#outcome.players?.secrets.all() ?? [])
      this.secrets.learn(value, what, ...owners);
  }

  /** Whose journals are worth a picture: those of the last session, or of the one that broke a rule. */
  get players(): PlayerPool | undefined {
    return this.#outcome?.players;
  }

  /** What was played, for the report. */
  get summary(): string {
    const { played = 0, moves = 0 } = this.#outcome ?? {};
    return `Played at random from seed ${this.#seed}: ${played} sessions of ${moves} moves in all. The picture shows the last.`;
  }

  /** @throws AssertionError that tells the session that broke a rule, as short as one was found; Error if none was played. */
  expectNoRuleBroken(): void {
    if (!this.#outcome) throw new Error('Nothing has been played at random in this scenario yet.');
    const { broken } = this.#outcome;
    if (broken !== undefined) throw new AssertionError(broken);
  }
}

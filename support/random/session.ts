import { randomBytes } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';
import type { AsyncCommand } from 'fast-check';
import { checkAll } from '../checkers';
import { PrivacySearch } from '../checkers/privacy';
import { endsByItself, serverLogViolations } from '../checkers/server-log';
import { Closers } from '../closers';
import { gather } from '../people';
import type { PlayerPool } from '../players/pool';
import type { Target } from '../targets/target';
import type { FastCheck, Game, Ground, Move } from './game';

/** More sentences of the checkers than these say nothing new. */
const MOST_VIOLATIONS = 5;

/** The table of a game with what was done at it so far. */
interface Played<Table> {
  readonly table: Table;
  readonly session: Session;
}

/** A move as fast-check takes it. */
class Command<Model extends object, Table> implements AsyncCommand<Model, Played<Table>> {
  constructor(private readonly move: Move<Model, Table>) {}

  check(model: Readonly<Model>): boolean {
    return this.move.isPossible(model);
  }

  async run(model: Model, { table, session }: Played<Table>): Promise<void> {
    session.begins(this.move.tell(model));
    await this.move.play(model, table);
  }

  toString(): string {
    return 'a move';
  }
}

/** Commands that make a session, made up by chance. @param replayPath what a failed run says of those that were passed over. */
export function commandsOf(fc: FastCheck, game: Game, replayPath: string | undefined) {
  const moves = game.moves(fc).map(({ weight, arbitrary }) => ({
    weight,
    arbitrary: arbitrary.map((move): AsyncCommand<object, Played<unknown>, boolean> => new Command(move)),
  }));
  const most = { maxCommands: game.mostMoves, size: 'max' as const };
  return fc.commands([fc.oneof(...moves)], replayPath === undefined ? most : { ...most, replayPath });
}
type AnyCommand = AsyncCommand<object, Played<unknown>, boolean>;
export type Commands =
  ReturnType<typeof commandsOf> extends import('fast-check').Arbitrary<infer C> ? C : never;

/** A session that broke a rule: what was done, and what was wrong. Secrets are cut already. */
export class BrokenRule extends Error {
  override readonly name = 'BrokenRule';

  constructor(
    readonly story: readonly string[],
    /** True if the last move of the story is where it was noticed, false if that was at the end. */
    readonly atTheLastMove: boolean,
    readonly problems: readonly string[],
    readonly players: PlayerPool,
  ) {
    super(problems.join('\n'));
  }
}

/** One random session: it is played, everybody goes home, and all checkers look at what there was to be seen. */
export class Session implements Ground {
  readonly players: PlayerPool;
  readonly scope = randomBytes(5).toString('hex');
  readonly closers = new Closers();
  readonly #story: string[] = [];
  readonly #log: number;

  /** @param patience stretches all waits, as `PATIENCE` does. */
  constructor(
    readonly target: Target,
    patience: number,
  ) {
    this.players = gather(target, patience);
    this.closers.add("the players' connections", () => this.players.retire());
    this.#log = target.logPosition();
  }

  get story(): readonly string[] {
    return this.#story;
  }

  /** Somebody is about to do that: what is looked for is looked for from here on, and the time for it begins. */
  begins(what: string): void {
    this.#story.push(what);
    this.prepare();
  }

  /** @throws BrokenRule if a move, the end of the session or a checker found something wrong. */
  async play(fc: FastCheck, game: Game, commands: Commands, most = Number.POSITIVE_INFINITY): Promise<void> {
    let over = false;
    const problem = await this.playOut(fc, game, this.upTo(most, commands), () => {
      over = true;
    }).catch((cause: unknown) => cause);
    this.prepare();
    const violations = [...(await this.closers.run()), ...(await this.violations())];
    const more = violations.length - MOST_VIOLATIONS;
    const problems = [
      ...(problem === undefined ? [] : [tell(problem)]),
      ...violations.slice(0, MOST_VIOLATIONS).map((sentence) => `- ${sentence}`),
      ...(more > 0 ? [`- and ${more} more`] : []),
    ];
    if (problems.length === 0) return;
    const safe = (text: string) => this.players.secrets.shorten(text);
    const isNoticed = problem !== undefined && !over;
    throw new BrokenRule(this.#story.map(safe), isNoticed, problems.map(safe), this.players);
  }

  private async playOut(
    fc: FastCheck,
    game: Game,
    commands: Iterable<AnyCommand>,
    over: () => void,
  ): Promise<void> {
    this.prepare();
    const { model, table } = await game.open(this);
    const setUp = () => ({ model: model as object, real: { table, session: this } });
    await fc.asyncModelRun(setUp, commands);
    over();
    this.prepare();
    await game.judge(model, table);
  }

  /** Commands of which those are passed over that come after so many moves. */
  private upTo(most: number, commands: Commands): AnyCommand[] {
    return [...commands].map((command) => ({
      check: (model) => this.#story.length < most && command.check(model),
      run: (model, real) => command.run(model, real),
      toString: () => command.toString(),
    }));
  }

  private async violations(): Promise<string[]> {
    const { players, target } = this;
    await setImmediate(); // what the pipe holds already is read in this turn
    const log = target.logSince(this.#log);
    const { secrets } = players;
    const search = new PrivacySearch(secrets);
    return [
      ...endsByItself(log),
      ...checkAll({ players: players.all(), secrets }, search),
      ...serverLogViolations(log),
      ...search.log(log),
    ];
  }

  private prepare(): void {
    this.players.patience.stepBegins();
    this.players.mark();
  }
}

function tell(cause: unknown): string {
  if (!(cause instanceof Error)) return String(cause);
  // What a server did wrong says it in words; what is wrong in the suite is looked for by its stack.
  const isFinding = cause.name === 'Missed' || cause.name === 'AssertionError';
  return isFinding ? cause.message : (cause.stack ?? cause.message);
}

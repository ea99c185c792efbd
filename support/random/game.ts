import type { Arbitrary } from 'fast-check';
import type { Closers } from '../closers';
import type { PlayerPool } from '../players/pool';
import type { Target } from '../targets/target';

export type FastCheck = typeof import('fast-check');

/** What one random session is played on: people of its own, names that no other session has, and a target that it shares. */
export interface Ground {
  readonly players: PlayerPool;
  /** A short text, letters and digits, that no other session has. */
  readonly scope: string;
  /** What has to be ended when the session is over. */
  readonly closers: Closers;
  readonly target: Target;
}

/** What somebody may do in a random session. Data and no state: the same move is made again when a session is played again. */
export interface Move<Model, Table> {
  /** False where nobody could do that, as the model stands: then the move is passed over. */
  isPossible(model: Model): boolean;
  /** In the plain words of the game: `Ana finishes at 21:00`. */
  tell(model: Model): string;
  /**
   * Real players do it at the table, the model follows, and whoever must be told of it is told.
   * @throws Missed, or AssertionError, where the server does something else than the model.
   */
  play(model: Model, table: Table): Promise<void>;
}

/**
 * A system as chance plays it: a model of one session, in the suite's own words and by the published rules, and the moves that
 * people make. The model knows nothing of the server; where the two part, one of them is wrong.
 */
export interface Game<Model = unknown, Table = unknown> {
  /** What a session is called: `game of pong`. */
  readonly title: string;
  /** The tag of its scenario, without the sign: `pong`. */
  readonly tag: string;
  /** The most moves that are made up for a session. */
  readonly mostMoves: number;
  /** How many sessions are played side by side on one server. */
  readonly lanes: number;
  /** Every kind of move, and how often it is made up in proportion to the others. */
  moves(
    fc: FastCheck,
  ): readonly { readonly weight: number; readonly arbitrary: Arbitrary<Move<Model, Table>> }[];
  /** Sets a session up, as far as every session begins alike. */
  open(ground: Ground): Promise<{ readonly model: Model; readonly table: Table }>;
  /**
   * The end of a session: what everybody was told last, what can be looked up and what is on record is what the model has.
   * @throws AssertionError, or Missed, otherwise.
   */
  judge(model: Model, table: Table): Promise<void>;
}

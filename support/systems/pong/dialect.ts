import type { Door } from '../../players/player';
import type { Motion, Pair, Place, PongAct, PongEvent } from './events';

/** What a field is set to before play goes on; what is left out stays as it is. */
export interface Arrangement {
  readonly ball?: Motion;
  readonly paddles?: Partial<Readonly<Record<Place, number>>>;
  readonly score?: Pair;
}

/** A finished match in the record. */
export interface RecordedMatch {
  readonly score: Pair;
  readonly winner: Place;
  readonly limit: number;
  readonly finishedAt: Date;
}

/**
 * How one implementation of a pong server speaks: its doors, its frames, its record, its test hooks. One instance serves
 * one scenario. Codes of rooms are as they stand on the wire; a scenario's own differ from all others'.
 */
export interface PongDialect {
  /** The code of the room that a feature calls so. */
  code(name: string): string;
  /** A code that is as described (`of 51 characters`). @throws Error naming the descriptions it knows. */
  codeLike(description: string): string;
  /** Where the members of a room connect, on that node of the server, from 0. */
  door(code: string, node?: number): Door;
  encode(act: PongAct): string;
  /** A frame that is wrong in the way described. @throws Error naming the descriptions it knows. */
  malformed(description: string): string | Buffer;
  /** A frame to an event; `unknown` for what this dialect has no word for. */
  decode(frame: string): PongEvent;

  /** From now on this room's ticks happen only by `step`. Needs the capability `clock`, as do the next three. */
  hold(code: string): Promise<void>;
  /** So many ticks, or fewer if the game ends; done when everybody in the room has been sent them. */
  step(code: string, ticks: number): Promise<void>;
  /** Sets the field of a held room in play. */
  arrange(code: string, arrangement: Arrangement): Promise<void>;
  /** Ticks by the clock again. */
  release(code: string): Promise<void>;
  /** So many milliseconds pass on the server's clock at once, if it can be moved; else, and where this is left out, they pass as they do. */
  timePasses?(milliseconds: number): Promise<void>;

  /** The matches on record of a room, in the order they ended. Needs the capability `record`. */
  recordOf(code: string): Promise<readonly RecordedMatch[]>;
}

/** Close codes of a pong server (RFC 6455, 7.4). */
export const CLOSE = {
  goingAway: 1001,
  unsupportedData: 1003,
  policy: 1008,
  tooBig: 1009,
  joinTimeout: 4001,
} as const;

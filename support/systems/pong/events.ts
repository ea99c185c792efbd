import type { RefusedEvent } from '../../players/answers';
import type { UnknownEvent } from '../../players/event';

/** Player one, on the left, or player two, on the right. */
export type Place = 1 | 2;

/** Something of the left side and of the right one. */
export type Pair<T = number> = readonly [left: T, right: T];

export type GameStatus = 'waiting for an opponent' | 'waiting for ready' | 'playing' | 'finished';

/** What a player orders the own paddle to do, until the next order. */
export type Direction = 'up' | 'down' | 'stop';

/** A point of the field, 100 by 100: x grows to the right, y downwards. */
export interface Spot {
  readonly x: number;
  readonly y: number;
}

/** The ball: where it is, and how far it moves a tick. */
export interface Motion extends Spot {
  readonly vx: number;
  readonly vy: number;
}

interface Told {
  readonly telling?: string;
}

/** What everybody in a room sees of a game in play, each tick. Figures have two decimals. */
export interface Update extends Told {
  readonly kind: 'update';
  readonly status: GameStatus;
  readonly ball: Spot;
  /** How far down the middle of each paddle is. */
  readonly paddles: Pair;
  readonly score: Pair;
  readonly winner: Place | null;
}

/** What a pong server says, in the words of the game. */
export type PongEvent =
  | (Told & { readonly kind: 'room created'; readonly room: string; readonly limit: number })
  | (Told & {
      readonly kind: 'joined';
      readonly room: string;
      /** Null for an observer. */
      readonly place: Place | null;
    })
  | (Told & { readonly kind: 'game status'; readonly status: GameStatus })
  | Update
  | (Told & {
      readonly kind: 'game over';
      readonly room: string;
      readonly winner: Place | null;
      readonly score: Pair;
      readonly limit: number;
    })
  | (Told & { readonly kind: 'player left'; readonly place: Place })
  | RefusedEvent
  | UnknownEvent;

/** What a player or observer sends, in the words of the game. The room is the one of the connection. */
export type PongAct =
  | { readonly kind: 'creates the room'; readonly room: string; readonly limit?: number | undefined }
  | {
      readonly kind: 'joins the room';
      readonly room: string;
      readonly as?: 'player' | 'observer' | undefined;
    }
  | { readonly kind: 'is ready' }
  | { readonly kind: 'moves'; readonly direction: Direction };

/**
 * The field was set up by a test hook: what follows in this journal follows from this. Noted in the journal of everybody in
 * the room, after the last update from before.
 */
export interface FieldArranged extends Told {
  readonly kind: 'field arranged';
  readonly room: string;
  /** Null where the ball flies on as it did. */
  readonly ball: Motion | null;
  readonly paddles: Pair;
  readonly score: Pair;
}

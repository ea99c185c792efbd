import type { Chance } from './pong-chance';
import type { Field, PlayerNumber } from './pong-physics-rules';

export const STATUSES = ['waiting_for_opponent', 'waiting_for_ready', 'playing', 'finished'] as const;
export type Status = (typeof STATUSES)[number];
export type Role = 'player' | 'observer';
export type Score = readonly [number, number];

/** A player's place that is taken. */
export interface Seat {
  /** Id of the connection. */
  readonly member: string;
  readonly ready: boolean;
}

/** A match that has begun; also one that stands still because somebody left, and one that is over. */
export interface Match {
  /** A UUID: by it a match is recorded once, whoever records it. */
  readonly id: string;
  readonly field: Field;
  readonly score: Score;
  /** Toward whom the next ball is served; undefined: by chance. */
  readonly nextServe: PlayerNumber | undefined;
  readonly winner: PlayerNumber | undefined;
}

/** A room with its players. Values, never changed in place: a rule gives a new one. Observers change nothing in it. */
export interface Room {
  readonly code: string;
  readonly pointsLimit: number;
  readonly status: Status;
  readonly chance: Chance;
  /** The left one and the right one; null is free. */
  readonly seats: readonly [Seat | null, Seat | null];
  /** Until when the score is kept for somebody to take that place, milliseconds of the epoch; null where nobody is awaited. */
  readonly awaited: readonly [number | null, number | null];
  readonly match: Match | null;
}

/** A room that has a match. */
export type RoomWithMatch = Room & { readonly match: Match };

/** A room whose match is being played. */
export type RoomInPlay = RoomWithMatch & { readonly status: 'playing' };

/** True if a match is being played in that room. */
export function isInPlay(room: Room): room is RoomInPlay {
  return room.status === 'playing' && room.match !== null;
}

/** What has to be told to the room after a change, in this order. */
export type News =
  | { readonly about: 'left'; readonly player: PlayerNumber }
  | { readonly about: 'status'; readonly status: Status };

/** What the rules say to an act: the room as it is after it, or why not. The reason is for the player to read. */
export type Ruling =
  | { readonly allowed: true; readonly room: Room; readonly news: readonly News[] }
  | { readonly allowed: false; readonly reason: string };

/** The act counts: the room after it, and what to tell, in order. */
export function allow(room: Room, ...news: readonly News[]): Ruling {
  return { allowed: true, room, news };
}

/** The act does not count, for that reason. */
export function forbid(reason: string): Ruling {
  return { allowed: false, reason };
}

/** Which place a member has, or undefined. */
export function playerOf({ seats }: Room, member: string): PlayerNumber | undefined {
  if (seats[0]?.member === member) return 1;
  return seats[1]?.member === member ? 2 : undefined;
}

/** A pair with the value of one player replaced. */
export function withOne<Value>(
  pair: readonly [Value, Value],
  player: PlayerNumber,
  value: Value,
): readonly [Value, Value] {
  return player === 1 ? [value, pair[1]] : [pair[0], value];
}

/** The value of one player. */
export function of<Value>(pair: readonly [Value, Value], player: PlayerNumber): Value {
  return player === 1 ? pair[0] : pair[1];
}

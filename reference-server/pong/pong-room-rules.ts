import { randomUUID } from 'node:crypto';
import type { Chance } from './pong-chance';
import {
  conceded,
  type Direction,
  opponentOf,
  type PlayerNumber,
  serve,
  tick,
  WAITING_PADDLES,
} from './pong-physics-rules';
import {
  allow,
  forbid,
  isInPlay,
  type Match,
  of,
  playerOf,
  type Role,
  type Room,
  type RoomInPlay,
  type RoomWithMatch,
  type Ruling,
  withOne,
} from './pong-room';

export const DEFAULT_POINTS_LIMIT = 5;
/** How long the score is kept for whoever takes a place that was left in play. */
export const GRACE_MS = 30_000;

const OBSERVERS_CANNOT_PLAY = 'Observers cannot play';

/** A room in which nobody is yet. */
export function newRoom(code: string, pointsLimit: number, chance: Chance): Room {
  return {
    code,
    pointsLimit,
    status: 'waiting_for_opponent',
    chance,
    seats: [null, null],
    awaited: [null, null],
    match: null,
  };
}

/** Somebody joins: takes the first free place if they want to play and there is one, else observes. The room is told its status. */
export function join(room: Room, member: string, role: Role, now: Date): Ruling {
  const present = forgetting(room, now);
  const player = role === 'observer' ? undefined : freePlace(present);
  if (player === undefined) return allow(present, { about: 'status', status: present.status });
  const seats = withOne(present.seats, player, { member, ready: false });
  const status = seats.every((seat) => seat !== null) ? 'waiting_for_ready' : present.status;
  const awaited = withOne(present.awaited, player, null);
  return allow({ ...present, seats, awaited, status }, { about: 'status', status });
}

/** A player is ready; saying it twice changes nothing. When both are, they play: on, if a match stands still, else a new one. */
export function ready(room: Room, member: string): Ruling {
  const player = playerOf(room, member);
  if (player === undefined) return forbid(OBSERVERS_CANNOT_PLAY);
  if (room.status === 'playing') return allow(room);
  const seats = withOne(room.seats, player, { member, ready: true });
  const waiting = { ...room, seats };
  if (!seats.every((seat) => seat?.ready)) return allow(waiting);
  return allow(started(waiting), { about: 'status', status: 'playing' });
}

/** A player turns the own paddle, or stops it. */
export function steer(room: Room, member: string, direction: Direction): Ruling {
  const player = playerOf(room, member);
  if (player === undefined) return forbid(OBSERVERS_CANNOT_PLAY);
  if (!isInPlay(room)) return forbid('Game is not running');
  const { field } = room.match;
  const paddles = withOne(field.paddles, player, { y: of(field.paddles, player).y, direction });
  return allow({ ...room, match: { ...room.match, field: { ...field, paddles } } });
}

/**
 * A member goes. A player's place becomes free and nobody is ready any more; a match in play stands still, and is kept for a while.
 * Who observed leaves no trace.
 */
export function leave(room: Room, member: string, now: Date): Ruling {
  const player = playerOf(room, member);
  if (player === undefined) return allow(room);
  const present = unready(forgetting(room, now));
  const after: Room = {
    ...present,
    seats: withOne(present.seats, player, null),
    awaited: withOne(present.awaited, player, now.getTime() + GRACE_MS),
    status: 'waiting_for_opponent',
  };
  const left = { about: 'left', player } as const;
  if (room.status === after.status) return allow(after, left);
  return allow(after, left, { about: 'status', status: after.status });
}

/** The match stands still though nobody left, because the server could not go on. Both say ready again. */
export function interrupt(room: Room): Ruling {
  if (room.status !== 'playing') return allow(room);
  return allow(
    { ...unready(room), status: 'waiting_for_ready' },
    { about: 'status', status: 'waiting_for_ready' },
  );
}

/** One sixtieth of a second of play. The room is `finished` after the tick that wins. */
export function play(room: RoomInPlay): RoomWithMatch {
  const { match } = room;
  const field = tick(match.field);
  const loser = conceded(field);
  if (loser === undefined) return { ...room, match: { ...match, field } };
  const player = opponentOf(loser);
  const score = withOne(match.score, player, of(match.score, player) + 1);
  const { ball, chance } = serve(loser, room.chance);
  const after: Match = { ...match, field: { ...field, ball }, score, nextServe: loser };
  if (of(score, player) < room.pointsLimit) return { ...room, chance, match: after };
  return { ...unready(room), chance, status: 'finished', match: { ...after, winner: player } };
}

/** The room without a match to whose open places nobody came in time. A place that is taken is not awaited any more. */
function forgetting(room: Room, now: Date): Room {
  const [left, right] = room.awaited;
  const until = Math.min(left ?? Infinity, right ?? Infinity);
  return now.getTime() < until ? room : { ...room, match: null };
}

function freePlace({ seats }: Room): PlayerNumber | undefined {
  if (seats[0] === null) return 1;
  return seats[1] === null ? 2 : undefined;
}

function started(room: Room): Room {
  const { match } = room;
  // A match that is won does not go on.
  const going = match?.winner === undefined ? match : null;
  const { ball, chance } = serve(going?.nextServe, room.chance);
  const paddles = going?.field.paddles ?? WAITING_PADDLES;
  return {
    ...room,
    status: 'playing',
    chance,
    match: {
      id: going?.id ?? randomUUID(),
      // Whoever held a key down before the match stood still may have let go since.
      field: {
        ball,
        paddles: [
          { y: paddles[0].y, direction: 'stop' },
          { y: paddles[1].y, direction: 'stop' },
        ],
      },
      score: going?.score ?? [0, 0],
      nextServe: going?.nextServe,
      winner: undefined,
    },
  };
}

function unready(room: Room): Room {
  const [left, right] = room.seats;
  return { ...room, seats: [left && { ...left, ready: false }, right && { ...right, ready: false }] };
}

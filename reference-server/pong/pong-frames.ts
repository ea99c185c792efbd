import type { PlayerNumber } from './pong-physics-rules';
import { type Match, of, type Role, type Room, type Status } from './pong-room';

type WinnerName = 'Player 1' | 'Player 2';

/** To the sender: the room is made. */
export function roomCreated({ code, pointsLimit }: Room): object {
  return { type: 'room_created', room_code: code, points_limit: pointsLimit };
}

/** To the sender: they are in, with a place or as an observer. */
export function joined({ code }: Room, role: Role, player: PlayerNumber | undefined): object {
  return role === 'player' && player !== undefined
    ? { type: 'joined_as_player', player_num: player, room_code: code }
    : { type: 'joined_as_observer', room_code: code };
}

/** To the room: its status. */
export function statusChange(status: Status): object {
  return { type: 'status_change', status };
}

/** To the room: a player has gone. */
export function playerDisconnected(player: PlayerNumber): object {
  return { type: 'player_disconnected', player_num: player };
}

/** To the room, every tick: where all is, to two decimals. */
export function gameUpdate(status: Status, { field, score, winner }: Match): object {
  const [left, right] = field.paddles;
  return {
    type: 'game_update',
    status,
    p1_y: rounded(left.y),
    p2_y: rounded(right.y),
    ball_x: rounded(field.ball.x),
    ball_y: rounded(field.ball.y),
    score_p1: of(score, 1),
    score_p2: of(score, 2),
    winner: winner === undefined ? null : nameOf(winner),
  };
}

/** To the room: who has won. The match is on record. @throws Error if nobody has. */
export function resultOf({ code, pointsLimit, match }: Room): object {
  if (match?.winner === undefined) throw new Error(`no result in room ${code}`);
  return {
    type: 'game_over',
    winner: nameOf(match.winner),
    final_score: match.score,
    room_code: code,
    points_limit: pointsLimit,
  };
}

/** To the sender of a frame that was wrong. The text is for people, and never internal. */
export function errorFrame(message: string): object {
  return { type: 'error', message };
}

function nameOf(player: PlayerNumber): WinnerName {
  return player === 1 ? 'Player 1' : 'Player 2';
}

function rounded(value: number): number {
  return Math.round(value * 100) / 100;
}

import { refuseNested } from '../../nested';
import type { GameStatus, Pair, Place, PongEvent } from '../events';

/** Statuses on the wire, and their words in the game. */
const STATUSES: ReadonlyMap<string, GameStatus> = new Map([
  ['waiting_for_opponent', 'waiting for an opponent'],
  ['waiting_for_ready', 'waiting for ready'],
  ['playing', 'playing'],
  ['finished', 'finished'],
]);

const WINNERS: ReadonlyMap<string, Place> = new Map([
  ['Player 1', 1],
  ['Player 2', 2],
]);

type Frame =
  | { type: 'room_created'; room_code: string; points_limit: number }
  | { type: 'joined_as_player'; player_num: Place; room_code: string }
  | { type: 'joined_as_observer'; room_code: string }
  | { type: 'status_change'; status: string }
  | {
      type: 'game_update';
      status: string;
      p1_y: number;
      p2_y: number;
      ball_x: number;
      ball_y: number;
      score_p1: number;
      score_p2: number;
      winner: string | null;
    }
  | { type: 'game_over'; winner: string; final_score: Pair; room_code: string; points_limit: number }
  | { type: 'player_disconnected'; player_num: Place }
  | { type: 'error'; message: string };

/** A frame to an event. Never throws: what cannot be understood is `unknown`, and the contract checker says why. */
export function decodeFrame(text: string): PongEvent {
  try {
    const frame = JSON.parse(text) as Frame;
    const { final_score: score = [], ...values } = frame as Extract<Frame, { type: 'game_over' }>;
    for (const part of [values, score]) refuseNested(part);
    return eventOf(frame);
  } catch {
    return { kind: 'unknown', telling: text.slice(0, 60) };
  }
}

function eventOf(frame: Frame): PongEvent {
  switch (frame.type) {
    case 'room_created': {
      const { room_code: room, points_limit: limit } = frame;
      return { kind: 'room created', room, limit, telling: `to ${limit}` };
    }
    case 'joined_as_player':
      return {
        kind: 'joined',
        room: frame.room_code,
        place: frame.player_num,
        telling: `as player ${frame.player_num}`,
      };
    case 'joined_as_observer':
      return { kind: 'joined', room: frame.room_code, place: null, telling: 'as observer' };
    case 'status_change': {
      const status = statusOf(frame.status);
      return { kind: 'game status', status, telling: status };
    }
    case 'game_update': {
      const { p1_y, p2_y, ball_x: x, ball_y: y, score_p1, score_p2 } = frame;
      const winner = winnerOf(frame.winner);
      return {
        kind: 'update',
        status: statusOf(frame.status),
        ball: { x, y },
        paddles: [p1_y, p2_y],
        score: [score_p1, score_p2],
        winner,
        telling: `ball ${x}, ${y}; paddles ${p1_y} | ${p2_y}; ${score_p1}:${score_p2}${winner ? `, player ${winner} has won` : ''}`,
      };
    }
    case 'game_over': {
      const { final_score: score, room_code: room, points_limit: limit } = frame;
      const winner = winnerOf(frame.winner);
      const telling = `player ${winner} has won ${score[0]}:${score[1]}`;
      return { kind: 'game over', room, winner, score, limit, telling };
    }
    case 'player_disconnected':
      return { kind: 'player left', place: frame.player_num, telling: `player ${frame.player_num}` };
    case 'error':
      return { kind: 'refused', reason: frame.message, telling: frame.message, trouble: true };
    default:
      return { kind: 'unknown', telling: JSON.stringify(frame).slice(0, 60) };
  }
}

/** @throws Error for a status there is not. */
function statusOf(word: string): GameStatus {
  const status = STATUSES.get(word);
  if (status) return status;
  throw new Error(`There is no status "${word}".`);
}

/** @throws Error for a winner there is not. */
function winnerOf(word: string | null): Place | null {
  if (word === null) return null;
  const place = WINNERS.get(word);
  if (place) return place;
  throw new Error(`"${word}" cannot win.`);
}

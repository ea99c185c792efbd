import { alters, doubles, loses, ofType, swaps } from '../habits';
import type { Frame, Line, Saboteur } from '../interference';
import { forThe, having, knowingTheRoom, roomOf } from './seats';

/** Faulty servers that count or tell the end of a game otherwise than by the rules. */
export const POINT_SABOTEURS: readonly Saboteur[] = [
  {
    id: 'pong-end-not-told-to-observers',
    system: 'pong',
    requirement: 'PONG-10',
    sentence: 'Observers are not told who has won.',
    says: /Olive waited .* for the word that player 1 has won 5:3, in vain/,
    interferes: () => knowingTheRoom(loses(forThe('observer', ofType('game_over')))),
  },
  {
    id: 'pong-end-twice-for-the-loser',
    system: 'pong',
    requirement: 'PONG-10',
    sentence: 'Player two is told twice of an end that player one is told of once.',
    says: /Bo had to see .* has won 5:3 exactly once .* saw it twice|Bo( \(connection 1\))? was told twice of one end/,
    interferes: () => knowingTheRoom(doubles(forThe(2, ofType('game_over')))),
  },
  {
    id: 'pong-final-score-by-the-winner',
    system: 'pong',
    requirement: 'PONG-10',
    sentence: "The final score begins with the winner's points, also where player two has won.",
    says: /the final score: expected \[ 11, 7 \]|was told of another end than was seen/,
    interferes: () =>
      alters(having('winner', 'Player 2', ofType('game_over')), (frame) => ({
        ...frame,
        final_score: [...(frame.final_score as number[])].reverse(),
      })),
  },
  {
    id: 'pong-end-to-five-points',
    system: 'pong',
    requirement: 'PONG-10',
    sentence: 'Of every game that is over it is told that it was one to five points.',
    says: /was told that a game to 5 points was won with \d+/,
    interferes: () => alters(ofType('game_over'), (frame) => ({ ...frame, points_limit: 5 })),
  },
  {
    id: 'pong-over-a-point-early',
    system: 'pong',
    requirement: 'PONG-10',
    sentence: 'At one point short of the limit for both, player one is shown as the winner.',
    says: /player 1 as winner at 4:4 in a game to 5/,
    interferes: () =>
      alters(having('score_p1', 4, having('score_p2', 4, ofType('game_update'))), (frame) => ({
        ...frame,
        status: 'finished',
        winner: 'Player 1',
      })),
  },
  {
    id: 'pong-winner-before-the-end',
    system: 'pong',
    requirement: 'PONG-10',
    sentence: 'Everybody is told who has won before being told that the game is over.',
    says: /was told of an end before "finished"/,
    interferes: () => swaps(having('status', 'finished', ofType('status_change'))),
  },
  {
    id: 'pong-one-digit-on-the-board',
    system: 'pong',
    requirement: 'PONG-10',
    sentence: 'Of a score of ten and more, the last digit alone is shown.',
    says: /saw the score go from 7:10 to 7:0 in one tick/,
    interferes: () =>
      alters(ofType('game_update'), (frame) => ({
        ...frame,
        score_p1: Number(frame.score_p1) % 10,
        score_p2: Number(frame.score_p2) % 10,
      })),
  },
  {
    id: 'pong-won-off-the-record',
    system: 'pong',
    requirement: 'PONG-10',
    sentence: 'Everybody is told of the end, and the match is not on record.',
    says: /the matches on record: expected \[\] to deeply equal/,
    interferes: () => {
      const limits = new Map<string, number>();
      const over = new Set<Line>();
      return {
        // The room is to one point more than anybody knows: for the server, the game goes on.
        said(frame, line) {
          if (frame.type !== 'create_room' || !(Number(frame.points_limit) < 100)) return [frame];
          limits.set(line.path, Number(frame.points_limit));
          return [{ ...frame, points_limit: Number(frame.points_limit) + 1 }];
        },
        told(frame, line) {
          const limit = limits.get(line.path);
          if (limit === undefined) return [frame];
          if (frame.type === 'room_created') return [{ ...frame, points_limit: limit }];
          if (frame.type !== 'game_update') return [frame];
          if (over.has(line)) return [];
          const winner = winnerOf(frame, limit);
          if (winner === null) return [frame];
          over.add(line);
          return [
            { ...frame, status: 'finished', winner },
            { type: 'status_change', status: 'finished' },
            endOf(frame, { winner, limit, line }),
          ];
        },
      };
    },
  },
];

function winnerOf({ score_p1, score_p2 }: Frame, limit: number): string | null {
  if (Number(score_p1) >= limit) return 'Player 1';
  return Number(score_p2) >= limit ? 'Player 2' : null;
}

/** The word on how a game ended, as a server gives it that has ended it. */
function endOf(
  { score_p1, score_p2 }: Frame,
  { winner, limit, line }: { readonly winner: string; readonly limit: number; readonly line: Line },
): Frame {
  return {
    type: 'game_over',
    winner,
    final_score: [score_p1, score_p2],
    room_code: roomOf(line),
    points_limit: limit,
  };
}

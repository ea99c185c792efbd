import { doubles, ofType, onLine } from '../habits';
import type { Frame, Interference, Line, Saboteur } from '../interference';
import { having, knowingTheRoom, opponentOf, othersIn, partOf, READY, statusOf, whoIs } from './seats';

/** Whenever somebody says ready and that is so, all others whom the server asks are taken to have said it. */
function takesAllForReadyWhen(isSo: (line: Line) => boolean): Interference {
  return knowingTheRoom({
    said(frame, line) {
      if (frame.type !== 'player_ready' || !isSo(line)) return [frame];
      for (const other of othersIn(line)) if (partOf(other) !== 'observer') other.say(READY);
      return [frame];
    },
  });
}

/**
 * Whoever has said ready is taken to say it again when told something of that type.
 * @param whose what stands for whoever said it: a line, or a place that others may come to have.
 */
function staysReadyAt(type: string, whose: (line: Line) => unknown): Interference {
  const ready = new Set<unknown>();
  return knowingTheRoom({
    said(frame, line) {
      if (frame.type === 'player_ready') ready.add(whose(line));
      return [frame];
    },
    told(frame, line) {
      if (frame.type === type && ready.has(whose(line))) line.say(READY);
      return [frame];
    },
  });
}

/** Faulty servers whose games begin when they must not, or begin otherwise than they must. */
export const START_SABOTEURS: readonly Saboteur[] = [
  {
    id: 'pong-ready-twice-is-both',
    system: 'pong',
    requirement: 'PONG-03',
    sentence: 'A player who says ready twice counts for both.',
    says: /must not see the game to be playing, but saw/,
    interferes: () => {
      const said = new Set<Line>();
      return takesAllForReadyWhen((line) => {
        const before = said.has(line);
        said.add(line);
        return before;
      });
    },
  },
  {
    id: 'pong-observer-is-asked',
    system: 'pong',
    requirement: 'PONG-03',
    sentence: "An observer's being ready counts as player two's.",
    says: /must not see the game to be playing, but saw/,
    interferes: () =>
      knowingTheRoom({
        said(frame, line) {
          if (frame.type === 'player_ready' && partOf(line) === 'observer') whoIs(2, line)?.say(READY);
          return [frame];
        },
      }),
  },
  {
    id: 'pong-newcomer-inherits-ready',
    system: 'pong',
    requirement: 'PONG-03',
    sentence: 'A newcomer counts as ready because whoever had the place before was.',
    says: /must not see the game to be playing, but saw/,
    interferes: () => staysReadyAt('joined_as_player', (line) => `${line.path} ${partOf(line)}`),
  },
  {
    id: 'pong-who-stayed-is-ready',
    system: 'pong',
    requirement: 'PONG-16',
    sentence: 'Whoever said ready before the opponent left need not say so to the next one.',
    says: /must not see the game to be playing, but saw/,
    interferes: () => staysReadyAt('player_disconnected', (line) => line),
  },
  {
    id: 'pong-seventh-start-twice',
    system: 'pong',
    requirement: 'PONG-03',
    sentence:
      'When both say ready in the same instant, the seventh time player one sees the game begin twice.',
    says: /starts that Ana saw, time 7 of 20: expected 2 to equal 1/,
    // Each room has two lines: the seventh room begins with the twelfth.
    interferes: () => doubles(onLine(12, having('status', 'playing', ofType('status_change')))),
  },
  {
    id: 'pong-loser-starts-the-rematch',
    system: 'pong',
    requirement: 'PONG-17',
    sentence: 'After a game, one of the two alone starts the rematch.',
    says: /must not see the game to be playing, but saw/,
    interferes: () => takesAllForReadyWhen((line) => statusOf(line) === 'finished'),
  },
  {
    id: 'pong-winner-starts-the-rematch',
    system: 'pong',
    requirement: 'PONG-17',
    sentence:
      'Player two counts as ready for a rematch with the end of the game: player one alone starts it.',
    says: /must not see the game to be playing, but saw/,
    interferes: () =>
      knowingTheRoom({
        told(frame, line) {
          if (frame.type === 'game_over' && partOf(line) === 2) line.say(READY);
          return [frame];
        },
      }),
  },
  {
    id: 'pong-rematch-under-way',
    system: 'pong',
    requirement: 'PONG-17',
    sentence: 'A paddle that was on its way at the end of a game moves on when the rematch begins.',
    says: /Ana's paddle .* 50/,
    interferes() {
      const orders = new Map<Line, Frame>();
      const over = new Set<Line>();
      return {
        said(frame, line) {
          if (frame.type === 'move_paddle') orders.set(line, frame);
          return [frame];
        },
        told(frame, line) {
          if (frame.type === 'game_over') over.add(line);
          const order = orders.get(line);
          if (frame.status === 'playing' && frame.type === 'status_change' && over.delete(line) && order)
            line.say(order);
          return [frame];
        },
      };
    },
  },
  {
    id: 'pong-rematch-with-old-points',
    system: 'pong',
    requirement: 'PONG-17',
    sentence: "The loser's points of the last game count in the rematch.",
    says: /a score of 0:0, in vain.*the score: expected \[ \+0, 3 \]|the score go from 2:4 to 2:7 in one tick/s,
    interferes: () => {
      const kept = new Map<Line, { one: number; two: number }>();
      return {
        told(frame, line) {
          if (frame.type === 'game_over') {
            const [one = 0, two = 0] = frame.final_score as number[];
            kept.set(line, one < two ? { one, two: 0 } : { one: 0, two });
          }
          const old = kept.get(line);
          if (frame.type !== 'game_update' || !old) return [frame];
          return [
            {
              ...frame,
              score_p1: Number(frame.score_p1) + old.one,
              score_p2: Number(frame.score_p2) + old.two,
            },
          ];
        },
      };
    },
  },
  {
    id: 'pong-return-is-ready',
    system: 'pong',
    requirement: 'PONG-14',
    sentence:
      'A player who left in play counts as ready when back: the game needs the word of the other one only.',
    says: /must not see the game to be playing, but saw|waited .* for the game to be playing, in vain/,
    interferes: () => {
      const played = new Set<string>();
      return knowingTheRoom({
        told(frame, line) {
          if (frame.type === 'status_change' && frame.status === 'playing') played.add(line.path);
          if (frame.type === 'joined_as_player' && played.has(line.path)) line.say(READY);
          return [frame];
        },
      });
    },
  },
  {
    id: 'pong-return-starts-the-game',
    system: 'pong',
    requirement: 'PONG-14',
    sentence: 'When a player who left in play has come back, the game needs the word of that one only.',
    says: /must not see the game to be playing, but saw/,
    interferes: () => {
      const played = new Set<string>();
      return knowingTheRoom({
        told(frame, line) {
          if (frame.type === 'status_change' && frame.status === 'playing') played.add(line.path);
          if (frame.type === 'joined_as_player' && played.has(line.path)) opponentOf(line)?.say(READY);
          return [frame];
        },
      });
    },
  },
];

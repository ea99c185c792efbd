import { alters, loses, mishears, ofType } from '../habits';
import type { Frame, Line, Saboteur } from '../interference';
import { forThe, having, knowingTheRoom, partOf, statusOf } from './seats';

/** Of a game of which none has been told. */
const FIRST_TICK: Frame = {
  type: 'game_update',
  status: 'playing',
  p1_y: 50,
  p2_y: 50,
  ball_x: 50.8,
  ball_y: 50,
  score_p1: 0,
  score_p2: 0,
  winner: null,
};

/** Faulty servers with which leaving and coming back goes wrong. */
export const LEAVING_SABOTEURS: readonly Saboteur[] = [
  {
    id: 'pong-observers-miss-who-left',
    system: 'pong',
    requirement: 'PONG-14',
    sentence: 'Observers are not told that a player has left.',
    says: /Olive waited .* for the word that player 2 has left, in vain/,
    interferes: () => knowingTheRoom(loses(forThe('observer', ofType('player_disconnected')))),
  },
  {
    id: 'pong-wrong-one-left',
    system: 'pong',
    requirement: 'PONG-14',
    sentence: 'When player two has left, whoever is there is told that player one has.',
    says: /the word that player 2 has left, in vain.*who left: expected 1 to equal 2/s,
    interferes: () =>
      alters(having('player_num', 2, ofType('player_disconnected')), (frame) => ({
        ...frame,
        player_num: 1,
      })),
  },
  {
    id: 'pong-one-tick-after-the-pause',
    system: 'pong',
    requirement: 'PONG-14',
    sentence: 'When a player has left in play, one tick more is told.',
    says: /must not see an update of the game, but saw/,
    interferes: () => {
      const last = new Map<Line, Frame>();
      return knowingTheRoom({
        told(frame, line) {
          if (frame.type === 'game_update') last.set(line, frame);
          const pauses = frame.type === 'status_change' && frame.status === 'waiting_for_opponent';
          return pauses && statusOf(line) === 'playing' ? [frame, last.get(line) ?? FIRST_TICK] : [frame];
        },
      });
    },
  },
  {
    id: 'pong-first-place-loses-the-score',
    system: 'pong',
    requirement: 'ALL-01',
    sentence: 'When player one comes back in time, the score is nil-nil all the same.',
    says: /a score of 3:2, in vain.*the score: expected \[ \+?0, \+?0 \]/s,
    interferes: () => {
      const kept = new Map<string, [number, number]>();
      const left = new Set<string>();
      const last = new Map<string, [number, number]>();
      return {
        told(frame, line) {
          const { path } = line;
          if (frame.type === 'player_disconnected' && frame.player_num === 1) left.add(path);
          const before = last.get(path);
          if (left.delete(path) && before) kept.set(path, before);
          if (frame.type !== 'game_update') return [frame];
          const [one, two] = [Number(frame.score_p1), Number(frame.score_p2)];
          last.set(path, [one, two]);
          const [lost1, lost2] = kept.get(path) ?? [0, 0];
          return [{ ...frame, score_p1: Math.max(0, one - lost1), score_p2: Math.max(0, two - lost2) }];
        },
      };
    },
  },
  {
    id: 'pong-score-kept-for-good',
    system: 'pong',
    requirement: 'PONG-14',
    sentence: 'The score of a player who left counts even when half a minute has passed.',
    says: /a score of 0:0, in vain.*the score: expected \[ 3, 2 \]/s,
    interferes: () => {
      const last = new Map<string, [number, number]>();
      const kept = new Map<string, [number, number]>();
      return {
        told(frame, line) {
          const { path } = line;
          const before = last.get(path);
          if (frame.type === 'player_disconnected' && before) kept.set(path, before);
          if (frame.type !== 'game_update') return [frame];
          const [one, two] = [Number(frame.score_p1), Number(frame.score_p2)];
          last.set(path, [one, two]);
          const [old1, old2] = kept.get(path) ?? [0, 0];
          return [
            one < old1 || two < old2 ? { ...frame, score_p1: one + old1, score_p2: two + old2 } : frame,
          ];
        },
      };
    },
  },
  {
    id: 'pong-returns-as-observer',
    system: 'pong',
    requirement: 'ALL-01',
    sentence: 'A player who comes back after being cut off is told to be an observer now.',
    says: /(Ana|Bo) came to play while a place was free, and was told to be an observer/,
    interferes: () => {
      const left = new Set<string>();
      return {
        told(frame, line) {
          if (frame.type === 'player_disconnected') left.add(line.path);
          if (frame.type !== 'joined_as_player' || !left.has(line.path)) return [frame];
          return [{ type: 'joined_as_observer', room_code: frame.room_code }];
        },
      };
    },
  },
  {
    id: 'pong-given-up-as-usual',
    system: 'pong',
    requirement: 'ALL-01',
    sentence: 'Whoever gave no sign of life is told that all ended as it should.',
    says: /Bo waited .* the server to close the connection \(1001 No sign of life\), in vain.*close code: expected 1000/s,
    interferes: () => ({
      closed: (close) => (close.reason === 'No sign of life' ? { ...close, code: 1000 } : close),
    }),
  },
  {
    id: 'pong-observer-takes-a-free-place',
    system: 'pong',
    requirement: 'PONG-04',
    sentence: 'Whoever comes to observe gets a place where one is free.',
    says: /joined as an observer, in vain/,
    interferes: () => mishears(ofType('join_game'), (frame) => ({ ...frame, role: 'player' })),
  },
  {
    id: 'pong-half-a-view',
    system: 'pong',
    requirement: 'PONG-04',
    sentence: 'Observers are shown every other tick.',
    says: /and Olive were told different things of the same room/,
    interferes: () => {
      const ticks = new Map<Line, number>();
      const everyOther = (_frame: Frame, line: Line) => {
        ticks.set(line, (ticks.get(line) ?? 0) + 1);
        return (ticks.get(line) ?? 0) % 2 === 0;
      };
      const toObservers = forThe('observer', ofType('game_update'));
      return knowingTheRoom(loses((frame, line) => toObservers(frame, line) && everyOther(frame, line)));
    },
  },
  {
    id: 'pong-leaving-observer-is-a-player',
    system: 'pong',
    requirement: 'PONG-04',
    sentence: 'When an observer leaves, the players are told that player two has left.',
    says: /was told that player 2 has left, and not that the game waits/,
    interferes: () =>
      knowingTheRoom({
        left(line) {
          const isObserver = partOf(line) === 'observer';
          if (isObserver)
            for (const other of line.all)
              if (other.path === line.path) other.tell({ type: 'player_disconnected', player_num: 2 });
          return true;
        },
      }),
  },
];

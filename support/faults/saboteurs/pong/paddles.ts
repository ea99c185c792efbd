import { loses, swallows } from '../habits';
import type { Line, Saboteur } from '../interference';
import { knowingTheRoom, opponentOf, partOf, refusalOf, whoIs } from './seats';
import { figure, shows } from './ticks';

/** Faulty servers whose paddles go where they must not, or by the wrong hand. */
export const PADDLE_SABOTEURS: readonly Saboteur[] = [
  {
    id: 'pong-right-paddle-slow',
    system: 'pong',
    requirement: 'PONG-07',
    sentence: "Player two's paddle is a hundredth slower than player one's.",
    says: /Bo's paddle .*by the rules|player 2's paddle go from/,
    interferes: () =>
      shows(() => ({ now }) => ({ p2_y: figure(50 + 0.99 * (now.p2_y - 50), 10, 90) })),
  },
  {
    id: 'pong-paddle-slides',
    system: 'pong',
    requirement: 'PONG-07',
    sentence: 'A paddle that is stopped goes one step further.',
    says: /Ana's paddle .*by the rules (44|50)/,
    interferes: () => {
      const way = new Map<string, number>();
      const slid = new Map<string, number>();
      return knowingTheRoom({
        said(frame, line) {
          const paddle = `${line.path} ${partOf(line)}`;
          if (frame.type !== 'move_paddle') return [frame];
          slid.set(paddle, frame.direction === 'stop' ? (way.get(paddle) ?? 0) : 0);
          way.set(paddle, frame.direction === 'up' ? -1.5 : frame.direction === 'down' ? 1.5 : 0);
          return [frame];
        },
        told(frame, line) {
          if (frame.type !== 'game_update') return [frame];
          const [one, two] = [1, 2].map((part) => slid.get(`${line.path} ${part}`) ?? 0);
          const p1_y = figure(Number(frame.p1_y) + (one ?? 0), 10, 90);
          return [{ ...frame, p1_y, p2_y: figure(Number(frame.p2_y) + (two ?? 0), 10, 90) }];
        },
      });
    },
  },
  {
    id: 'pong-paddle-leaves-the-field',
    system: 'pong',
    requirement: 'PONG-07',
    sentence: 'Where less than a whole step is left, a paddle goes the whole step, out of the field.',
    says: /Bo's paddle .*by the rules (10|90)/,
    interferes: () =>
      shows(() => {
        let beyond = 0;
        return ({ now, before }) => {
          if (now.p2_y !== 90 && now.p2_y !== 10) beyond = 0;
          else if (before && before.p2_y !== now.p2_y) beyond = 1.5 - Math.abs(now.p2_y - before.p2_y);
          return { p2_y: Number((now.p2_y < 50 ? now.p2_y - beyond : now.p2_y + beyond).toFixed(2)) };
        };
      }),
  },
  {
    id: 'pong-paddle-stops-short',
    system: 'pong',
    requirement: 'PONG-07',
    sentence: 'A paddle does not go to the upper end where less than a whole step is left.',
    says: /Bo's paddle .*by the rules 10/,
    interferes: () =>
      shows(() => {
        let last = 50;
        return ({ now, before }) => {
          if (now.p2_y !== 10) last = now.p2_y;
          else if (before && before.p2_y - now.p2_y >= 1.5) last = 10;
          return now.p2_y === 10 ? { p2_y: last } : {};
        };
      }),
  },
  {
    id: 'pong-no-turning-round',
    system: 'pong',
    requirement: 'PONG-07',
    sentence: 'A paddle that goes up cannot be turned round: the order to go down counts only after a stop.',
    says: /Ana's paddle .*by the rules (56|65)/,
    interferes: () => {
      const goesUp = new Set<Line>();
      return swallows((frame, line) => {
        if (frame.type !== 'move_paddle') return false;
        if (frame.direction === 'down' && goesUp.has(line)) return true;
        if (frame.direction === 'up') goesUp.add(line);
        else goesUp.delete(line);
        return false;
      });
    },
  },
  {
    id: 'pong-both-paddles-obey',
    system: 'pong',
    requirement: 'PONG-07',
    sentence: "Player one's orders move both paddles.",
    says: /Bo's paddle .*(to equal 50|by the rules)|player 2's paddle go from .*Bo had ordered nothing/,
    interferes: () =>
      knowingTheRoom({
        said(frame, line) {
          if (frame.type === 'move_paddle' && partOf(line) === 1) opponentOf(line)?.say(frame);
          return [frame];
        },
      }),
  },
  {
    id: 'pong-early-mover-unanswered',
    system: 'pong',
    requirement: 'PONG-07',
    sentence: 'Whoever moves before the game has begun is told nothing.',
    says: /"Game is not running", in vain/,
    interferes: () => loses(refusalOf('Game is not running')),
  },
  {
    id: 'pong-observer-steers',
    system: 'pong',
    requirement: 'PONG-04',
    sentence:
      "An observer who moves is told that observers cannot play, and player one's paddle moves all the same.",
    says: /a paddle moved that nobody had moved|player 1's paddle go from .*Ana had ordered nothing/,
    interferes: () =>
      knowingTheRoom({
        said(frame, line) {
          if (frame.type === 'move_paddle' && partOf(line) === 'observer') whoIs(1, line)?.say(frame);
          return [frame];
        },
      }),
  },
];

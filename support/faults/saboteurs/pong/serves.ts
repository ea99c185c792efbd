import type { Saboteur } from '../interference';
import { bouncedAt, drifts, figure, isServed, shows, type Tick } from './ticks';

/** Faulty servers that serve the ball, or count points, otherwise than by the rules. */
export const SERVE_SABOTEURS: readonly Saboteur[] = [
  {
    id: 'pong-hasty-serve',
    system: 'pong',
    requirement: 'PONG-08',
    sentence: 'The first ball of a game is six hundredths too fast.',
    says: /how far the ball is from the middle .* after the serve|how far across the ball is .*by the rules|where the rules have it at about/,
    interferes: () =>
      drifts((moment) => {
        const { now, before } = moment;
        if (bouncedAt(moment) || now.ball_y === 1 || now.ball_y === 99) return 'ends';
        const isFirst = before === undefined && Math.hypot(now.ball_x - 50, now.ball_y - 50) < 0.81;
        return !isFirst ? undefined : { x: 0.06 * (now.ball_x - 50), y: 0.06 * (now.ball_y - 50) };
      }),
  },
  {
    id: 'pong-serve-to-the-winner',
    system: 'pong',
    requirement: 'PONG-08',
    sentence:
      'After a point for player one the next ball comes toward player one, and not toward the one who conceded.',
    says: /whether the ball goes to Bo/,
    interferes: () =>
      shows(() => {
        let mirrored = false;
        return ({ now, before }) => {
          if (before && isServed(now)) mirrored = now.score_p1 > before.score_p1;
          return mirrored ? { ball_x: figure(100 - now.ball_x, 0.01, 99.99) } : {};
        };
      }),
  },
  {
    id: 'pong-steep-serve',
    system: 'pong',
    requirement: 'PONG-08',
    sentence: 'After a point the ball is served straight down.',
    says: /whether the ball goes to|how far across the ball is|the ball at .* after the serve, where the rules have it/,
    interferes: () =>
      shows(() => {
        let ticks: number | undefined;
        return ({ now, before }) => {
          if (before && isServed(now)) ticks = 0;
          else if (ticks !== undefined) ticks += 1;
          return ticks ? { ball_x: 50, ball_y: figure(50 + 0.8 * ticks, 1, 99) } : {};
        };
      }),
  },
  {
    id: 'pong-score-a-tick-late',
    system: 'pong',
    requirement: 'PONG-08',
    sentence: 'A point is shown one tick after the ball has left the field.',
    says: /the ball out of the field, and no point for it|saw the ball at .*, where the rules have it at about (0|100),/,
    interferes: () =>
      shows(() => ({ now, before }) => {
        const isWon = (now as Tick & { readonly winner?: unknown }).winner !== null;
        return before && !isWon ? { score_p1: before.score_p1, score_p2: before.score_p2 } : {};
      }),
  },
  {
    id: 'pong-paddles-home-at-a-point',
    system: 'pong',
    requirement: 'PONG-08',
    sentence: 'At a point the paddles go back to the middle.',
    says: /Ana's paddle .*by the rules 20/,
    interferes: () =>
      shows(() => {
        let points = 0;
        return ({ now, before }) => {
          if (before && isServed(now)) points += 1;
          return points > 0 ? { p1_y: 50, p2_y: 50 } : {};
        };
      }),
  },
];

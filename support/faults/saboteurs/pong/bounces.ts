import type { Saboteur } from '../interference';
import { bouncedAt, drifts, figure, isServed, type Moment, offThePaddle, shows } from './ticks';

/** What a message says of a ball that is elsewhere than by the rules. */
const BALL_IS_ELSEWHERE =
  /how far (across|down) the ball is .*by the rules|the ball at .* where the rules have it/;

/** A ball that meets a paddle's end nearer than this to where it would miss it. */
const A_HAIR = 0.05;
/** Of the speed at which a ball is served, 0.8 a tick. */
const A_HUNDREDTH = 0.008;
/** So far from a paddle's middle a ball misses it, and where it meets nothing but the end of it. */
const [MISSES, END] = [11, 10];

/** Faulty servers whose balls bounce otherwise than by the stated physics. */
export const BOUNCE_SABOTEURS: readonly Saboteur[] = [
  {
    id: 'pong-ball-in-a-curve',
    system: 'pong',
    requirement: 'PONG-08',
    sentence: 'Nothing in its way, the ball flies in a slight curve, and not in a straight line.',
    says: BALL_IS_ELSEWHERE,
    interferes: () =>
      shows(() => ({ now: { ball_x, ball_y } }) => {
        // A tenth at most, halfway between the middle and either end; nothing at these.
        const sag = 0.1 * Math.sin((Math.PI * (ball_x - 50)) / 50);
        return { ball_y: figure(ball_y + sag, 1, 99) };
      }),
  },
  {
    id: 'pong-too-much-spin',
    system: 'pong',
    requirement: 'PONG-08',
    sentence:
      "A paddle's end turns the ball a little more than it should: by 0.51 for each half paddle, in place of 0.5.",
    says: BALL_IS_ELSEWHERE,
    interferes: () =>
      drifts((moment) => {
        const player = bouncedAt(moment);
        return player && { y: 0.001 * offThePaddle(player, moment.now) };
      }),
  },
  {
    id: 'pong-spin-of-the-tick-before',
    system: 'pong',
    requirement: 'PONG-08',
    sentence: 'A paddle under way turns the ball as if it were where it was one tick before.',
    says: BALL_IS_ELSEWHERE,
    interferes: () =>
      drifts((moment) => {
        const { now, before } = moment;
        const player = before && bouncedAt(moment);
        return (
          player && {
            y: 0.05 * (offThePaddle(player, { ...before, ball_y: now.ball_y }) - offThePaddle(player, now)),
          }
        );
      }),
  },
  {
    id: 'pong-right-paddle-lazy',
    system: 'pong',
    requirement: 'PONG-08',
    sentence: "Player two's paddle makes the ball four hundredths faster, and not five.",
    says: BALL_IS_ELSEWHERE,
    interferes: () =>
      drifts((moment) => {
        const player = bouncedAt(moment);
        if (player !== 2) return player && 'ends';
        return { x: A_HUNDREDTH };
      }),
  },
  {
    id: 'pong-no-top-speed',
    system: 'pong',
    requirement: 'PONG-08',
    sentence: 'A ball that is as fast as any may be becomes still faster.',
    says: BALL_IS_ELSEWHERE,
    interferes: () =>
      drifts((moment) => {
        const player = bouncedAt(moment);
        if (player === undefined) return undefined;
        const isFast = Math.abs(across(moment)) > 2.8;
        return isFast ? { x: player === 1 ? 0.04 : -0.04 } : 'ends';
      }),
  },
  {
    id: 'pong-lower-wall-damps',
    system: 'pong',
    requirement: 'PONG-08',
    sentence: 'The lower wall takes a little of the speed out of the ball.',
    says: BALL_IS_ELSEWHERE,
    interferes: () =>
      drifts((moment) => {
        const { now } = moment;
        if (now.ball_y === 99) return { y: 0.02 };
        return now.ball_y === 1 || bouncedAt(moment) ? 'ends' : undefined;
      }),
  },
  {
    id: 'pong-longer-paddle-by-a-hair',
    system: 'pong',
    requirement: 'PONG-08',
    sentence: 'A ball that only touches the end of a paddle is sent back.',
    says: BALL_IS_ELSEWHERE,
    interferes: () =>
      shows(() => {
        let returned: { readonly speed: number; ticks: number } | undefined;
        return (moment) => {
          const { now, before } = moment;
          const off = Math.abs(offThePaddle(1, now));
          const meets = before !== undefined && before.ball_x > 4 && now.ball_x <= 4;
          if (isServed(now) || bouncedAt(moment)) returned = undefined;
          else if (returned) returned.ticks += 1;
          else if (meets && off >= MISSES && off < MISSES + A_HAIR)
            returned = { speed: 1.05 * (before.ball_x - now.ball_x), ticks: 0 };
          return returned ? { ball_x: figure(4.1 + returned.speed * returned.ticks, 0.01, 99.99) } : {};
        };
      }),
  },
  {
    id: 'pong-shorter-paddle',
    system: 'pong',
    requirement: 'PONG-08',
    sentence: 'A ball passes a paddle that it meets with its edge only, and not with its middle.',
    says: BALL_IS_ELSEWHERE,
    interferes: () =>
      shows(() => {
        let missed: { readonly from: number; readonly speed: number; ticks: number } | undefined;
        return (moment) => {
          const player = bouncedAt(moment);
          const { now, before } = moment;
          if (isServed(now)) missed = undefined;
          else if (missed) missed.ticks += 1;
          if (player && before)
            missed =
              Math.abs(offThePaddle(player, now)) >= END
                ? { from: before.ball_x, speed: across(moment), ticks: 1 }
                : undefined;
          return missed ? { ball_x: figure(missed.from + missed.speed * missed.ticks, 0.01, 99.99) } : {};
        };
      }),
  },
  {
    id: 'pong-ball-sticks-to-the-paddle',
    system: 'pong',
    requirement: 'PONG-08',
    sentence: 'At a paddle the ball rests for a tick, and is then where it would have been.',
    says: /the ball stand still at|how far across the ball is .*by the rules/,
    interferes: () =>
      shows(() => {
        let rests = false;
        return (moment) => {
          const { before } = moment;
          const shown = rests && before ? { ball_x: before.ball_x, ball_y: before.ball_y } : {};
          rests = bouncedAt(moment) !== undefined;
          return shown;
        };
      }),
  },
  {
    id: 'pong-bounce-not-told',
    system: 'pong',
    requirement: 'PONG-08',
    sentence: 'The tick in which the ball touches the upper wall is told to nobody.',
    says: /was told of (no|\d+ of the \d+) ticks?|updates that \w+ was told: expected .* length|the ball at .* where the rules have it/,
    interferes: () =>
      shows(
        () =>
          ({ now }) =>
            now.ball_y === 1 ? undefined : {},
      ),
  },
];

/** How far across the ball flew in the last tick before this one that was a whole one; 0 if it is not known. */
function across({ before, earlier, now }: Moment): number {
  if (!before) return 0;
  return earlier ? before.ball_x - earlier.ball_x : now.ball_x - before.ball_x;
}

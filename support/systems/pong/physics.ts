import type { Direction, Motion, Pair, Place, Spot } from './events';

/** A game in play, exactly: frames show it with two decimals. */
export interface Field {
  readonly ball: Motion;
  /** How far down the middle of each paddle is. */
  readonly paddles: Pair;
  readonly directions: Pair<Direction>;
  readonly score: Pair;
}

/** How far the ball moves a tick. */
export type Velocity = Pick<Motion, 'vx' | 'vy'>;

export const CENTRE: Spot = { x: 50, y: 50 };
export const SERVE_SPEED = 0.8;
/** The steepest serve, up or down from the horizontal. */
export const SERVE_ANGLE = Math.PI / 4;

const PADDLE_STEP = 1.5;
const PADDLE_TOP = 10;
const PADDLE_BOTTOM = 90;
export const CEILING = 1;
export const FLOOR = 99;
/** Half a ball and half a paddle, across and down: nearer than that, they overlap. */
const REACH = { across: 1 + 1, down: 1 + 10 };
export const TOP_SPEED = 3;
const QUICKER = 1.05;
const SPIN = 0.5 / 10;

/** The paddle on one side: the x of its middle, where it meets the ball's middle, and where it puts it. */
interface Side {
  readonly place: Place;
  readonly x: number;
  readonly returnsTo: number;
  /** True for a ball that moves towards it. */
  faces(ball: Motion): boolean;
  /** True if the ball came to it or past it in this tick. */
  crossed(before: number, now: number): boolean;
}

const SIDES: Pair<Side> = [
  {
    place: 1,
    x: 2,
    returnsTo: 4.1,
    faces: ({ vx }) => vx < 0,
    crossed: (before, now) => before > 4 && now <= 4,
  },
  {
    place: 2,
    x: 98,
    returnsTo: 95.9,
    faces: ({ vx }) => vx > 0,
    crossed: (before, now) => before < 96 && now >= 96,
  },
];

/**
 * The field one tick later: paddles, ball, walls, paddles' bounce, score, as the contract has them. `serve` is asked for
 * the next ball after a point, with the place of the player who conceded it: the server throws that ball by chance.
 */
export function tick(field: Field, serve: (toward: Place) => Velocity): Field {
  const paddles: Pair = [
    movedPaddle(field.paddles[0], field.directions[0]),
    movedPaddle(field.paddles[1], field.directions[1]),
  ];
  const ball = offPaddles(offWalls(flown(field.ball)), field.ball.x, paddles);
  const scorer = scorerOf(ball);
  if (scorer === undefined) return { ...field, paddles, ball };
  const [one, two] = field.score;
  return {
    ...field,
    paddles,
    ball: { ...CENTRE, ...serve(otherThan(scorer)) },
    score: scorer === 1 ? [one + 1, two] : [one, two + 1],
  };
}

/** A serve at that angle from the horizontal, in radians, downwards if positive. */
export function served(toward: Place, angle: number): Velocity {
  const ahead = SERVE_SPEED * Math.cos(angle);
  return { vx: toward === 1 ? -ahead : ahead, vy: SERVE_SPEED * Math.sin(angle) };
}

/** Who has reached the limit; null while nobody has. */
export function winnerOf([one, two]: Pair, limit: number): Place | null {
  if (one >= limit) return 1;
  return two >= limit ? 2 : null;
}

export function otherThan(place: Place): Place {
  return place === 1 ? 2 : 1;
}

function movedPaddle(y: number, direction: Direction): number {
  if (direction === 'stop') return y;
  return direction === 'up'
    ? Math.max(PADDLE_TOP, y - PADDLE_STEP)
    : Math.min(PADDLE_BOTTOM, y + PADDLE_STEP);
}

function flown({ x, y, vx, vy }: Motion): Motion {
  return { x: x + vx, y: y + vy, vx, vy };
}

function offWalls(ball: Motion): Motion {
  if (ball.y <= CEILING) return { ...ball, y: CEILING, vy: Math.abs(ball.vy) };
  if (ball.y >= FLOOR) return { ...ball, y: FLOOR, vy: -Math.abs(ball.vy) };
  return ball;
}

function offPaddles(ball: Motion, before: number, paddles: Pair): Motion {
  const side = SIDES.find((one) => one.faces(ball));
  if (!side) return ball;
  const paddle = paddles[side.place - 1] ?? Number.NaN;
  const met = Math.abs(ball.x - side.x) < REACH.across || side.crossed(before, ball.x);
  if (!met || Math.abs(ball.y - paddle) >= REACH.down) return ball;
  const turned = { vx: -ball.vx, vy: ball.vy + SPIN * (ball.y - paddle) };
  const speed = Math.min(QUICKER * Math.hypot(ball.vx, ball.vy), TOP_SPEED);
  const scale = speed / Math.hypot(turned.vx, turned.vy);
  return { x: side.returnsTo, y: ball.y, vx: turned.vx * scale, vy: turned.vy * scale };
}

function scorerOf({ x }: Spot): Place | undefined {
  if (x <= 0) return 2;
  return x >= 100 ? 1 : undefined;
}

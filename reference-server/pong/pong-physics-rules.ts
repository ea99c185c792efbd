import { type Chance, draw } from './pong-chance';

/** Lengths are those of the contract: a field of 100 x 100, x to the right, y down. Speeds are per tick. */
export const TICKS_PER_SECOND = 60;
export const PADDLE_SPEED = 1.5;
export const HIGHEST_PADDLE = 10;
export const LOWEST_PADDLE = 90;
export const SERVE_SPEED = 0.8;
export const TOP_SPEED = 3;
export const UPPER_WALL = 1;
export const LOWER_WALL = 99;

const CENTRE = 50;
const PADDLE_X = [2, 98] as const;
/** Distances of the centres of ball and paddle at which they touch. */
const TOUCH_X = 2;
const TOUCH_Y = 11;
/** Where a ball is put that bounced off a paddle. */
const BOUNCE_X = [4.1, 95.9] as const;
const FASTER = 1.05;
const SPIN = 0.5;
const HALF_PADDLE = 10;
const STEEPEST_SERVE = Math.PI / 4;

export type Direction = 'up' | 'down' | 'stop';
export type PlayerNumber = 1 | 2;

export interface Ball {
  readonly x: number;
  readonly y: number;
  readonly vx: number;
  readonly vy: number;
}

export interface Paddle {
  readonly y: number;
  readonly direction: Direction;
}

/** Ball and paddles, exactly; only frames are rounded. */
export interface Field {
  readonly ball: Ball;
  /** The left one and the right one. */
  readonly paddles: readonly [Paddle, Paddle];
}

/** Where the paddles of a new match are. */
export const WAITING_PADDLES = [{ y: CENTRE }, { y: CENTRE }] as const;

/** The other one of two. */
export function opponentOf(player: PlayerNumber): PlayerNumber {
  return player === 1 ? 2 : 1;
}

/** A ball from the centre toward a player, or toward either by chance; within 45 degrees of horizontal. */
export function serve(toward: PlayerNumber | undefined, chance: Chance): { ball: Ball; chance: Chance } {
  const side = toward === undefined ? draw(chance) : { value: toward === 1 ? 0 : 1, chance };
  const turn = draw(side.chance);
  const angle = (2 * turn.value - 1) * STEEPEST_SERVE;
  const vx = (side.value < 0.5 ? -1 : 1) * SERVE_SPEED * Math.cos(angle);
  return { ball: { x: CENTRE, y: CENTRE, vx, vy: SERVE_SPEED * Math.sin(angle) }, chance: turn.chance };
}

/** One sixtieth of a second: paddles, ball, walls, bounce. Whether it was a point is asked by `conceded`. */
export function tick({ ball, paddles: [left, right] }: Field): Field {
  const paddles = [moved(left), moved(right)] as const;
  const flown = offWalls({ ...ball, x: ball.x + ball.vx, y: ball.y + ball.vy });
  return { ball: offPaddles(ball.x, flown, paddles), paddles };
}

/** Who has let the ball pass, or undefined. */
export function conceded({ ball }: Field): PlayerNumber | undefined {
  if (ball.x <= 0) return 1;
  return ball.x >= 100 ? 2 : undefined;
}

function moved(paddle: Paddle): Paddle {
  if (paddle.direction === 'stop') return paddle;
  const y = paddle.y + (paddle.direction === 'up' ? -PADDLE_SPEED : PADDLE_SPEED);
  return { ...paddle, y: Math.min(LOWEST_PADDLE, Math.max(HIGHEST_PADDLE, y)) };
}

function offWalls(ball: Ball): Ball {
  if (ball.y <= UPPER_WALL) return { ...ball, y: UPPER_WALL, vy: Math.abs(ball.vy) };
  if (ball.y >= LOWER_WALL) return { ...ball, y: LOWER_WALL, vy: -Math.abs(ball.vy) };
  return ball;
}

function offPaddles(before: number, ball: Ball, paddles: Field['paddles']): Ball {
  // No ball flies straight up or down: it is served within 45 degrees of horizontal, and no bounce takes all of vx away.
  const side = ball.vx < 0 ? 0 : 1;
  const paddle = paddles[side];
  if (Math.abs(ball.y - paddle.y) >= TOUCH_Y) return ball;
  const overlaps = Math.abs(ball.x - PADDLE_X[side]) < TOUCH_X;
  return overlaps || crosses(side, before, ball.x) ? bounced(ball, paddle, BOUNCE_X[side]) : ball;
}

/** The fastest ball can pass a paddle's face and be behind the paddle one tick later: it has hit it nevertheless. */
function crosses(side: 0 | 1, before: number, now: number): boolean {
  const face = PADDLE_X[side] + (side === 0 ? TOUCH_X : -TOUCH_X);
  return side === 0 ? before > face && now <= face : before < face && now >= face;
}

function bounced(ball: Ball, paddle: Paddle, x: number): Ball {
  const speed = Math.hypot(ball.vx, ball.vy);
  const vx = -ball.vx;
  const vy = ball.vy + (SPIN * (ball.y - paddle.y)) / HALF_PADDLE;
  const scale = Math.min(FASTER * speed, TOP_SPEED) / Math.hypot(vx, vy);
  return { x, y: ball.y, vx: vx * scale, vy: vy * scale };
}

import type { Motion, Pair, Place, Spot } from '../../systems/pong/events';
import {
  between,
  both,
  divided,
  ends,
  exactly,
  middle,
  minus,
  negated,
  plus,
  type Range,
  shownAs,
  size,
  wider,
} from './range';

/** One coordinate of a ball in flight: where it may be, how fast, and since when it flies so. */
interface Axis {
  readonly at: Range;
  readonly speed: Range;
  /** Where this stretch of straight flight began, and how many ticks ago. */
  readonly from: Range;
  readonly ticks: number;
}

/** A ball that fits all that was shown so far. */
export interface Flight {
  readonly x: Axis;
  readonly y: Axis;
  /** How fast it moves in all. */
  readonly speed: Range;
}

/** What a tick made of a flight, and who scored in it, if anybody did. */
interface Outcome {
  readonly flight: Flight;
  readonly scorer?: Place;
}

const SERVE_SPEED = 0.8;
const TOP_SPEED = 3;
const STEEPEST = Math.SQRT1_2;
const CEILING = 1;
const FLOOR = 99;
/** Nearer than this the middles of ball and paddle are when the two overlap. */
const ACROSS = 2;
const DOWN = 11;
const QUICKER = 1.05;
const SPIN = 0.05;
/** What arithmetic on the ends of ranges may lose. */
const SLACK = 1e-3;

/** The speed of a ball of which nothing is known. */
const ANYHOW = between(-TOP_SPEED, TOP_SPEED);

interface Side {
  readonly place: Place;
  readonly paddle: number;
  readonly returnsTo: number;
  /** -1 for a ball that comes from the right, 1 for one from the left. */
  readonly coming: -1 | 1;
}
const SIDES: Pair<Side> = [
  { place: 1, paddle: 2, returnsTo: 4.1, coming: -1 },
  { place: 2, paddle: 98, returnsTo: 95.9, coming: 1 },
];

/** A serve towards that player, or towards either. */
export function serves(toward?: Place): Flight[] {
  return [1, 2].flatMap((place) => {
    if (toward !== undefined && place !== toward) return [];
    const ahead = between(SERVE_SPEED * STEEPEST, SERVE_SPEED);
    const sideways = between(-SERVE_SPEED * STEEPEST, SERVE_SPEED * STEEPEST);
    return [
      {
        x: axis(exactly(50), wider(place === 1 ? negated(ahead) : ahead, SLACK)),
        y: axis(exactly(50), wider(sideways, SLACK)),
        speed: exactly(SERVE_SPEED),
      },
    ];
  });
}

/** A ball that was shown there, and of whose flight nothing is known. */
export function shownAt({ x, y }: Spot): Flight {
  return { x: axis(shownAs(x), ANYHOW), y: axis(shownAs(y), ANYHOW), speed: between(0, TOP_SPEED) };
}

/** A ball of which everything is known. */
export function setTo({ x, y, vx, vy }: Motion): Flight {
  return {
    x: axis(exactly(x), exactly(vx)),
    y: axis(exactly(y), exactly(vy)),
    speed: exactly(Math.hypot(vx, vy)),
  };
}

/** All that the rules allow of a flight in one tick, with the paddles where they were shown after it. */
export function outcomesOf(flight: Flight, paddles: Pair): Outcome[] {
  return offWalls({ ...flight, x: flown(flight.x), y: flown(flight.y) })
    .flatMap((ball) => offPaddles(ball, flight.x.at, paddles))
    .flatMap(scored);
}

/** The flight, now that the ball was shown there; undefined if it could not be. */
export function narrowed({ x, y, speed }: Flight, shown: Spot): Flight | undefined {
  const across = narrowedAxis(x, shown.x);
  const down = narrowedAxis(y, shown.y);
  if (!across || !down) return undefined;
  const [sx, sy] = [size(across.speed), size(down.speed)];
  const possible = { low: Math.hypot(sx.low, sy.low), high: Math.hypot(sx.high, sy.high) };
  return both(wider(possible, SLACK), speed) && { x: across, y: down, speed };
}

/** Where the ball had to be, for a reader. */
export function tellPlace({ x, y }: Flight): string {
  return `${Number(middle(x.at).toFixed(2))}, ${Number(middle(y.at).toFixed(2))}`;
}

function axis(at: Range, speed: Range): Axis {
  return { at, speed, from: at, ticks: 0 };
}

function flown({ at, speed, from, ticks }: Axis): Axis {
  return { at: plus(at, speed), speed, from, ticks: ticks + 1 };
}

function narrowedAxis({ at, speed, from, ticks }: Axis, shown: number): Axis | undefined {
  const here = both(at, shownAs(shown));
  if (!here) return undefined;
  if (ticks === 0) return { at: here, speed, from, ticks };
  const onTheWay = both(speed, divided(minus(here, from), ticks));
  return onTheWay && { at: here, speed: onTheWay, from, ticks };
}

function offWalls(ball: Flight): Flight[] {
  const { at, speed } = ball.y;
  const outcomes: Flight[] = [];
  const inside = both(at, between(CEILING, FLOOR));
  if (inside && at.high > CEILING && at.low < FLOOR) outcomes.push({ ...ball, y: { ...ball.y, at: inside } });
  if (at.low <= CEILING) outcomes.push({ ...ball, y: axis(exactly(CEILING), size(speed)) });
  if (at.high >= FLOOR) outcomes.push({ ...ball, y: axis(exactly(FLOOR), negated(size(speed))) });
  return outcomes;
}

function offPaddles(ball: Flight, before: Range, paddles: Pair): Flight[] {
  const missed: Flight[] = [];
  const met = SIDES.flatMap((side) => {
    const towards = side.coming < 0 ? ball.x.speed.low < 0 : ball.x.speed.high > 0;
    if (!towards) return [];
    const paddle = shownAs(paddles[side.place - 1] ?? Number.NaN);
    return mayMeet(ball, before, side, paddle) ? [returned(ball, side, paddle)] : [];
  });
  const must = SIDES.some((side) => {
    const towards = side.coming < 0 ? ball.x.speed.high < 0 : ball.x.speed.low > 0;
    return towards && mustMeet(ball, before, side, shownAs(paddles[side.place - 1] ?? Number.NaN));
  });
  if (!must) missed.push(ball);
  return [...missed, ...met];
}

function mayMeet(ball: Flight, before: Range, side: Side, paddle: Range): boolean {
  const near = distanceTo(side, ball.x.at);
  const was = distanceTo(side, before);
  const overlaps = near.low < ACROSS + SLACK && near.high > -ACROSS - SLACK;
  const crosses = was.high > ACROSS - SLACK && near.low <= ACROSS + SLACK;
  return (overlaps || crosses) && size(minus(ball.y.at, paddle)).low < DOWN + SLACK;
}

function mustMeet(ball: Flight, before: Range, side: Side, paddle: Range): boolean {
  const near = distanceTo(side, ball.x.at);
  const was = distanceTo(side, before);
  const overlaps = near.high < ACROSS - SLACK && near.low > -ACROSS + SLACK;
  const crosses = was.low > ACROSS + SLACK && near.high <= ACROSS - SLACK;
  return (overlaps || crosses) && size(minus(ball.y.at, paddle)).high < DOWN - SLACK;
}

/** How far before the paddle's middle a ball that comes to it is; negative behind it. */
function distanceTo({ paddle, coming }: Side, x: Range): Range {
  return coming < 0 ? minus(x, exactly(paddle)) : minus(exactly(paddle), x);
}

/** The ball as the paddle sends it back: what the ends of all ranges lead to, and all between. */
function returned(ball: Flight, { returnsTo }: Side, paddle: Range): Flight {
  const known = ball.x.speed.high - ball.x.speed.low < TOP_SPEED;
  if (!known) return { ...ball, x: axis(exactly(returnsTo), ANYHOW), y: axis(ball.y.at, ANYHOW) };
  const xs: number[] = [];
  const ys: number[] = [];
  const speeds: number[] = [];
  for (const vx of ends(ball.x.speed)) {
    for (const vy of ends(ball.y.speed)) {
      for (const off of ends(minus(ball.y.at, paddle))) {
        const turned = [-vx, vy + SPIN * off] as const;
        const speed = Math.min(QUICKER * Math.hypot(vx, vy), TOP_SPEED);
        const scale = speed / Math.hypot(...turned);
        xs.push(turned[0] * scale);
        ys.push(turned[1] * scale);
        speeds.push(speed);
      }
    }
  }
  const spanned = (values: readonly number[]) =>
    wider({ low: Math.min(...values), high: Math.max(...values) }, SLACK);
  return {
    x: axis(exactly(returnsTo), spanned(xs)),
    y: axis(ball.y.at, spanned(ys)),
    speed: speedAfter(ball.speed, spanned(speeds)),
  };
}

/** The speed after a bounce, from the speed before it if that is known well. */
function speedAfter(before: Range, computed: Range): Range {
  const known = {
    low: Math.min(before.low * QUICKER, TOP_SPEED),
    high: Math.min(before.high * QUICKER, TOP_SPEED),
  };
  return both(known, computed) ?? known;
}

function scored(ball: Flight): Outcome[] {
  const { low, high } = ball.x.at;
  return [
    ...(high > 0 && low < 100 ? [{ flight: ball }] : []),
    ...(low <= 0 ? [{ flight: ball, scorer: 2 as const }] : []),
    ...(high >= 100 ? [{ flight: ball, scorer: 1 as const }] : []),
  ];
}

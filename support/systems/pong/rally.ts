import { AssertionError, expect } from 'chai';
import { together } from '../../players/together';
import type { Direction, Pair, Place, PongEvent, Spot, Update } from './events';
import { anyUpdate, expectShown, updateWith } from './expectations';
import { updatesSinceMark } from './moves';
import { CEILING, FLOOR, TOP_SPEED } from './physics';
import type { Room } from './room';

/** How far down the middle of a ball is that touches a wall. */
const WALLS = { upper: CEILING, lower: FLOOR } as const;
type Wall = keyof typeof WALLS;

/** Forty seconds by the clock: ten times what it takes where orders are obeyed soon. */
const MOST_TICKS = 2_400;
/** Every so many ticks a player looks where the ball is. */
const LOOK = 3;
/** How far across the ball is when it comes to a paddle, and where it surely is at none. */
const FACES: Pair = [4, 96];
const MIDFIELD: Pair = [6, 94];
/** So far from its middle a paddle is to meet the ball, to turn it towards a wall; it misses at 11. */
const OFF_THE_MIDDLE = 7;
/** A paddle that is nearer than this to where it should be stays there: orders take effect a few ticks late, of 1.5 each. */
const NEAR = 3;
/** What the rounding of figures makes of a straight flight is less of a bend than this. */
const A_BEND = 0.05;

/**
 * Both players go by what they are told, and meet the ball off the middle of the paddle, so that it flies ever steeper, until it has
 * come to both walls, or to what the server takes for them: whether it bounced by the rules is not for them to say.
 * @throws Missed where no tick is told; AssertionError if the ball has not come to both within 2,400 ticks.
 */
export async function playToBothWalls(room: Room): Promise<void> {
  const players = room.players.map(({ player }) => player);
  let met: ReadonlySet<Wall> = new Set();
  for (let ticks = 0; ticks < MOST_TICKS; ticks += LOOK) {
    await Promise.all([room.everybodySeesPlay(LOOK, players), room.timePasses(LOOK)]);
    for (const member of room.players) {
      const updates = updatesSinceMark(member.player);
      const order = member.place ? orderFor(member.place, updates) : 'stop';
      if (order !== member.direction) member.moves(order);
      met = wallsMetIn(updates);
    }
    if (met.size === 2) return;
  }
  const told = [...met].map((wall) => `to the ${wall} wall only`).join('') || 'to no wall';
  throw new AssertionError(`In ${MOST_TICKS} ticks the ball came ${told}.`);
}

/** Since the last mark everybody has seen the ball touch each wall, and leave it in the next tick. @throws Missed, or AssertionError. */
export async function expectBackFromBothWalls(room: Room): Promise<void> {
  for (const [wall, y] of Object.entries(WALLS)) {
    const touch = updateWith(`the ball at the ${wall} wall`, ({ ball }) => {
      expectShown(ball.y, y, 'how far down the ball is');
    });
    await together(room.everybody, async (player) => {
      const { index } = await player.sees(touch);
      const next = await player.sees(anyUpdate, index + 1);
      const { ball } = ('event' in next ? (next.event as PongEvent) : undefined) as Update;
      const off = expect(
        ball.y,
        `how far down the ball is a tick after the ${wall} wall, as ${player.name} sees it`,
      );
      if (wall === 'upper') off.to.be.above(y);
      else off.to.be.below(y);
    });
  }
}

/** The walls that the ball has touched in these ticks, or before which it has turned, away from the paddles. */
function wallsMetIn(updates: readonly Update[]): ReadonlySet<Wall> {
  const met = updates.flatMap(({ ball }, index): Wall[] => {
    if (ball.y <= CEILING) return ['upper'];
    if (ball.y >= FLOOR) return ['lower'];
    const [before, after] = [updates[index - 1]?.ball, updates[index + 1]?.ball];
    if (!before || !after || ![before, ball, after].every(isInMidfield)) return [];
    const bend = after.y - ball.y - (ball.y - before.y);
    if (Math.abs(bend) < A_BEND) return [];
    return [bend > 0 ? 'upper' : 'lower'];
  });
  return new Set(met);
}

function isInMidfield({ x }: Spot): boolean {
  return x > MIDFIELD[0] && x < MIDFIELD[1];
}

/** What brings that player's paddle to where it is to meet the ball, by the last two updates; nothing for a ball that goes away. */
function orderFor(place: Place, updates: readonly Update[]): Direction {
  const [before, now] = updates.slice(-2);
  if (!before || !now) return 'stop';
  const [vx, vy] = [now.ball.x - before.ball.x, now.ball.y - before.ball.y];
  const comes = place === 1 ? vx < 0 : vx > 0;
  if (!comes || Math.abs(vx) > TOP_SPEED) return 'stop'; // further than any ball flies: it has been served
  const ticks = ((FACES[place - 1] ?? now.ball.x) - now.ball.x) / vx;
  const arrival = offTheWalls(now.ball.y + vy * ticks, vy < 0 ? -1 : 1);
  const way = arrival.y - OFF_THE_MIDDLE * arrival.sign - (now.paddles[place - 1] ?? arrival.y);
  if (Math.abs(way) < NEAR) return 'stop';
  return way < 0 ? 'up' : 'down';
}

/** Where a ball is that would be so far down if there were no walls, and whether it comes down (1) or up (-1). */
function offTheWalls(y: number, sign: number): { readonly y: number; readonly sign: number } {
  if (y < CEILING) return offTheWalls(2 * CEILING - y, -sign);
  if (y > FLOOR) return offTheWalls(2 * FLOOR - y, -sign);
  return { y, sign };
}

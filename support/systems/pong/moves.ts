import { expect } from 'chai';
import type { Player } from '../../players/player';
import { together } from '../../players/together';
import type { Audience } from '../audience';
import type { Direction, PongEvent, Update } from './events';
import { expectShown, paddleBeyond, updateWith } from './expectations';
import type { Member } from './member';
import { CENTRE, SERVE_ANGLE, SERVE_SPEED } from './physics';
import type { Room } from './room';

/** Steps of a paddle, or of the ball, that are looked at where the clock goes by itself. */
const A_FEW = 4;

/**
 * Since the last mark everybody, or this audience, sees this paddle go a few steps, each tick by as much as is said from the first step on, and
 * the other paddle stay where it was. @throws Missed, or AssertionError with the figures.
 */
export async function expectSteadyMove(
  room: Room,
  mover: Member,
  way: Exclude<Direction, 'stop'>,
  step: number,
  rester: Member,
  audience: Audience = room.everybody,
): Promise<void> {
  const [moving, resting] = [placeOf(mover), placeOf(rester)];
  const start = room.updatesBefore(mover.player, mover.player.marked).at(-1)?.paddles ?? [CENTRE.y, CENTRE.y];
  const from = start[moving - 1] ?? CENTRE.y;
  const sign = way === 'up' ? -1 : 1;
  const there = paddleBeyond(moving, from + sign * step * A_FEW, way);
  await together(audience, (player) => player.sees(there));
  for (const player of audience) {
    const seen = updatesSinceMark(player).map(({ paddles }) => paddles);
    const moved = seen.findIndex((paddles) => paddles[moving - 1] !== from);
    for (const [index, paddles] of seen.slice(moved, moved + A_FEW).entries()) {
      const when = `${index + 1} ticks after ${mover.name}'s paddle began to move, as ${player.name} sees it`;
      expectShown(paddles[moving - 1] ?? Number.NaN, from + sign * step * (index + 1), `the paddle ${when}`);
      expect(paddles[resting - 1], `${rester.name}'s paddle ${when}`).to.equal(start[resting - 1]);
    }
  }
}

/** Everybody sees the first few ticks of a game: a straight line from the middle, at the speed and within the angle of a serve. */
export async function expectServe(room: Room): Promise<void> {
  const farOut = updateWith('the ball some way from the middle', ({ ball }) => {
    expect(distance(ball), 'the distance from the middle').to.be.at.least(SERVE_SPEED * A_FEW - 0.02);
  });
  await together(room.everybody, (player) => player.sees(farOut));
  for (const player of room.everybody) {
    const flight = updatesSinceMark(player)
      .slice(0, A_FEW)
      .map(({ ball }) => ball);
    for (const [index, ball] of flight.entries()) {
      const when = `${index + 1} ticks after the serve, as ${player.name} sees it`;
      expect(distance(ball), `how far the ball is from the middle ${when}`).to.be.closeTo(
        SERVE_SPEED * (index + 1),
        0.015,
      );
      const steepness = Math.abs(ball.y - CENTRE.y) / Math.abs(ball.x - CENTRE.x);
      expect(steepness, `how steep the serve is ${when}`).to.be.at.most(Math.tan(SERVE_ANGLE) + 0.03);
      const first = flight[0] ?? ball;
      const straight = { x: (first.x - CENTRE.x) * (index + 1), y: (first.y - CENTRE.y) * (index + 1) };
      expect(ball.x - CENTRE.x, `how far across the ball is ${when}`).to.be.closeTo(straight.x, 0.03);
      expect(ball.y - CENTRE.y, `how far down the ball is ${when}`).to.be.closeTo(straight.y, 0.03);
    }
  }
}

/** The one to whom the ball comes goes out of its way, to the other end of the field, until the game is over. */
export async function letTheBallPass(room: Room): Promise<void> {
  const [first] = room.everybody;
  if (!first) throw new Error('Nobody is in the room.');
  const entry = await first.sees(
    updateWith('the ball on its way', ({ ball }) => {
      expect(Math.abs(ball.x - CENTRE.x), 'how far across it is from the middle').to.be.greaterThan(0.5);
    }),
  );
  const { ball } = ('event' in entry ? entry.event : undefined) as Update;
  for (const member of room.players) member.moves(ball.y < CENTRE.y ? 'down' : 'up');
}

function distance({ x, y }: Update['ball']): number {
  return Math.hypot(x - CENTRE.x, y - CENTRE.y);
}

/** The updates that a player has been told since the last mark. */
export function updatesSinceMark(player: Player): Update[] {
  return player.journal.entries.slice(player.marked).flatMap((entry) => {
    const event = entry.kind === 'received' ? (entry.event as PongEvent) : undefined;
    return event?.kind === 'update' ? [event] : [];
  });
}

/** @throws Error for an observer. */
function placeOf({ name, place }: Member): 1 | 2 {
  if (place) return place;
  throw new Error(`${name} has no paddle.`);
}

import type { Row } from '../series';
import type { Direction, Place, Spot } from './events';
import { expectBall, expectShown } from './expectations';
import type { Velocity } from './physics';
import type { Room } from './room';

/** How far down both paddles are when a row begins that does not say otherwise. */
const MIDDLE = 50;

/** A point of the field, across and down, as a feature writes it: 50, 2.5. */
export function spotIn(text: string): Spot {
  const [x = Number.NaN, y = Number.NaN] = text.split(', ').map(Number);
  return { x, y };
}

export const VELOCITY = /(\d+(?:\.\d+)?) (right|left)(?: and (\d+(?:\.\d+)?) (up|down))?/;

/** How far the ball moves a tick, as a feature writes it: 0.6 right and 0.5 up. @throws Error for another text. */
export function velocityIn(text: string): Velocity {
  const [, across, side, down = 0, way] = VELOCITY.exec(text) ?? [];
  if (across === undefined)
    throw new Error(`"${text}" says of no ball how it moves; write 0.6 right and 0.5 up.`);
  return {
    vx: side === 'left' ? -Number(across) : Number(across),
    vy: way === 'up' ? -Number(down) : Number(down),
  };
}

/** A ball flies as a row says: `from` a spot, `moving` so, for so many `ticks`. */
export async function fly({ held }: Room, { from = '', moving = '', ticks = '' }: Row): Promise<void> {
  held.plan({ ball: { ...spotIn(from), ...velocityIn(moving) } });
  await held.pass(Number(ticks));
}

/** Everybody saw the ball of a row come `to` that spot, and every tick was as the rules have it. @throws AssertionError otherwise. */
export function expectArrival({ held }: Room, { to = '' }: Row): void {
  held.expectLast((update, when) => expectBall(update, spotIn(to), when));
  held.expectByTheRules();
}

/** The paddle of `who` moves as a row says, one `way` for so many `ticks`, `from` there; the other is in the middle. */
export async function movePaddle(
  room: Room,
  { who = '', from = '', way = '', ticks = '' }: Row,
): Promise<void> {
  const mover = room.member(who);
  for (const one of room.players.filter(({ direction }) => direction !== 'stop')) one.moves('stop');
  room.held.plan({ paddles: { 1: MIDDLE, 2: MIDDLE, [mover.place as Place]: Number(from) } });
  mover.moves(way as Direction);
  await room.held.pass(Number(ticks));
}

/** Everybody saw the paddle of a row come `to` there, and the other rest. @throws AssertionError otherwise. */
export function expectPaddles(room: Room, { who = '', to = '' }: Row): void {
  room.held.expectLast((update, when) => {
    for (const { name, place } of room.players) {
      const where = name === who ? Number(to) : MIDDLE;
      expectShown(update.paddles[(place ?? 1) - 1] ?? Number.NaN, where, `${name}'s paddle ${when}`);
    }
  });
}

import type { Ball, Field, Paddle } from '../../reference-server/pong/pong-physics-rules';
import { isInPlay, type Room, type Ruling } from '../../reference-server/pong/pong-room';
import { join, newRoom, play, ready } from '../../reference-server/pong/pong-room-rules';

export const noon = new Date('2026-05-01T12:00:00.000Z');

/** That many seconds after noon. */
export const later = (seconds: number) => new Date(noon.getTime() + seconds * 1_000);

/** A field with a ball in the middle that stands still, and paddles that do too, but for what is given. */
export function field(ball: Partial<Ball>, left: Partial<Paddle> = {}, right: Partial<Paddle> = {}): Field {
  const paddle: Paddle = { y: 50, direction: 'stop' };
  return {
    ball: { x: 50, y: 50, vx: 0, vy: 0, ...ball },
    paddles: [
      { ...paddle, ...left },
      { ...paddle, ...right },
    ],
  };
}

/** The room after a ruling that must have been allowed. */
export function after(ruling: Ruling): Room {
  if (!ruling.allowed) throw new Error(`refused: ${ruling.reason}`);
  return ruling.room;
}

/** What is told after it, in short: `status playing`, `left 1`; or the refusal. */
export function newsOf(ruling: Ruling): string[] {
  if (!ruling.allowed) return [`refused: ${ruling.reason}`];
  return ruling.news.map((item) => (item.about === 'left' ? `left ${item.player}` : `status ${item.status}`));
}

/** A room in which Ana and Bo wait. */
export function withBoth(pointsLimit = 5): Room {
  const room = after(join(newRoom('BLUE', pointsLimit, 1), 'ana', 'player', noon));
  return after(join(room, 'bo', 'player', noon));
}

/** The room when both have said that they are ready. */
export function bothReady(room: Room, members: readonly [string, string] = ['ana', 'bo']): Room {
  return after(ready(after(ready(room, members[0])), members[1]));
}

/** The room one tick later. @throws Error for a room that is not in play. */
export function played(room: Room): Room {
  if (!isInPlay(room)) throw new Error(`not in play: ${room.status}`);
  return play(room);
}

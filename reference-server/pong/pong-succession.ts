import { setTimeout as pause } from 'node:timers/promises';
import { resultOf } from './pong-frames';
import type { PongMembers } from './pong-members';
import type { Room } from './pong-room';

/** How long those who were here are waited for when this node has taken over from another. Real time. */
const RETURN_WITHIN_MS = 400;
const LOOK_AGAIN_AFTER_MS = 50;

/** Whoever goes on with a room. */
interface Successor {
  readonly members: PongMembers;
  /** True when another node has taken over from this one. */
  readonly isOver: boolean;
  record(room: Room): Promise<boolean>;
}

/**
 * Goes on with a room as another node left it: waits for those who were here, and tells them what that node did not tell them any
 * more. Resolves when that is done, also when some have not come.
 */
export async function succeed(successor: Successor, room: Room): Promise<void> {
  await everybodyBack(successor, room);
  await catchUp(successor, room);
}

async function everybodyBack(successor: Successor, { seats }: Room): Promise<void> {
  const from = performance.now();
  const isComplete = () => seats.every((seat) => seat === null || successor.members.has(seat.member));
  while (!successor.isOver && !isComplete() && performance.now() - from < RETURN_WITHIN_MS)
    await pause(LOOK_AGAIN_AFTER_MS);
}

async function catchUp(successor: Successor, room: Room): Promise<void> {
  const { members } = successor;
  const { status } = room;
  if (status === 'finished' && (members.isAnybodyBehind(status) || members.size === 0))
    await successor.record(room);
  if (successor.isOver) return;
  const toldNow = members.tellStatusToThoseBehind(status);
  if (status === 'finished') for (const connection of toldNow) connection.send(resultOf(room));
}

import { expect } from 'chai';
import { refused } from '../../players/answers';
import type { Expectation } from '../../players/expectation';
import type { Player } from '../../players/player';
import type { Audience } from '../audience';
import type { Marker } from '../marker';
import * as marking from '../marker';
import type { Place, Update } from './events';
import { paddleBeyond, playerLeft, updateWith } from './expectations';
import type { Member } from './member';
import type { Room } from './room';

/** How far the marker moves a paddle: further than one tick, so that it is not mistaken for a slip. */
const A_GOOD_BIT = 3;

/** Proves that nobody has seen it since the last mark, whatever `actor` did. @throws Missed if somebody has, or nothing could be proved. */
export function proveNever(room: Room, actor: Player, forbidden: Expectation): Promise<void> {
  return marking.proveNever(
    actor,
    () => markerOf(room, actor),
    () => forbidden,
  );
}

/** Proves that everybody in the room, or this audience, has seen it once, and not again, since the last mark. @throws Missed, as above. */
export function proveOnce(
  room: Room,
  actor: Player,
  expectation: Expectation,
  audience: Audience = room.everybody,
): Promise<void> {
  return marking.proveOnce(() => markerOf(room, actor), audience, expectation);
}

/**
 * Proves that what `actor` has sent since the last mark moved no paddle: the server has read it, then somebody else moves the
 * own paddle, and until that was seen no paddle was anywhere else. An error answer to the actor may come and need not.
 * @throws Missed, as above.
 */
export function provePaddlesRest(room: Room, actor: Player): Promise<void> {
  actor.journal.permit((entry) => refused().matches(entry), 'what was tried was in vain');
  const before = room.latestBeforeTheMark?.paddles ?? [50, 50];
  return marking.proveNever(
    actor,
    () => paddleMarkerOf(room, actor),
    ({ by }) =>
      updateWith('a paddle moved that nobody had moved', ({ paddles }) => {
        const moved = ([1, 2] as const).filter(
          (place) => !isWhere(paddles[place - 1] ?? 0, before, place, by),
        );
        expect(moved, 'players whose paddles moved').not.to.have.lengthOf(0);
      }),
  );
}

/** A paddle is where it was, or on the way that the marker takes. */
function isWhere(y: number, before: Update['paddles'], place: Place, marker: Member): boolean {
  const was = before[place - 1] ?? 0;
  if (place !== marker.place) return y === was;
  return marker.direction === 'down' ? y >= was : y <= was;
}

interface PaddleMarker extends Marker {
  readonly by: Member;
}

/** While the game runs, a player other than the actor moves the own paddle; else such a player goes away and comes back. */
function markerOf(room: Room, actor: Player): Marker {
  if (room.status === 'playing') return paddleMarkerOf(room, actor);
  const leaver = [...room.players].reverse().find((one) => one.player !== actor) ?? room.players.at(-1);
  const witnesses = room.everybody.filter((player) => player !== leaver?.player);
  if (!leaver?.place || witnesses.length === 0) return marking.unprovable();
  return {
    witnesses,
    sign: playerLeft(leaver.place).as(`the marker: ${leaver.name} going away`),
    make: () => leaver.player.leave(),
    undo: () => room.enters(leaver),
  };
}

function paddleMarkerOf(room: Room, actor: Player): PaddleMarker {
  const by = room.players.find((one) => one.player !== actor);
  if (!by?.place) return marking.unprovable();
  const y = room.latest?.paddles[by.place - 1] ?? 50;
  const direction = y > 50 ? 'up' : 'down';
  const there = direction === 'up' ? y - A_GOOD_BIT : y + A_GOOD_BIT;
  return {
    by,
    witnesses: room.everybody,
    sign: paddleBeyond(by.place, there, direction).as(`the marker: ${by.name}'s paddle going ${direction}`),
    make: async () => {
      by.moves(direction);
      await room.timePasses(A_GOOD_BIT + 1);
    },
    undo: async () => by.moves('stop'),
  };
}

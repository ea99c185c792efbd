import { expect } from 'chai';
import { type Expectation, expecting } from '../../players/expectation';
import { starts } from '../audience';
import type { GameStatus } from './events';
import type { Room } from './room';

/** Updates by which it is seen that a game goes on. */
const A_FEW = 5;

/** What tells somebody how it goes on after the nodes had lost each other. */
type Word =
  | { readonly kind: 'update' }
  | { readonly kind: 'game status'; readonly status: GameStatus }
  | { readonly kind: 'closed' };

/**
 * The nodes had lost each other since the last mark and are joined again: for each in the room the game goes on, or they were told
 * that it waits, or to come again. Whoever was sent away comes again, both say ready where that was asked for, and all see it go on.
 */
export async function goesOnAfterAll(room: Room): Promise<void> {
  const since = starts(room.members.map(({ player }) => player));
  await Promise.all(room.members.map(({ player }) => player.sees(anyWord(since.get(player) ?? 0))));
  for (const member of room.members)
    if (!member.isIn) await room.enters(member, member.place === null ? 'observer' : 'player');
  if (room.status !== 'playing') await room.start();
  await room.everybodySeesPlay(A_FEW);
}

/** One tick of a held game falls due while the nodes have lost each other; a server may let it pass then, or when they are joined again. */
export async function ticksApart(room: Room, apart: Apart): Promise<void> {
  const { held } = room;
  const tick = () => held.pass(1);
  const hasPassed = await apart(() =>
    tick().then(
      () => true,
      () => false,
    ),
  );
  if (!hasPassed) await tick();
}

/** Parts the nodes while something happens, and gives what that gives. */
type Apart = (meanwhile: () => Promise<boolean>) => Promise<boolean>;

/** From then on an update of the game; or, at any time, the word that the game waits, or the end of the connection. */
function anyWord(since: number): Expectation {
  return expecting<Word>(
    'the game to go on, or a word that it does not',
    ['update', 'game status', 'closed'],
    (event, entry) => {
      if (event.kind === 'update')
        expect(entry.index >= since, 'whether it came after the nodes were joined again').to.equal(true);
      if (event.kind === 'game status') expect(event.status, 'the status').not.to.equal('playing');
    },
  );
}

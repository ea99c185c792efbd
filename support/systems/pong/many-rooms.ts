import { expect } from 'chai';
import type { Pair, PongEvent } from './events';
import type { Pong } from './pong';
import type { Room } from './room';

/** So many games at once, each in a room of its own, with players and codes of its own. */
export async function playMany(pong: Pong, games: number, held = false): Promise<void> {
  const pairs = Array.from({ length: games }, (_, index) => [`Ana-${index + 1}`, `Bo-${index + 1}`]);
  await Promise.all(pairs.map((pair) => (held ? pong.held(pair, MANY_POINTS) : pong.playing(pair))));
}

/** More than any score that a game is brought to. */
const MANY_POINTS = 100;

/**
 * Ticks of a held game pass while all the players of so many other games, each in a room of its own, leave in the same instant:
 * every other time without a word. Again and again, each time with new rooms.
 * @param roundBegins called for each round: it has the patience of a step of its own.
 */
export async function leaveManyWhileTicksPass(
  pong: Pong,
  game: Room,
  { games, ticks, times }: { readonly games: number; readonly ticks: number; readonly times: number },
  roundBegins: () => void,
): Promise<void> {
  await game.held.passWhile({ ticks, times }, async (round) => {
    roundBegins();
    const rooms = await Promise.all(
      Array.from({ length: games }, async (_, index) => {
        const code = pong.dialect.code(`${round + 1}-${index + 1}`);
        const room = await pong.open([`Cy-${index + 1}`, `Dan-${index + 1}`], undefined, code);
        await room.start();
        return room;
      }),
    );
    return async () => {
      const leavers = rooms.flatMap((room) => room.everybody);
      await Promise.all(leavers.map((player) => (round % 2 === 0 ? player.leave() : player.isCutOff())));
    };
  });
}

/** Each room, in its turn, comes to a score that no other has: 1:99, 2:98 and so on. */
export async function comeToScoresOfTheirOwn(pong: Pong): Promise<void> {
  await Promise.all(
    pong.rooms.map(async ({ held }, index) => {
      held.plan({ score: scoreOf(index), ball: { x: 30, y: 30, vx: 0.4, vy: 0.4 } });
      await held.pass(10);
    }),
  );
}

/** @throws AssertionError if the members of a room did not see its own score, or saw another since it has that. */
export function expectScoresOfTheirOwn(pong: Pong): void {
  for (const [index, { held }] of pong.rooms.entries()) {
    for (const { player, updates } of held.seen) {
      const scores = new Set(updates.map(({ score }) => score.join(':')));
      expect([...scores], `the scores that ${player.name} saw`).to.deep.equal([scoreOf(index).join(':')]);
    }
  }
}

/**
 * Searches every journal of every room for the codes of all others.
 * @throws AssertionError naming who was told of a room, and of which; Error if there was nothing to search.
 */
export function expectNothingOfOthers(pong: Pong): void {
  let searched = 0;
  for (const room of pong.rooms) {
    const foreign = pong.rooms.filter((one) => one !== room).map(({ code }) => code);
    for (const { name, player } of room.members) {
      for (const entry of player.journal.entries) {
        if (entry.kind !== 'received') continue;
        searched += 1;
        const found = foreign.filter((code) => entry.raw.includes(code) || roomOf(entry.event) === code);
        expect(found, `other rooms that ${name} was told of`).to.deep.equal([]);
      }
    }
  }
  if (searched === 0 || pong.rooms.length < 2) throw new Error('There was nothing to search.');
}

/** Everybody in every room sees so many ticks more of the own game. */
export async function goOn(rooms: readonly Room[], ticks: number): Promise<void> {
  await Promise.all([...rooms.map((room) => room.everybodySeesPlay(ticks)), rooms[0]?.timePasses(ticks)]);
}

function scoreOf(index: number): Pair {
  return [index + 1, MANY_POINTS - 1 - index];
}

function roomOf(event: object): string | undefined {
  return 'room' in event ? (event as Extract<PongEvent, { room: string }>).room : undefined;
}

import { expect } from 'chai';
import { closedByTheServer, theEndOf } from '../../players/connection-expectations';
import { tell } from '../../players/expectation';
import type { Player } from '../../players/player';
import { together } from '../../players/together';
import { starts } from '../audience';
import { CLOSE } from './dialect';
import type { Direction, Place } from './events';
import { anyStatus, anyUpdate, playerLeft } from './expectations';
import type { Member } from './member';
import type { Room } from './room';

/** How often a server asks everybody in a room for a sign of life, by the contract. */
const TEN_SECONDS = 10_000;
/** In ticks of the game: how long a player hears nothing before hanging up. */
const HALF_A_SECOND = 30;

/**
 * Time passes by the server's clock, ten seconds at a time; whoever can be reached shows life each time, as WebSockets do by themselves.
 * @param advance moves the clock, by milliseconds.
 */
export async function letTimePass(
  room: Room,
  seconds: number,
  advance: (milliseconds: number) => Promise<void>,
): Promise<void> {
  for (let left = seconds * 1_000; left > 0; left -= TEN_SECONDS) {
    await advance(Math.min(left, TEN_SECONDS));
    await room.isQuiet();
  }
}

/** So many ticks pass in a held game, and this member is told of them, over a line that may pass nothing the other way. */
export async function seeTicksPass(room: Room, { player }: Member, ticks: number): Promise<void> {
  const from = player.journal.end;
  await room.held.pass(ticks);
  await player.seesInThisOrder(
    Array.from({ length: ticks }, () => anyUpdate),
    from,
  );
}

/**
 * A player's own rule: whoever asks for a sign of life, and hears neither that nor anything of a held game while half a second of it
 * passes for the others, hangs up. The others see that, where it gets through.
 * @throws AssertionError if something was heard.
 */
export async function hangUpAfterSilence(room: Room, { player, name }: Member): Promise<void> {
  const from = player.journal.end;
  player.asksForASignOfLife();
  await room.held.pass(HALF_A_SECOND);
  const heard = player.journal.entries.slice(from).map(tell);
  expect(heard, `what ${name} heard over a silent connection`).to.deep.equal([]);
  await room.lose(name);
}

/** The server has closed the connection in use for want of a sign of life, and the member learns it, if only now. */
export async function expectGivenUp({ player }: Member): Promise<void> {
  await player.sees(closedByTheServer(player.connection, CLOSE.goingAway, 'No sign of life'), 0);
}

/** Something makes both players lose their connections in the same instant, and whoever is left has seen it. */
export async function loseBothPlayers(room: Room, lose: (player: Player) => void): Promise<void> {
  const { players } = room;
  await room.losingAll(players, () => {
    for (const { player } of players) lose(player);
  });
}

/** One player is cut off, and after something else the other one; each time whoever is left has seen it. */
export async function loseOneAfterTheOther(
  room: Room,
  [first, second]: readonly [string, string],
  meanwhile: () => Promise<void>,
): Promise<void> {
  await room.lose(first);
  await meanwhile();
  const { player, place } = room.member(second);
  const others = room.everybodyBut(second);
  const since = starts(others);
  await player.isCutOff();
  await together(others, (one) => one.sees(playerLeft(place as Place), since.get(one)));
  // The game waits already: its status is no news, and nobody is told it.
  await room.isQuiet();
  for (const one of others) {
    const told = one.journal.entries.slice(since.get(one)).filter((entry) => anyStatus.matches(entry));
    expect(told.map(tell), `what ${one.name} was told of a status that had not changed`).to.deep.equal([]);
  }
}

/** These come back to the room, in this order. */
export async function comeBack(room: Room, names: readonly string[]): Promise<void> {
  for (const name of names) await room.enters(room.member(name));
}

/** Somebody whose connection has broken comes again. */
export async function comeAgain(room: Room, member: Member, as?: 'player' | 'observer'): Promise<void> {
  await member.player.sees(theEndOf(member.player.connection), 0);
  await room.enters(member, as);
}

/** Gives so many orders in one go, up and down by turns; the last is that one. */
export function orderInOneGo(member: Member, times: number, last: Direction): void {
  const other = last === 'up' ? 'down' : 'up';
  for (let given = times; given > 0; given -= 1) member.moves(given % 2 === 1 ? last : other);
}

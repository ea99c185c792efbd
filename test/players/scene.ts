import { after, before } from 'node:test';
import { expect } from 'chai';
import type { Player } from '../../support/players/player';
import { PlayerPool } from '../../support/players/pool';
import { FaultyServer, type Guest } from './faulty-server';

/** Stretches a wait to 0.1 s: for what never comes. Whatever comes is waited for as long as usual. */
const SHORT = 0.1 / 3;

/** A server for all tests of a `describe`, opened before and closed after them. */
export function serverFor(options: { answersPings?: boolean } = {}): { readonly server: FaultyServer } {
  let server: FaultyServer | undefined;
  before(async () => {
    server = await FaultyServer.open(options);
  });
  after(() => server?.close());
  return {
    get server() {
      if (!server) throw new Error('The server is opened by the first test.');
      return server;
    },
  };
}

const guests = new WeakMap<FaultyServer, number>();

/** Somebody who plays on a server, with the connection as the server holds it. */
export interface Seat {
  readonly pool: PlayerPool;
  readonly player: Player;
  readonly guest: Guest;
}

export function unhurried(): PlayerPool {
  return new PlayerPool(1);
}

/** For those who wait in vain. What they are to have seen has been `written` before. */
export function hurried(): PlayerPool {
  return new PlayerPool(SHORT);
}

/** For those to whom something comes over HTTP, and who wait in vain then: a wait lasts 1 s. */
export function calm(): PlayerPool {
  return new PlayerPool(1 / 3);
}

/** A player of a pool of its own, unless one is given, who is connected. */
export async function seat(server: FaultyServer, name = 'Ana', pool = unhurried()): Promise<Seat> {
  const player = pool.obtain(name, 'runner');
  const guest = await connect(server, player);
  return { pool, player, guest };
}

/** One connection more of a player; by another door than the server's, if one is given. */
export async function connect(server: FaultyServer, player: Player, door = server.door): Promise<Guest> {
  const number = (guests.get(server) ?? 0) + 1;
  guests.set(server, number);
  const before = player.journal.end;
  player.connect(door);
  const guest = await server.guest(number);
  await written(player, before + 2);
  return guest;
}

/** Until a journal has so many lines. Its file has a limit (package.json). */
export async function written(player: Player, lines: number): Promise<void> {
  if (player.journal.end >= lines) return;
  await new Promise<void>((resolve) => {
    const forget = player.journal.onChange(() => {
      if (player.journal.end < lines) return;
      forget();
      resolve();
    });
  });
}

/** The whole message with which it fails, of an error of that name. Fails itself if nothing does. */
export async function failure(attempt: Promise<unknown> | (() => unknown), name = 'Missed'): Promise<string> {
  const error = await Promise.resolve()
    .then(() => (typeof attempt === 'function' ? attempt() : attempt))
    .then(
      () => expect.fail('It passed, and had to fail.'),
      (cause: unknown) => cause,
    );
  if (!(error instanceof Error)) throw error;
  expect(error.name, error.message).to.equal(name);
  return error.message;
}

/** Lines of a message as they stand. */
export function lines(...each: readonly string[]): string {
  return each.join('\n');
}

import { randomInt } from 'node:crypto';
import { eventOf } from '../../players/journal';
import type { Member } from './member';

/** Under this many in one go nobody is taken for a flooder. */
const ONE_CONNECTION = 100;

const TYPES = [
  'create_room',
  'join_game',
  'player_ready',
  'move_paddle',
  'game_update',
  'game_over',
  'error',
  '',
];

/** Messages that are almost right, JSON of any kind, and text of any kind. */
const messages = (fc: typeof import('fast-check')) =>
  fc.oneof(
    fc
      .record(
        {
          type: fc.oneof(fc.constantFrom(...TYPES), fc.jsonValue()),
          direction: fc.oneof(fc.constantFrom('up', 'down', 'stop', 'left'), fc.jsonValue()),
          role: fc.oneof(fc.constantFrom('player', 'observer', 'referee'), fc.jsonValue()),
          points_limit: fc.oneof(fc.integer(), fc.double(), fc.jsonValue()),
        },
        { requiredKeys: [] },
      )
      .map((message) => JSON.stringify(message)),
    fc.json(),
    fc.string({ unit: anyCharacter(fc), maxLength: 200 }),
  );

/** Any but the halves of a pair. (fast-check's own unit for this takes a second to make.) */
const anyCharacter = (fc: typeof import('fast-check')) =>
  fc.integer({ min: 0, max: 0xd7ff }).map((code) => String.fromCharCode(code));

/** The seed that `FUZZ_SEED` gives, or one by chance. @throws Error for a seed that is no whole number. */
export function fuzzSeed(given = process.env.FUZZ_SEED): number {
  if (!given) return randomInt(2 ** 31);
  if (/^\d{1,10}$/.test(given)) return Number(given);
  throw new Error(`FUZZ_SEED is "${given}"; it must be a whole number, as a failed run prints it.`);
}

/** The messages that a seed gives: the same ones each time. */
export async function randomMessages(count: number, seed: number): Promise<string[]> {
  const fc = require('fast-check') as typeof import('fast-check'); // large, and needed by one scenario
  return fc.sample(messages(fc), { numRuns: count, seed });
}

/**
 * Sends all of them, over as many connections as it takes to be no flood: over every other one after joining as an observer.
 * Whatever comes of it is no surprise; done when the server has read all. A connection that the server ends is given up.
 */
export async function sendAll(member: Member, messages: readonly string[]): Promise<void> {
  const { player } = member;
  player.journal.permit((entry) => eventOf(entry)?.trouble === true, 'it was sent whatever would come of it');
  for (let sent = 0; sent < messages.length; sent += ONE_CONNECTION) {
    await member.comes();
    if ((sent / ONE_CONNECTION) % 2 === 0) await member.joins('observer');
    for (const text of messages.slice(sent, sent + ONE_CONNECTION)) {
      if (player.isConnected) member.sendsText(text);
    }
    if (player.isConnected) await player.isHeard();
    await player.leave();
  }
}

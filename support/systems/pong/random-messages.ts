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

/** The messages that a seed gives: the same ones each time. */
export async function randomMessages(count: number, seed: number): Promise<string[]> {
  const fc = require('fast-check') as typeof import('fast-check'); // large, and needed by one scenario
  return fc.sample(messages(fc), { numRuns: count, seed });
}

/**
 * Sends all of them, over as many connections as it takes to be no flood: over every other one after joining as an observer.
 * Whatever comes of it is no surprise. A connection that the server ends is given up, and what it may not have read is sent again in
 * smaller parts, so that in the end every message has been read, or has ended the connection that it came by alone.
 * @returns how many messages that was.
 */
export async function sendAll(member: Member, messages: readonly string[]): Promise<number> {
  const { player } = member;
  player.journal.permit((entry) => eventOf(entry)?.trouble === true, 'it was sent whatever would come of it');
  let read = 0;
  for (let sent = 0; sent < messages.length; sent += ONE_CONNECTION) {
    const role = (sent / ONE_CONNECTION) % 2 === 0 ? 'observer' : 'nobody';
    read += await sendTogether(member, messages.slice(sent, sent + ONE_CONNECTION), role);
  }
  return read;
}

/** Sends these over one connection; if the server ends it, each half over one of its own, down to single messages. */
async function sendTogether(
  member: Member,
  messages: readonly string[],
  role: 'observer' | 'nobody',
): Promise<number> {
  const { player } = member;
  await member.comes();
  if (role === 'observer') await member.joins('observer');
  for (const text of messages) member.sendsText(text);
  const isRead = await player.isHeardOrEnded();
  await player.leave();
  if (isRead || messages.length === 1) return messages.length;
  const middle = Math.ceil(messages.length / 2);
  const first = await sendTogether(member, messages.slice(0, middle), role);
  return first + (await sendTogether(member, messages.slice(middle), role));
}

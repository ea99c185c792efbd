import { z } from 'zod';
import { type Parsed, parseFirst, parseLater } from '../core/messages';

/** Bytes of the largest frame a player may send. */
export const LARGEST_FRAME = 64 * 1024;

/** ISO 8601 with seconds and an offset. */
const TIMESTAMP = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{1,9})?(Z|[+-]\d{2}:\d{2})$/;

const authMessage = z.strictObject({
  type: z.literal('auth'),
  token: z.string().min(1).max(200),
  last_seen: z.unknown().optional(),
});

const PLAYER_MESSAGES = {
  // What is wrong with its text is said in answer to the action.
  action: z.strictObject({ type: z.literal('action'), text: z.unknown().optional() }),
  history_request: z.strictObject({ type: z.literal('history_request'), since: z.unknown().optional() }),
  heartbeat: z.strictObject({ type: z.literal('heartbeat') }),
  pong: z.strictObject({ type: z.literal('pong') }),
} as const;

/** What a player says once they are welcome. */
export type PlayerMessage =
  | { readonly type: 'action'; readonly text?: unknown }
  | { readonly type: 'history_request'; readonly since: Date }
  | { readonly type: 'heartbeat' }
  | { readonly type: 'pong' };

/** Whom somebody says they are, and since when they have missed what was told: undefined for nothing, `garbled` if it cannot be read. */
export interface Introduction {
  readonly token: string;
  readonly lastSeen: Date | undefined | 'garbled';
}

export const GARBLED_LAST_SEEN =
  'last_seen must be a timestamp, such as 2026-05-01T12:00:00.000Z: ask for the history';

/** Reads a player's first frame. */
export function parseAuth(text: string): Parsed<Introduction> {
  const parsed = parseFirst(text, authMessage);
  if ('wrong' in parsed) return parsed;
  const { token, last_seen } = parsed.message;
  const lastSeen = last_seen === undefined || last_seen === null ? undefined : parseTimestamp(last_seen);
  return { message: { token, lastSeen } };
}

/** Reads any later frame of a player. */
export function parsePlayerMessage(text: string): Parsed<PlayerMessage> {
  const parsed = parseLater(text, PLAYER_MESSAGES);
  if ('wrong' in parsed) return parsed;
  const { message } = parsed;
  if (message.type !== 'history_request') return { message };
  const since = parseTimestamp(message.since);
  if (since === 'garbled') return { wrong: 'since must be a timestamp, such as 2026-05-01T12:00:00.000Z' };
  return { message: { type: 'history_request', since } };
}

function parseTimestamp(value: unknown): Date | 'garbled' {
  if (typeof value !== 'string' || !TIMESTAMP.test(value)) return 'garbled';
  const date = new Date(value);
  return Number.isNaN(date.getTime()) ? 'garbled' : date;
}

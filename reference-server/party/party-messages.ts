import { z } from 'zod';

/** Bytes of the largest frame a player may send. */
export const LARGEST_FRAME = 64 * 1024;
/** A part of a wrong frame is quoted in the answer no further than this. */
const LONGEST_QUOTE = 60;

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

/** A frame understood, or what is wrong with it in words for its sender. */
export type Parsed<Message> = { readonly message: Message } | { readonly wrong: string };

export const GARBLED_LAST_SEEN =
  'last_seen must be a timestamp, such as 2026-05-01T12:00:00.000Z: ask for the history';

/** Reads a player's first frame. */
export function parseAuth(text: string): Parsed<Introduction> {
  const json = parseJson(text);
  if (json === undefined) return { wrong: 'Invalid JSON' };
  const parsed = authMessage.safeParse(json.value);
  if (!parsed.success) return { wrong: 'Invalid auth message' };
  const { token, last_seen } = parsed.data;
  const lastSeen = last_seen === undefined || last_seen === null ? undefined : parseTimestamp(last_seen);
  return { message: { token, lastSeen } };
}

/** Reads any later frame of a player. A field the contract does not know is an error: passing over it would hide a mistake. */
export function parsePlayerMessage(text: string): Parsed<PlayerMessage> {
  const json = parseJson(text);
  if (json === undefined) return { wrong: 'Invalid JSON' };
  const { value } = json;
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return { wrong: 'A message must be a JSON object' };
  }
  const type: unknown = 'type' in value ? value.type : undefined;
  if (typeof type !== 'string') return { wrong: 'A message must have a type' };
  if (type === 'auth') return { wrong: 'Already authenticated' };
  if (!isPlayerMessageType(type)) return { wrong: `Unknown message type: ${quote(type)}` };
  const parsed = PLAYER_MESSAGES[type].safeParse(value);
  if (!parsed.success) return { wrong: describe(parsed.error) };
  if (parsed.data.type !== 'history_request') return { message: parsed.data };
  const since = parseTimestamp(parsed.data.since);
  if (since === 'garbled') return { wrong: 'since must be a timestamp, such as 2026-05-01T12:00:00.000Z' };
  return { message: { type: 'history_request', since } };
}

function parseTimestamp(value: unknown): Date | 'garbled' {
  if (typeof value !== 'string' || !TIMESTAMP.test(value)) return 'garbled';
  const date = new Date(value);
  return Number.isNaN(date.getTime()) ? 'garbled' : date;
}

function isPlayerMessageType(type: string): type is keyof typeof PLAYER_MESSAGES {
  return Object.hasOwn(PLAYER_MESSAGES, type);
}

function describe(error: z.ZodError): string {
  const [issue] = error.issues;
  if (issue?.code === 'unrecognized_keys') return `Unknown field: ${quote(issue.keys[0] ?? '')}`;
  return `${issue?.path.join('.') ?? 'message'} ${issue?.message ?? 'is wrong'}`;
}

function quote(text: string): string {
  return text.length > LONGEST_QUOTE ? `${text.slice(0, LONGEST_QUOTE)}...` : text;
}

/** Wrapped, because `null` is JSON too. */
function parseJson(text: string): { readonly value: unknown } | undefined {
  try {
    return { value: JSON.parse(text) };
  } catch {
    return undefined;
  }
}

import { z } from 'zod';

/** Largest in-game time and death count: what a 32-bit game counts to. */
export const LARGEST_FIGURE = 2 ** 31 - 1;
/** Bytes of the largest frame a mod or a spectator may send. */
export const LARGEST_FRAME = 64 * 1024;
/** A part of a wrong frame is quoted in the answer no further than this. */
const LONGEST_QUOTE = 60;

const figure = z
  .number({ error: `must be a whole number from 0 to ${LARGEST_FIGURE}` })
  .refine((value) => Number.isInteger(value) && value >= 0 && value <= LARGEST_FIGURE, {
    error: `must be a whole number from 0 to ${LARGEST_FIGURE}`,
  });
const zone = z
  .string({ error: 'must be the name of a zone' })
  .min(1, 'must be the name of a zone')
  .max(100, 'must be the name of a zone');

const authMessage = z.strictObject({ type: z.literal('auth'), mod_token: z.string().min(1).max(200) });

const MOD_MESSAGES = {
  ready: z.strictObject({ type: z.literal('ready') }),
  status_update: z.strictObject({
    type: z.literal('status_update'),
    igt_ms: figure,
    zone: zone.optional(),
    deaths: figure.optional(),
  }),
  zone_entered: z.strictObject({
    type: z.literal('zone_entered'),
    from_zone: zone,
    to_zone: zone,
    igt_ms: figure,
  }),
  finished: z.strictObject({ type: z.literal('finished'), igt_ms: figure }),
  pong: z.strictObject({ type: z.literal('pong') }),
} as const;

/** What a mod says once it is welcome. */
export type ModMessage = {
  [Type in keyof typeof MOD_MESSAGES]: z.infer<(typeof MOD_MESSAGES)[Type]>;
}[keyof typeof MOD_MESSAGES];

/** A frame understood, or what is wrong with it in words for its sender. */
export type Parsed<Message> = { readonly message: Message } | { readonly wrong: string };

/** Reads a mod's first frame. Wrong is `Invalid JSON` or `Invalid auth message`, the words of the contract. */
export function parseAuth(text: string): Parsed<{ mod_token: string }> {
  const json = parseJson(text);
  if (json === undefined) return { wrong: 'Invalid JSON' };
  const parsed = authMessage.safeParse(json.value);
  return parsed.success ? { message: parsed.data } : { wrong: 'Invalid auth message' };
}

/** Reads any later frame of a mod. A field the contract does not know is an error: passing over it would hide a mistake. */
export function parseModMessage(text: string): Parsed<ModMessage> {
  const json = parseJson(text);
  if (json === undefined) return { wrong: 'Invalid JSON' };
  const { value } = json;
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return { wrong: 'A message must be a JSON object' };
  }
  const type: unknown = 'type' in value ? value.type : undefined;
  if (typeof type !== 'string') return { wrong: 'A message must have a type' };
  if (type === 'auth') return { wrong: 'Already authenticated' };
  if (!isModMessageType(type)) return { wrong: `Unknown message type: ${quote(type)}` };
  const parsed = MOD_MESSAGES[type].safeParse(value);
  return parsed.success ? { message: parsed.data } : { wrong: describe(parsed.error) };
}

function isModMessageType(type: string): type is keyof typeof MOD_MESSAGES {
  return Object.hasOwn(MOD_MESSAGES, type);
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

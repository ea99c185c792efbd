import { z } from 'zod';
import { type Parsed, parseFirst, parseLater } from '../core/messages';

/** Largest in-game time and death count: what a 32-bit game counts to. */
export const LARGEST_FIGURE = 2 ** 31 - 1;
/** Bytes of the largest frame a mod or a spectator may send. */
export const LARGEST_FRAME = 64 * 1024;

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

/** Reads a mod's first frame. */
export function parseAuth(text: string): Parsed<{ mod_token: string }> {
  return parseFirst(text, authMessage);
}

/** Reads any later frame of a mod. */
export function parseModMessage(text: string): Parsed<ModMessage> {
  return parseLater(text, MOD_MESSAGES);
}

import { createHash, randomInt } from 'node:crypto';

/** Where a room's chance stands: a whole number below 2^32. A value like all else of a room, so that a rally can be replayed. */
export type Chance = number;

/** Where the chance of a new room starts: always the same for one code where the operator gave something to draw it from. */
export function chanceOf(code: string, source: string | undefined): Chance {
  if (source === undefined) return randomInt(2 ** 32);
  return createHash('sha256').update(`${source}/${code}`).digest().readUInt32BE();
}

/** Draws a number from 0 up to, but never, 1; and says where chance stands after it. The generator is mulberry32. */
export function draw(chance: Chance): { readonly value: number; readonly chance: Chance } {
  const after = (chance + 0x6d2b79f5) >>> 0;
  let mixed = Math.imul(after ^ (after >>> 15), after | 1);
  mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
  return { value: ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32, chance: after };
}

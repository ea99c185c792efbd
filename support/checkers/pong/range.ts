/** All that a figure may be, where it was only shown to two decimals. */
export interface Range {
  readonly low: number;
  readonly high: number;
}

/** Half of the last decimal shown, and what arithmetic loses on the way. */
const ROUNDING = 0.005 + 1e-6;

/** A figure that is known, but for what arithmetic loses. */
export function exactly(value: number): Range {
  return { low: value - 1e-7, high: value + 1e-7 };
}

/** What a figure may be that was shown so. */
export function shownAs(value: number): Range {
  return { low: value - ROUNDING, high: value + ROUNDING };
}

export function between(one: number, other: number): Range {
  return { low: Math.min(one, other), high: Math.max(one, other) };
}

export function plus(one: Range, other: Range): Range {
  return { low: one.low + other.low, high: one.high + other.high };
}

export function minus(one: Range, other: Range): Range {
  return { low: one.low - other.high, high: one.high - other.low };
}

/** @param divisor positive. */
export function divided({ low, high }: Range, divisor: number): Range {
  return { low: low / divisor, high: high / divisor };
}

export function negated({ low, high }: Range): Range {
  return { low: -high, high: -low };
}

/** Without the sign. */
export function size({ low, high }: Range): Range {
  if (low >= 0) return { low, high };
  return high <= 0 ? { low: -high, high: -low } : { low: 0, high: Math.max(-low, high) };
}

/** What is in both; undefined if nothing is. */
export function both(one: Range, other: Range): Range | undefined {
  const low = Math.max(one.low, other.low);
  const high = Math.min(one.high, other.high);
  return low <= high ? { low, high } : undefined;
}

export function wider({ low, high }: Range, by: number): Range {
  return { low: low - by, high: high + by };
}

export function middle({ low, high }: Range): number {
  return (low + high) / 2;
}

/** The ends of a range. */
export function ends({ low, high }: Range): readonly number[] {
  return [low, high];
}

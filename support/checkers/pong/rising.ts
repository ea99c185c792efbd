/** How many of these numbers, which rise, are not above a limit. */
export function countUpTo(rising: readonly number[], limit: number): number {
  let low = 0;
  let high = rising.length;
  while (low < high) {
    const half = (low + high) >> 1;
    if ((rising[half] ?? Number.POSITIVE_INFINITY) <= limit) low = half + 1;
    else high = half;
  }
  return low;
}

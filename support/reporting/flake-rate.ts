/** How sure a bound is: 95 %, one-sided. */
const DOUBT = 0.05;

/**
 * The highest rate of failure that still goes with what was seen, at 95 %: 3/n where nothing failed (the rule of three),
 * else the exact one-sided bound of Clopper and Pearson.
 * @param failures how many runs failed, 0 to `runs`
 * @param runs how many ran; runs are taken as independent of each other
 * @returns a rate from 0 to 1; 1 where nothing ran
 */
export function flakeBound(failures: number, runs: number): number {
  if (runs === 0 || failures >= runs) return 1;
  if (failures === 0) return Math.min(1, 3 / runs);
  // The chance of so few failures falls as the rate rises: halve the stretch in which it crosses 5 %.
  let low = failures / runs;
  let high = 1;
  while (high - low > 1e-9) {
    const middle = (low + high) / 2;
    if (chanceOfAtMost(failures, runs, middle) > DOUBT) low = middle;
    else high = middle;
  }
  return high;
}

/** The binomial distribution function, summed from logarithms so that thousands of runs do not underflow. */
function chanceOfAtMost(failures: number, runs: number, rate: number): number {
  let term = runs * Math.log1p(-rate);
  let sum = Math.exp(term);
  for (let k = 1; k <= failures; k += 1) {
    term += Math.log((runs - k + 1) / k) + Math.log(rate) - Math.log1p(-rate);
    sum += Math.exp(term);
  }
  return sum;
}

/** A rate as a reader takes it in: `0.06 %`, `12 %`. */
export function percent(rate: number): string {
  const value = rate * 100;
  return `${value >= 10 ? value.toFixed(0) : value >= 1 ? value.toFixed(1) : value.toPrecision(1)} %`;
}

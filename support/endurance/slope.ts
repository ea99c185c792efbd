/** A point of a series. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

/**
 * How steeply a series rises: the median of the slopes between all its pairs of points (Theil 1950, Sen 1968). Up to 29 % of the points may lie
 * anywhere and hardly move it: one sample that was taken at a bad moment is not taken for growth.
 * @returns y for each x; 0 where there are not two points with different x.
 */
export function slopeOf(points: readonly Point[]): number {
  const slopes = points.flatMap((one, index) =>
    points
      .slice(index + 1)
      .flatMap((other) => (other.x === one.x ? [] : [(other.y - one.y) / (other.x - one.x)])),
  );
  return slopes.length === 0 ? 0 : quantileOf(slopes, 0.5);
}

/** The value below which that share (0 to 1) of the values lies. @throws RangeError for no values. */
export function quantileOf(values: readonly number[], share: number): number {
  const sorted = values.toSorted((one, other) => one - other);
  const place = (sorted.length - 1) * share;
  const [below, above] = [sorted[Math.floor(place)], sorted[Math.ceil(place)]];
  if (below === undefined || above === undefined)
    throw new RangeError('There are no values to have a quantile of.');
  return below + (above - below) * (place - Math.floor(place));
}

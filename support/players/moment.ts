/** A time of a session: UTC, by ISO 8601, with as many decimals as the server writes. */
const TIMESTAMP = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(\.\d+)?Z$/;

/**
 * A time as milliseconds since 1970, with the microseconds of a server that writes them: two messages may be told in one millisecond.
 * @returns undefined for what is no such time.
 */
export function momentOf(text: unknown): number | undefined {
  const [, whole, fraction = ''] = (typeof text === 'string' && TIMESTAMP.exec(text)) || [];
  const seconds = whole === undefined ? Number.NaN : Date.parse(`${whole}Z`);
  return Number.isNaN(seconds) ? undefined : seconds + Math.round(Number(`0${fraction}`) * 1_000_000) / 1_000;
}

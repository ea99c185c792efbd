const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
const OF_NO_RACE = '00000000-0000-0000-0000-000000000000';

/**
 * The race's id as a path names it, spelled as in the record. What is no UUID becomes an id that no race has, so that
 * it is answered as any unknown race is.
 */
export function raceIdFrom(text: string | undefined): string {
  return text !== undefined && UUID.test(text) ? text.toLowerCase() : OF_NO_RACE;
}

/** The place where all of one race meet, from the groups of a path or route. */
export function racePlace([raceId]: readonly string[]): string {
  return `race/${raceIdFrom(raceId)}`;
}

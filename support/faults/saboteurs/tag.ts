/** Who stands in the middle and lets everything pass: what fails then fails because somebody is there at all. */
export const NOBODY = 'nobody';

/** Begins the tag of a scenario that is played under a saboteur; its id follows. */
const TAG = '@saboteur:';

/** The tag of a scenario that is played under that one. */
export function tagOf(saboteur: string): string {
  return `${TAG}${saboteur}`;
}

/** Who is to misbehave in a scenario with these tags; undefined: it is played as ever. */
export function saboteurIn(tags: readonly string[]): string | undefined {
  return tags.find((tag) => tag.startsWith(TAG))?.slice(TAG.length);
}

/**
 * True if a scenario may begin while those go on: of one saboteur's there is one at a time, so that none is played in vain beside the one
 * that catches them.
 */
export function mayPlayBeside(tags: readonly string[], others: readonly (readonly string[])[]): boolean {
  const id = saboteurIn(tags);
  return id === undefined || id === NOBODY || others.every((other) => saboteurIn(other) !== id);
}

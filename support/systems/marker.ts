import type { Expectation } from '../players/expectation';
import type { Player } from '../players/player';
import { together } from '../players/together';
import type { Audience } from './audience';

/** A permitted act that everybody in `witnesses` will see by an event of its own. */
export interface Marker {
  readonly witnesses: Audience;
  readonly sign: Expectation;
  make(): void | Promise<void>;
  /** Puts things back as they were, where the marker took somebody away. */
  undo(): Promise<void>;
}

/**
 * Proves that no witness has seen it since the last mark: the server has read what `actor` sent, then somebody does what is
 * permitted and every witness sees that, then everything between is searched.
 * @param markerOf called when the actor has been heard. @throws Missed if somebody saw it, or if nothing could be proved.
 */
export async function proveNever<M extends Marker>(
  actor: Player,
  markerOf: () => M,
  forbidden: (marker: M) => Expectation,
): Promise<void> {
  if (actor.isReachable) await actor.isHeard();
  const marker = markerOf();
  const expectation = forbidden(marker);
  await marker.make();
  await together(marker.witnesses, (player) => player.neverSees(expectation, marker.sign));
  await marker.undo();
}

/** Proves that everybody of the audience has seen it once, and not again, since the last mark. @throws Missed, as above. */
export async function proveOnce(
  markerOf: () => Marker,
  audience: Audience,
  expectation: Expectation,
): Promise<void> {
  await together(audience, (player) => player.sees(expectation));
  const marker = markerOf();
  const witnesses = marker.witnesses.filter((player) => audience.includes(player));
  await marker.make();
  await together(witnesses, (player) => player.seesExactly(1, expectation, marker.sign));
  await marker.undo();
}

/** @throws Error: without somebody to set a marker and somebody to see it, nothing is proved. */
export function unprovable(): never {
  throw new Error(
    'Could not be proved: nobody is connected who could set a marker, or nobody who would see it.',
  );
}

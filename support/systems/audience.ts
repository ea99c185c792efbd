import type { Player } from '../players/player';

/** Whoever can be reached: those of a race or a room who are connected. */
export type Audience = readonly Player[];

/** Where each one's journal stands now. */
export function starts(audience: Audience): ReadonlyMap<Player, number> {
  return new Map(audience.map((player) => [player, player.journal.end]));
}

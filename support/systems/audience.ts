import type { DomainEvent } from '../players/event';
import type { Player } from '../players/player';

/** Whoever can be reached: those of a race or a room who are connected. */
export type Audience = readonly Player[];

/** Where each one's journal stands now. */
export function starts(audience: Audience): ReadonlyMap<Player, number> {
  return new Map(audience.map((player) => [player, player.journal.end]));
}

/** What these have been told, in the order of the scenario; of each, the journal from its beginning to before `end`. */
export function toldSoFar(
  players: Audience,
  end = (player: Player): number => player.journal.end,
): readonly DomainEvent[] {
  return players
    .flatMap((player) => player.journal.entries.slice(0, end(player)))
    .filter((entry) => entry.kind === 'received')
    .sort((one, other) => one.order - other.order)
    .map(({ event }) => event);
}

import type { Entry } from '../players/journal';
import type { Player } from '../players/player';

type Received = Extract<Entry, { kind: 'received' }>;

/** Reads journals as they grow: each line once. */
export class Reading {
  readonly #read = new Map<Player, number>();

  /** What this one has received so far is read. */
  passOver(player: Player): void {
    this.#read.set(player, player.journal.end);
  }

  /** What these have received since they were read last, in the order of each journal. */
  fresh(players: readonly Player[]): { readonly player: Player; readonly entry: Received }[] {
    return players.flatMap((player) => {
      const { entries } = player.journal;
      const from = this.#read.get(player) ?? 0;
      this.#read.set(player, entries.length);
      return entries.slice(from).flatMap((entry) => (entry.kind === 'received' ? [{ player, entry }] : []));
    });
  }
}

import { tell } from '../../players/expectation';
import { eventOf } from '../../players/journal';
import type { FinishedScenario } from '../scenario';
import { toldOfParties } from './told';

/** These say by themselves what was wrong (RFC 6455, 7.4.1): bytes where text belongs, and too much of it. 1006 is no close of the server's. */
const TELLING: ReadonlySet<number> = new Set([1003, 1006, 1009]);

/** A party server that closes a connection says why. */
export function partsWithAReason({ players }: FinishedScenario): string[] {
  const members = new Set(toldOfParties(players).map(({ name }) => name));
  return players.flatMap((player) => {
    if (!members.has(player.name)) return [];
    return player.journal.entries.flatMap((entry) => {
      const event = eventOf(entry);
      if (entry.kind !== 'connection' || event?.kind !== 'closed' || entry.event.kind !== 'closed') return [];
      const { by, code, reason } = entry.event;
      if (by === 'player' || TELLING.has(code) || reason !== '') return [];
      return [`${player.name} was sent away without a reason: ${tell(entry)}.`];
    });
  });
}

import { tell } from '../../players/expectation';
import type { FinishedScenario } from '../scenario';
import { roomAskedFor } from './told';

/** A code that is shorter may stand in a frame by chance. */
const SHORTEST_CODE = 8;

/** Nothing of a room is ever told in another: its code is in no frame of a connection to another room. */
export function tellsOfTheOwnRoomOnly({ players }: FinishedScenario): string[] {
  const codes = new Set(
    players.flatMap(({ journal }) =>
      journal.entries.flatMap((entry) => {
        const code = roomAskedFor(entry);
        return code !== undefined && code.length >= SHORTEST_CODE ? [code] : [];
      }),
    ),
  );
  if (codes.size < 2) return [];
  return players.flatMap(({ name, journal }) => {
    const own = new Map<number, string>();
    return journal.entries.flatMap((entry) => {
      const asked = roomAskedFor(entry);
      if (asked !== undefined) own.set(entry.connection, asked);
      const room = own.get(entry.connection);
      if (entry.kind !== 'received' || room === undefined) return [];
      const foreign = [...codes].find(
        (code) => code !== room && !room.includes(code) && entry.raw.includes(code),
      );
      return foreign === undefined
        ? []
        : [`${name} is in the room ${room} and was told of the room ${foreign}: ${tell(entry)}`];
    });
  });
}

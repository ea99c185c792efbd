import type { FinishedScenario } from '../scenario';
import { differences } from '../side-by-side';
import { type Told, toldOfRooms } from './told';

const BROADCAST: ReadonlySet<string> = new Set(['game status', 'update', 'game over', 'player left']);

/** All who are in a room are told the same in the same order: every update, status, end and leaving. */
export function tellsTheRoomTheSame({ players }: FinishedScenario): string[] {
  const rooms = new Map<string, Told[]>();
  for (const told of toldOfRooms(players)) rooms.set(told.room, [...(rooms.get(told.room) ?? []), told]);
  return [...rooms.values()].flatMap((members) =>
    differences(
      members.map((told) => ({
        ...told,
        entries: told.entries.filter(({ event }) => BROADCAST.has(event.kind)),
      })),
      'room',
    ),
  );
}

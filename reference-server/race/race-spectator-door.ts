import { type Connection, SERVER_FAILED } from '../core/connection';
import type { Door } from '../core/system';
import type { RaceDesk } from './race-desk';
import { errorFrame } from './race-frames';
import type { RaceHall } from './race-hall';
import { raceIdFrom, racePlace } from './race-id';
import { LARGEST_FRAME } from './race-messages';

const RACE_NOT_FOUND = 4004;

/** `/ws/race/{race_id}`: where anybody may watch, and nobody may act. */
export function spectatorDoor(desk: RaceDesk): Door {
  return {
    name: '/ws/race/{race_id}',
    path: /^\/ws\/race\/([^/]+)$/,
    framesPerSecond: 50,
    largestFrame: LARGEST_FRAME,
    placeOf: racePlace,
    open: ({ connection, groups: [raceId] }) => watch(desk, connection, raceIdFrom(raceId)),
  };
}

function watch({ core, halls, referee }: RaceDesk, connection: Connection, raceId: string): void {
  const inTurn = (work: (hall: RaceHall) => Promise<void>) => {
    if (halls.stopped) return;
    halls.inTurn(raceId, work).catch((error) => {
      core.log.error({ err: error, race: raceId }, 'serving a spectator failed');
      connection.close(SERVER_FAILED, 'Internal error');
    });
  };

  inTurn(async (hall) => {
    const race = await referee.view(raceId);
    if (race === undefined) return connection.close(RACE_NOT_FOUND, 'Race not found');
    if (!connection.isOpen) return;
    connection.send(hall.framesOf(race).raceState());
    hall.spectators.add(connection);
    hall.announceSpectators();
  });
  // Answered in turn as well, so that the answer shows what came before it.
  connection.onText(() => inTurn(async () => connection.send(errorFrame('Spectators cannot act'))));
  connection.onClose(() =>
    inTurn(async (hall) => {
      if (hall.spectators.delete(connection)) hall.announceSpectators();
    }),
  );
}

import { SERVER_FAILED } from '../core/connection';
import type { Arrival, Door } from '../core/system';
import type { RaceDesk } from './race-desk';
import { errorFrame } from './race-frames';
import type { RaceHall } from './race-hall';
import { raceIdFrom, racePlace } from './race-id';
import { LARGEST_FRAME } from './race-messages';
import { forgetWhenLost, gather } from './race-return';
import { readTold, writeTold } from './race-told';

const RACE_NOT_FOUND = 4004;

/** `/ws/race/{race_id}`: where anybody may watch, and nobody may act. */
export function spectatorDoor(desk: RaceDesk): Door {
  return {
    name: '/ws/race/{race_id}',
    path: /^\/ws\/race\/([^/]+)$/,
    framesPerSecond: 50,
    largestFrame: LARGEST_FRAME,
    placeOf: racePlace,
    open: (arrival) => watch(desk, arrival),
  };
}

function watch(desk: RaceDesk, { connection, groups, tenure, noted }: Arrival): void {
  const { core, halls, referee } = desk;
  const raceId = raceIdFrom(groups[0]);
  forgetWhenLost(desk, raceId, tenure);
  const inTurn = async (work: (hall: RaceHall) => Promise<void>) => {
    if (halls.stopped) return;
    await halls.inTurn(raceId, work).catch((error) => {
      core.log.error({ err: error, race: raceId }, 'serving a spectator failed');
      connection.close(SERVER_FAILED, 'Internal error');
    });
  };

  void inTurn(async (hall) => {
    const race = await referee.view(raceId);
    if (race === undefined) return connection.close(RACE_NOT_FOUND, 'Race not found');
    if (!connection.isOpen) return;
    hall.spectators.add(connection);
    if (noted !== undefined) {
      hall.catchUp(connection, race, readTold(noted));
      return gather(desk, hall, raceId);
    }
    connection.note(writeTold({ runnerId: undefined, version: race.version }));
    connection.send(hall.framesOf(race).raceState());
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

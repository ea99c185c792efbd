import type { SystemFactory } from '../core/system';
import type { RaceDesk } from './race-desk';
import { RaceHalls } from './race-halls';
import { raceRoutes } from './race-http';
import { racePlace } from './race-id';
import { modDoor } from './race-mod-door';
import { RaceReferee } from './race-referee';
import { RACE_SCHEMA } from './race-schema';
import { readSeed } from './race-seed';
import { spectatorDoor } from './race-spectator-door';

/** The race: contract in `contracts/race.asyncapi.yaml`. */
export const createRaceSystem: SystemFactory = (core) => {
  const seed = readSeed();
  const halls = new RaceHalls(seed);
  const desk: RaceDesk = { core, seed, halls, referee: new RaceReferee(core.database) };
  return {
    name: 'race',
    schema: RACE_SCHEMA,
    roles: ['organizer', 'runner'],
    doors: [modDoor(desk), spectatorDoor(desk)],
    placeOf: (route, { id }) =>
      route.startsWith('/api/races/') && id !== undefined ? racePlace([id]) : undefined,
    routes: (http) => raceRoutes(http, desk),
    stop: () => halls.stop(),
  };
};

import type { SystemFactory } from '../core/system';
import { PongArenas } from './pong-arenas';
import { gameDoor, roomPlace } from './pong-door';
import { PongRecorder } from './pong-recorder';
import { steppingRoutes } from './pong-stepping';
import { PONG_SCHEMA } from './pong-store';

/** Pong: contract in `contracts/pong.asyncapi.yaml`. */
export const createPongSystem: SystemFactory = (core) => {
  const arenas = new PongArenas(core, new PongRecorder(core));
  return {
    name: 'pong',
    schema: PONG_SCHEMA,
    roles: [],
    doors: [gameDoor(core, arenas)],
    routes: () => {},
    placeOf: (route, { code }) =>
      route.startsWith('/test/pong/rooms/') && code !== undefined ? roomPlace([code]) : undefined,
    testRoutes: (http) => steppingRoutes(http, arenas),
    stop: () => arenas.stop(),
  };
};

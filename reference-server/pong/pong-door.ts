import type { Arrival, Core, Door } from '../core/system';
import type { PongArenas } from './pong-arenas';
import { errorFrame } from './pong-frames';
import { readNote } from './pong-legacy';
import { LARGEST_FRAME, parsePlayerMessage } from './pong-messages';

const JOIN_WITHIN_MS = 60_000;
const JOIN_TIMEOUT = 4001;

/** The place where all of one room meet, from the groups of a path or route. */
export function roomPlace([code]: readonly string[]): string {
  return `pong/${code}`;
}

/** `/ws/game/{room_code}/`: where players and observers come in. */
export function gameDoor(core: Core, arenas: PongArenas): Door {
  return {
    name: '/ws/game/{room_code}/',
    path: /^\/ws\/game\/([A-Za-z0-9._-]{1,50})\/$/,
    framesPerSecond: 120,
    largestFrame: LARGEST_FRAME,
    patience: { askEvery: 10_000, longestSilence: 30_000 },
    placeOf: roomPlace,
    open: (arrival) => visit(core, arenas, arrival),
  };
}

function visit({ clock }: Core, arenas: PongArenas, { connection, groups, tenure, noted }: Arrival): void {
  const arena = arenas.at(groups[0] ?? '', tenure);
  if (noted !== undefined) arena.comeBack(connection, readNote(noted));
  const joinTimeout = clock.after(JOIN_WITHIN_MS, () => {
    if (!arena.isMember(connection)) connection.close(JOIN_TIMEOUT, 'Join timeout');
  });
  connection.onText((text) => {
    const parsed = parsePlayerMessage(text);
    if ('wrong' in parsed) connection.send(errorFrame(parsed.wrong));
    else arena.hear(connection, parsed.message);
  });
  connection.onClose(() => {
    joinTimeout.cancel();
    arena.part(connection);
  });
}

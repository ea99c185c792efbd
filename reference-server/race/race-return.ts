import { setTimeout as pause } from 'node:timers/promises';
import type { Tenure } from '../core/place';
import type { RaceDesk } from './race-desk';
import type { RaceHall } from './race-hall';

/** How long the last of those are waited for whom another node served before. Real time: it is about nodes, not about the race. */
const GATHERED_AFTER_MS = 400;
const LOOK_AGAIN_AFTER_MS = 20;

/** Sees to it that this node forgets who was at a race once another node serves it. */
export function forgetWhenLost({ halls }: RaceDesk, raceId: string, tenure: Tenure): void {
  tenure.onEnd((isLost) => {
    if (isLost) halls.drop(raceId);
  });
}

/**
 * Resolves with true when it is certain that no other node serves the race, with false if one does, or this one stops. A node that slept
 * must not act for those whom another serves by now: they would not be told.
 */
export async function isOurs({ halls }: RaceDesk, tenure: Tenure): Promise<boolean> {
  while (!tenure.isSure) {
    if (tenure.hasEnded || halls.stopped) return false;
    await pause(LOOK_AGAIN_AFTER_MS);
  }
  return true;
}

/** Somebody whom another node served before is back: when all are, everybody is told who is here. In the race's turn. */
export function gather({ core, halls, referee }: RaceDesk, hall: RaceHall, raceId: string): void {
  if (hall.gathering) return;
  hall.gathering = true;
  setTimeout(() => {
    hall.gathering = false;
    if (halls.stopped) return;
    halls
      .inTurn(raceId, async (present) => {
        const race = await referee.view(raceId);
        if (race === undefined || present !== hall) return;
        hall.announce(race, [{ about: 'leaderboard' }]);
        hall.announceSpectators();
      })
      .catch((error) => core.log.error({ err: error, race: raceId }, 'taking over a race failed'));
  }, GATHERED_AFTER_MS).unref();
}

import { setTimeout as pause } from 'node:timers/promises';
import type { Core } from '../core/system';
import { type FinishedMatch, recordMatch } from './pong-store';

/** Real time: it is about the database, and not about the game. */
const TRY_EVERY_MS = 500;
const TRIES = 20;

/** Sees to it that a match comes on record, also while the database restarts. */
export class PongRecorder {
  #stopped = false;

  constructor(private readonly core: Core) {}

  /** Gives true once the match is on record, false if it cannot be brought there. */
  async record(match: FinishedMatch): Promise<boolean> {
    for (let attempt = 1; attempt === 1 || !this.#stopped; attempt += 1) {
      try {
        await recordMatch(this.core.database, match);
        return true;
      } catch (error) {
        if (attempt === TRIES) {
          this.core.log.error({ err: error, match: match.id }, 'a match could not be recorded');
          return false;
        }
        if (attempt === 1)
          this.core.log.warn({ err: error, match: match.id }, 'recording a match failed; trying again');
        await pause(TRY_EVERY_MS);
      }
    }
    return false;
  }

  /** Tries nothing again from now on. */
  stop(): void {
    this.#stopped = true;
  }
}

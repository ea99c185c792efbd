import type { Database } from '../core/database';
import type { Race, Ruling } from './race';
import type { RaceHall } from './race-hall';
import { findRace, lockRace, saveChanges } from './race-store';

/** Sees every act through: the rules are asked, the record is written, then everybody is told. */
export class RaceReferee {
  constructor(private readonly database: Database) {}

  /**
   * One act, one transaction: the race is locked, `rule` decides on it as it stands, what it changed is committed
   * and announced. To be called in the race's turn. Gives the ruling, or undefined if there is no such race.
   * Nothing is told if `rule` throws or the record cannot be written; the error is passed on.
   */
  async decide(hall: RaceHall, raceId: string, rule: (race: Race) => Ruling): Promise<Ruling | undefined> {
    const ruling = await this.database.transaction(async (transaction) => {
      const race = await lockRace(transaction, raceId);
      if (race === undefined) return undefined;
      const decision = rule(race);
      if (decision.allowed) saveChanges(transaction, race, decision.race);
      return decision;
    });
    if (ruling?.allowed) hall.announce(ruling.race, ruling.news);
    return ruling;
  }

  /** The race as it stands, or undefined if there is none of that id. */
  view(raceId: string): Promise<Race | undefined> {
    return findRace(this.database, raceId);
  }
}

import { opened } from '../../players/connection-expectations';
import { shownTheRace } from './expectations';
import { Reporter } from './reporter';

/** Somebody who watches a race, and whose reports, if there are any, must count for nothing. */
export class Spectator extends Reporter {
  /** Comes to watch; done when the server has shown the race. */
  async watches(race: string): Promise<void> {
    const from = this.player.journal.end;
    await this.goesTo(race);
    await this.player.sees(shownTheRace, from);
  }

  /** Goes to a race, whatever comes of it. */
  async goesTo(race: string): Promise<void> {
    const from = this.player.journal.end;
    const connection = this.player.connect(this.dialect.spectatorDoor(race, this.player.node));
    await this.player.sees(opened(connection), from);
  }
}

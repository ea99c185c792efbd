import { tell } from '../../players/expectation';
import type { Player } from '../../players/player';
import { type RaceEvent, type RaceStatus, standingsIn } from '../../systems/race/events';
import { inGame } from '../../systems/race/in-game-time';
import { News } from '../news';
import { Reading } from '../reading';
import { type Line, lineOf, type RaceModel } from './race-model';

const RACE = 'the race';

/** What everybody is told of a race and its runners is what the model had, in the same order, and nothing that it never had. */
export class RaceNews {
  readonly #news = new News();
  readonly #reading = new Reading();

  /** The model has moved on. */
  note(model: RaceModel): void {
    this.#news.note(RACE, model.status);
    for (const runner of model.runners) this.#news.note(runner.name, tellLine(lineOf(runner)));
  }

  /** @throws AssertionError naming who was told what, and what was so. */
  check(players: readonly Player[]): void {
    for (const { player, entry } of this.#reading.fresh(players)) {
      const event = entry.event as RaceEvent;
      const viewer = { name: player.name, connection: entry.connection };
      const status = statusIn(event);
      if (status !== undefined) this.#news.expectSo(viewer, RACE, status, tell(entry));
      for (const { runner, zone, ...line } of standingsIn(event))
        this.#news.expectSo(viewer, runner, tellLine({ ...line, zone: zone ?? '' }), tell(entry));
    }
  }
}

function statusIn(event: RaceEvent): RaceStatus | undefined {
  return event.kind === 'race status' || event.kind === 'welcomed' || event.kind === 'shown the race'
    ? event.status
    : undefined;
}

function tellLine({ status, zone, layer, time, deaths }: Line): string {
  return `${status} at ${inGame(time)} with ${deaths} deaths in "${zone}" (layer ${layer})`;
}

import { AssertionError } from 'chai';
import { tell } from '../../players/expectation';
import type { Player } from '../../players/player';
import { type RaceEvent, type RaceStatus, standingsIn } from '../../systems/race/events';
import { inGame } from '../../systems/race/in-game-time';
import { type Line, lineOf, type RaceModel } from './race-model';

/** What one thing was after another, told as text. */
class Course {
  readonly states: string[] = [];

  note(state: string): void {
    if (this.states.at(-1) !== state) this.states.push(state);
  }
}

/**
 * What everybody is told is what was so: each connection is told of a runner, and of the race, what the model had in the same order, and
 * nothing that it never had.
 */
export class RaceNews {
  readonly #courses = new Map<string, Course>();
  /** How far along its course a thing was when a connection was told of it last. */
  readonly #told = new Map<string, number>();
  readonly #read = new Map<Player, number>();

  /** The model has moved on. */
  note(model: RaceModel): void {
    this.courseOf('the race').note(model.status);
    for (const runner of model.runners) this.courseOf(runner.name).note(tellLine(lineOf(runner)));
  }

  /** @throws AssertionError naming who was told what, and what was so. */
  check(players: readonly Player[]): void {
    for (const player of players) {
      const { entries } = player.journal;
      const from = this.#read.get(player) ?? 0;
      this.#read.set(player, entries.length);
      for (const entry of entries.slice(from)) {
        if (entry.kind !== 'received') continue;
        const event = entry.event as RaceEvent;
        const who = `${player.name} ${entry.connection}`;
        const status = statusIn(event);
        if (status !== undefined) this.expectSo(who, 'the race', status, tell(entry));
        for (const { runner, zone, ...line } of standingsIn(event))
          this.expectSo(who, runner, tellLine({ ...line, zone: zone ?? '' }), tell(entry));
      }
    }
  }

  private expectSo(who: string, what: string, told: string, where: string): void {
    const { states } = this.courseOf(what);
    const key = `${who} ${what}`;
    const last = this.#told.get(key) ?? 0;
    const now = states.indexOf(told, last);
    this.#told.set(key, Math.max(last, now));
    if (now >= 0) return;
    const [player] = who.split(' ');
    const so = states.at(-1) ?? 'not there';
    throw new AssertionError(
      `${player} was told that ${what} is ${told}, and by what was done it is ${so}: ${where}`,
    );
  }

  private courseOf(what: string): Course {
    const course = this.#courses.get(what) ?? new Course();
    this.#courses.set(what, course);
    return course;
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

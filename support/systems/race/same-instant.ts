import { expect } from 'chai';
import { refused } from '../../players/answers';
import { closedByTheServer } from '../../players/connection-expectations';
import type { ConnectionEvent } from '../../players/event';
import { expecting } from '../../players/expectation';
import type { Entry } from '../../players/journal';
import type { Player } from '../../players/player';
import { together } from '../../players/together';
import type { Audience } from '../audience';
import { starts } from '../audience';
import { CLOSE } from './dialect';
import { type RaceEvent, standingsIn } from './events';
import { raceIs, showing, shownTheRace, welcomed } from './expectations';
import type { Organizer } from './organizer';
import type { Race } from './race';
import type { Runner } from './runner';

type Closed = Extract<ConnectionEvent, { kind: 'closed' }>;

/** What one player's journal holds of one critical instant. */
interface Instant {
  readonly player: Player;
  readonly entries: readonly Entry[];
}

/**
 * The critical instants of a race, run again and again: a fault that shows once in twenty times must not need twenty
 * runs of the suite. A When runs them, a Then looks at what the journals hold of them.
 */
export class SameInstant {
  /** For each time, how many of the two connections were closed as replaced. */
  readonly #replaced: number[] = [];
  readonly #endings: Instant[][] = [];
  readonly #reported = new Map<Runner, number[]>();

  constructor(private readonly race: Race) {}

  /**
   * Two connections of one runner open and authenticate in the same instant. Each time one of them is closed as replaced,
   * and a report over the other reaches everybody.
   */
  async connectsTwice(name: string, times: number): Promise<void> {
    const runner = this.race.runner(name);
    for (let round = 0; round < times; round += 1) {
      const from = runner.player.journal.end;
      const before = runner.player.connection;
      const pair = await Promise.all([runner.opens(), runner.opens()]);
      for (const connection of pair) runner.authenticates(runner.pack.accessToken, connection);
      const end = await runner.player.sees(replacedAmong(pair), from);
      const kept = pair.find((connection) => connection !== end.connection) ?? 0;
      await runner.player.sees(closedByTheServer(before, CLOSE.replaced), from);
      await runner.player.sees(welcomed(kept), from);
      await this.race.after(runner, () =>
        runner.reports(runner.time + 1_000, runner.deaths, undefined, kept),
      );
      const since = runner.player.journal.entries.slice(from);
      this.#replaced.push(since.filter((entry) => replacedAmong(pair).matches(entry)).length);
    }
  }

  /** @throws AssertionError if a time did not leave one of the two. */
  expectOneReplacedEachTime(): void {
    const once = this.#replaced.map(() => 1);
    expect(once, 'times it was tried').not.to.have.lengthOf(0);
    expect(this.#replaced, 'connections closed as replaced, each time').to.deep.equal(once);
  }

  /** `act` happens in the last instant of the race; in between the organizer resets it and starts it again. */
  async end(times: number, act: () => Promise<void>): Promise<void> {
    const { race } = this;
    for (let round = 0; round < times; round += 1) {
      const { everybody } = race;
      const since = starts(everybody);
      await act();
      await together(everybody, (player) => player.sees(raceIs('finished'), since.get(player)));
      await race.startOver();
      this.#endings.push(
        everybody.map((player) => ({ player, entries: player.journal.entries.slice(since.get(player)) })),
      );
      await race.makeReady(race.runners);
      await race.start();
    }
  }

  /** A runner finishes while the race is ended: whichever of the two is first, the other may be refused. @returns true if the end was granted. */
  async finishWhileEnded(runner: Runner, time: number, organizer: Organizer): Promise<boolean> {
    runner.player.journal.permit((entry) => refused().matches(entry), 'the race may have been ended before');
    runner.finishes(time);
    return organizer.asks('finish');
  }

  /** @throws AssertionError if somebody, some time, did not see one end of the race, after news that every runner was done. */
  expectOneEndAfterAllWereDone(): void {
    expect(this.#endings, 'times it was tried').not.to.have.lengthOf(0);
    for (const [round, instants] of this.#endings.entries()) {
      for (const { player, entries } of instants) {
        const when = `${player.name}, time ${round + 1} of ${this.#endings.length}`;
        const ends = entries.filter((entry) => raceIs('finished').matches(entry));
        expect(ends, `ends of the race seen by ${when}`).to.have.lengthOf(1);
        const before = entries.filter((entry) => ends.every((end) => entry.index < end.index));
        for (const { name } of this.race.runners) {
          const done = before.some((entry) => isDone(name).matches(entry));
          expect(done, `${name} was done before the end, as seen by ${when}`).to.equal(true);
        }
      }
    }
  }

  /** All of them report in the same instant, again and again, without waiting in between. */
  report(names: readonly string[], times: number): void {
    const runners = names.map((name) => this.race.runner(name));
    for (let round = 0; round < times; round += 1) {
      for (const runner of runners) {
        runner.reports(runner.time + 1_000, runner.deaths);
        this.#reported.set(runner, [...(this.#reported.get(runner) ?? []), runner.time]);
      }
    }
  }

  /**
   * Somebody who came in the middle of the reports: the picture on arrival holds the first of them, and every later one
   * follows, in order and once. @throws AssertionError otherwise, Missed if one does not come.
   */
  async seesTheRest(player: Player): Promise<void> {
    for (const [runner, times] of this.#reported) {
      const shown = await player.sees(shownTheRace);
      const event = 'event' in shown ? (shown.event as RaceEvent) : undefined;
      const onArrival = event && standingsIn(event).find((line) => line.runner === runner.name)?.time;
      const rest = times.filter((time) => time > (onArrival ?? 0));
      await player.seesInThisOrder(rest.map((time) => showing(runner.name, { time })));
      const followed = player.journal.entries.slice(shown.index + 1).flatMap((entry) => {
        return entry.kind === 'received' ? standingsIn(entry.event as RaceEvent) : [];
      });
      const seen = followed.filter((line) => line.runner === runner.name).map((line) => line.time);
      expect(seen, `${runner.name}'s times after ${player.name} came`).to.deep.equal(rest);
    }
  }

  /** They enter all zones of these layers side by side, without waiting in between. */
  descend(names: readonly string[], layers: readonly number[]): void {
    const runners = names.map((name) => this.race.runner(name));
    const zones = this.race.dialect.course.zones.filter((zone) => layers.includes(zone.layer));
    for (const { name } of zones) {
      for (const runner of runners) {
        runner.enters(name);
        this.#reported.set(runner, [...(this.#reported.get(runner) ?? []), runner.time]);
      }
    }
  }

  /** Everybody, or this audience, sees every one of these reports, each runner's in the order they were sent. */
  async everybodySeesAllReports(audience: Audience = this.race.everybody): Promise<void> {
    expect(this.#reported.size, 'runners who reported').to.be.greaterThan(0);
    const streams = [...this.#reported].map(([runner, times]) =>
      times.map((time) => showing(runner.name, { time })),
    );
    await together(audience, (player) =>
      Promise.all(streams.map((stream) => player.seesInThisOrder(stream))),
    );
  }
}

function isDone(runner: string) {
  return expecting<Extract<RaceEvent, { kind: 'standings' }>>(`${runner} done`, ['standings'], (event) => {
    const status = event.standings.find((line) => line.runner === runner)?.status;
    expect(status, `${runner}'s status`).to.be.oneOf(['finished', 'abandoned']);
  });
}

function replacedAmong(pair: readonly number[]) {
  return expecting<Closed>(
    'one of the two connections to be closed as replaced',
    ['closed'],
    (event, entry) => {
      expect(entry.connection, 'number of the connection').to.be.oneOf([...pair]);
      expect(event.code, 'close code').to.equal(CLOSE.replaced);
    },
  );
}

import type { Expectation } from '../../players/expectation';
import type { Player } from '../../players/player';
import { together } from '../../players/together';
import { type Audience, starts, toldSoFar } from '../audience';
import type { RaceDialect } from './dialect';
import type { RaceEvent, RaceStatus } from './events';
import { raceIs, raceStarted, showing } from './expectations';
import type { Organizer } from './organizer';
import type { Runner } from './runner';
import type { Spectator } from './spectator';

/** One race of a scenario, with its people. What is awaited here ends on the server's own word. */
export class Race {
  readonly runners: Runner[] = [];
  readonly spectators: Spectator[] = [];

  constructor(
    readonly id: string,
    readonly organizer: Organizer,
    readonly dialect: RaceDialect,
  ) {}

  /** @throws Error naming the runners there are. */
  runner(name: string): Runner {
    const runner = this.runners.find((one) => one.name === name);
    if (runner) return runner;
    const known = this.runners.map((one) => one.name).join(', ');
    throw new Error(`There is no runner "${name}" in this race. Its runners: ${known}.`);
  }

  /** @throws Error naming the spectators there are. */
  spectator(name: string): Spectator {
    const spectator = this.spectators.find((one) => one.name === name);
    if (spectator) return spectator;
    const known = this.spectators.map((one) => one.name).join(', ') || 'none';
    throw new Error(`There is no spectator "${name}" of this race. Its spectators: ${known}.`);
  }

  /** The runners whose mods are connected, over a line that passes what they say and hear. */
  get racing(): Audience {
    return this.runners.filter((runner) => runner.isReachable).map((runner) => runner.player);
  }

  /** Everybody connected to this race: runners and spectators. */
  get everybody(): Audience {
    const watching = this.spectators.map((one) => one.player).filter((player) => player.isReachable);
    return [...this.racing, ...watching];
  }

  /** Everybody connected but that runner. */
  everybodyBut(runner: string): Audience {
    return this.everybody.filter((player) => player.name !== runner);
  }

  /** The status that was told last, to anybody. */
  get status(): RaceStatus {
    return this.statusAsOf(({ journal }) => journal.end);
  }

  /** The status that was told last, to anybody; of each, the journal from its beginning to before `end`. */
  statusAsOf(end: (player: Player) => number): RaceStatus {
    const people = [...this.runners, ...this.spectators].map(({ player }) => player);
    const told = toldSoFar(people, end) as readonly RaceEvent[];
    const last = told.findLast((event) => 'status' in event);
    return last?.status ?? 'setup';
  }

  /** Everybody connected sees it, since the last mark or since `from` says for each. */
  async everybodySees(expectation: Expectation, audience: Audience = this.everybody): Promise<void> {
    await together(audience, (player) => player.sees(expectation));
  }

  /** All of them join, and everybody sees each of them connected. */
  async join(runners: readonly Runner[]): Promise<void> {
    const since = starts([...this.everybody, ...runners.map((runner) => runner.player)]);
    await Promise.all(runners.map((runner) => runner.joins()));
    await this.everybodySeesAll(
      runners.map((runner) => showing(runner.name, { connected: true })),
      since,
    );
  }

  /** All of them report ready, and everybody has seen it. */
  async makeReady(runners: readonly Runner[]): Promise<void> {
    await this.once(
      runners,
      (runner) => runner.isReady(),
      (runner) => showing(runner.name, { status: 'ready' }),
    );
  }

  /** The organizer starts the race, and everybody knows. */
  async start(): Promise<void> {
    const { racing, everybody } = this;
    const since = starts(everybody);
    await this.organizer.commands('start');
    await together(racing, (player) => player.sees(raceStarted, since.get(player)));
    await together(everybody, (player) => player.sees(raceIs('running'), since.get(player)));
  }

  /** The organizer ends the race, and everybody knows. */
  async end(): Promise<void> {
    const since = starts(this.everybody);
    await this.organizer.commands('finish');
    await together(this.everybody, (player) => player.sees(raceIs('finished'), since.get(player)));
  }

  /** All of them take their first step in the game, and everybody has seen it. */
  async setOff(runners: readonly Runner[]): Promise<void> {
    await this.once(
      runners,
      (runner) => runner.reports(runner.time, runner.deaths),
      (runner) => showing(runner.name, { status: 'playing' }),
    );
  }

  /** From wherever the race is before its start: all report ready, the organizer starts, all take their first step. */
  async setGoing(): Promise<void> {
    await this.makeReady(this.runners);
    await this.start();
    await this.setOff(this.runners);
  }

  /**
   * A runner does something, and everybody has seen the effect before this is done: for a state that a scenario begins
   * with, not for what it tests.
   */
  async after(who: string | Runner, act: (runner: Runner) => void | Promise<void>): Promise<void> {
    const runner = typeof who === 'string' ? this.runner(who) : who;
    const since = starts(this.everybody);
    await act(runner);
    const seen = showing(runner.name, runner.figures);
    await together(this.everybody, (player) => player.sees(seen, since.get(player)));
  }

  /** A runner reports a second more and a death more, and everybody sees it. */
  async goesOn(name: string): Promise<void> {
    await this.after(name, (runner) => runner.reports(runner.time + 1_000, runner.deaths + 1));
  }

  /** Runners lose their connections, or leave, and whoever is left has seen it. */
  async lose(names: readonly string[], how: 'breaking' | 'leaving' = 'breaking'): Promise<void> {
    const runners = names.map((name) => this.runner(name));
    const since = starts(this.everybody);
    for (const { player } of runners) await (how === 'breaking' ? player.isCutOff() : player.leave());
    if (this.everybody.length === 0) return;
    await this.everybodySeesAll(
      runners.map((runner) => showing(runner.name, { connected: false })),
      since,
    );
  }

  /** Back to the beginning, and everybody knows. */
  async startOver(): Promise<void> {
    const since = starts(this.everybody);
    await this.organizer.commands('reset');
    await together(this.everybody, (player) => player.sees(raceIs('setup'), since.get(player)));
    for (const runner of this.runners) runner.startsAfresh();
  }

  private async once(
    runners: readonly Runner[],
    act: (runner: Runner) => void,
    effect: (runner: Runner) => Expectation,
  ): Promise<void> {
    const since = starts(this.everybody);
    for (const runner of runners) act(runner);
    await this.everybodySeesAll(runners.map(effect), since);
  }

  /** Everybody connected sees each of these; one leaderboard may show several of them. */
  private async everybodySeesAll(
    expectations: readonly Expectation[],
    since: ReadonlyMap<Player, number>,
  ): Promise<void> {
    await together(this.everybody, (player) =>
      Promise.all(expectations.map((one) => player.sees(one, since.get(player)))),
    );
  }
}

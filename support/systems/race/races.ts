import type { PlayerPool } from '../../players/pool';
import type { Account, Command, RaceDialect, RaceView } from './dialect';
import { Organizer } from './organizer';
import { Race } from './race';
import type { Reporter } from './reporter';
import { Runner } from './runner';
import { SameInstant } from './same-instant';
import { Spectator } from './spectator';
import { NO_RACE } from './wrong-values';

/** A race server as one scenario meets it: the races set up there, and the people who are in none yet. */
export class Races {
  readonly #races: Race[] = [];
  #sameInstant: SameInstant | undefined;
  readonly #accounts = new Map<string, Promise<Account>>();

  constructor(
    private readonly pool: PlayerPool,
    readonly dialect: RaceDialect,
  ) {}

  /** The scenario's first race: the one its steps speak of. @throws Error if there is none yet. */
  get first(): Race {
    const [race] = this.#races;
    if (!race) throw new Error('No race has been set up in this scenario yet.');
    return race;
  }

  /** The critical instants of the scenario's first race. */
  get sameInstant(): SameInstant {
    this.#sameInstant ??= new SameInstant(this.first);
    return this.#sameInstant;
  }

  /** The race of that organizer. @throws Error naming the organizers there are. */
  of(organizer: string): Race {
    const race = this.#races.find((one) => one.organizer.name === organizer);
    if (race) return race;
    const known = this.#races.map((one) => one.organizer.name).join(', ') || 'nobody';
    throw new Error(`${organizer} has no race in this scenario. Organizers: ${known}.`);
  }

  /** The race that a runner of that name takes part in. @throws Error naming the runners there are. */
  ofRunner(name: string): Race {
    const race = this.#races.find((one) => one.runners.some((runner) => runner.name === name));
    if (race) return race;
    const known =
      this.#races.flatMap((one) => one.runners.map((runner) => runner.name)).join(', ') || 'nobody';
    throw new Error(`There is no runner "${name}" in this scenario. Its runners: ${known}.`);
  }

  /** @throws Error naming the runners there are. */
  runner(name: string): Runner {
    return this.ofRunner(name).runner(name);
  }

  /** The organizer creates a race and enters the runners, in that order. */
  async create(organizerName: string, runnerNames: readonly string[]): Promise<Race> {
    // Whoever cannot take part is told of before anything is asked for: a request left alone would fail in a later scenario.
    const player = this.pool.obtain(organizerName, 'organizer');
    for (const name of runnerNames) this.pool.obtain(name, 'runner');
    const [account] = await Promise.all([
      this.account(organizerName, 'organizer'),
      ...runnerNames.map((name) => this.account(name, 'runner')),
    ]);
    const id = await this.dialect.createRace(player, account);
    const race = new Race(id, await this.organizer(organizerName, id), this.dialect);
    for (const name of runnerNames) await this.enter(name, race);
    this.#races.push(race);
    return race;
  }

  /** The organizer has the packs made, and every runner fetches the own one. @throws Error if two find the same access token. */
  async handOutSeedPacks(race: Race): Promise<void> {
    await race.organizer.hasSeedPacksMade();
    await Promise.all(race.runners.map((runner) => runner.fetchesSeedPack()));
    for (const { name, pack } of race.runners) {
      const other = race.runners.find(
        (one) => one.name !== name && one.pack.accessToken === pack.accessToken,
      );
      if (other) throw new Error(`${name}'s seed pack holds the access token of ${other.name}.`);
    }
  }

  /** A race whose runners have joined, before its start. */
  async open(organizer: string, runners: readonly string[]): Promise<Race> {
    const race = await this.create(organizer, runners);
    await this.handOutSeedPacks(race);
    await race.join(race.runners);
    return race;
  }

  /** A race under way, all its runners playing. */
  async running(organizer: string, runners: readonly string[]): Promise<Race> {
    const race = await this.open(organizer, runners);
    await race.setGoing();
    return race;
  }

  /** A race under way, each of its runners on a node of their own: the first, who also joins first, on node 0. */
  async runningApart(organizer: string, runners: readonly string[]): Promise<Race> {
    const race = await this.create(organizer, runners);
    await this.handOutSeedPacks(race);
    for (const [node, runner] of race.runners.entries()) {
      runner.player.node = node;
      await race.join([runner]);
    }
    await race.setGoing();
    return race;
  }

  /** Somebody with a runner's account who is not entered in that race. */
  async candidate(name: string, race: Race): Promise<Runner> {
    const player = this.pool.obtain(name, 'runner');
    return new Runner(player, this.dialect, await this.account(name, 'runner'), race.id);
  }

  /** The organizer enters a runner more. */
  async enter(name: string, race: Race): Promise<void> {
    const runner = await this.candidate(name, race);
    await race.organizer.enters(runner.account);
    race.runners.push(runner);
  }

  /** Somebody with whatever account that person has asks to enter a runner in a race, whatever comes of it. */
  async triesToEnter(name: string, runner: string, race: Race): Promise<void> {
    const { account } = await this.candidate(runner, race);
    await this.dialect.enter(this.pool.named(name), await this.accountOf(name), race.id, account);
  }

  /** Somebody with an organizer's account who would act on that race. */
  async organizer(name: string, race: string): Promise<Organizer> {
    const player = this.pool.obtain(name, 'organizer');
    return new Organizer(player, await this.account(name, 'organizer'), race, this.dialect);
  }

  /** Somebody gives an order about a race, with whatever account that person has in this scenario, or none. */
  async tries(name: string, command: Command, race: Race): Promise<void> {
    const { player, account } = await this.somebody(name);
    await this.dialect.command(player, account, race.id, command);
  }

  /** Somebody, as above, asks for a race of that name, whatever comes of it: the answer is in the journal. */
  async triesToCreate(name: string, called: string): Promise<void> {
    const { player, account } = await this.somebody(name);
    await this.dialect.createRace(player, account, called).catch(() => undefined);
  }

  /** Somebody with whatever account that person has asks to have the seed packs made. */
  async triesToHaveSeedPacksMade(name: string, race: Race): Promise<void> {
    await this.dialect.makeSeedPacks(this.pool.named(name), await this.accountOf(name), race.id);
  }

  /** A new spectator of that race, on that node of the server, who has not come yet. */
  spectator(name: string, race: Race, node = 0): Spectator {
    const spectator = new Spectator(this.pool.add(name, 'spectator'), this.dialect);
    spectator.player.node = node;
    race.spectators.push(spectator);
    return spectator;
  }

  /** New spectators come to watch; done when the server has shown each of them the race. */
  async watch(names: readonly string[], race: Race): Promise<void> {
    for (const name of names) await this.spectator(name, race).watches(race.id);
  }

  /** A new spectator goes to a race that does not exist. */
  async goesToNoRace(name: string): Promise<void> {
    await new Spectator(this.pool.add(name, 'spectator'), this.dialect).goesTo(NO_RACE);
  }

  /** Whoever of the scenario's people sends a mod's reports: a runner, or a spectator in vain. @throws Error naming the runners. */
  reporter(name: string): Reporter {
    const watching = this.#races.flatMap((race) => race.spectators).find((one) => one.name === name);
    return watching ?? this.runner(name);
  }

  /** The race as the organizer looks it up. */
  lookUp(race: Race): Promise<RaceView> {
    return this.dialect.lookUp(race.organizer.player, race.id);
  }

  /** With whatever account that person has in this scenario, or none. */
  private async somebody(name: string) {
    const account = await this.#accounts.get(name);
    const player = account ? this.pool.named(name) : this.pool.obtain(name, 'stranger');
    return { player, account };
  }

  /** @throws Error if nobody of that name has an account in this scenario. */
  private async accountOf(name: string): Promise<Account> {
    const account = await this.#accounts.get(name);
    if (account) return account;
    throw new Error(`${name} has no account in this scenario.`);
  }

  private account(name: string, role: 'organizer' | 'runner'): Promise<Account> {
    const player = this.pool.obtain(name, role);
    const account = this.#accounts.get(name) ?? this.dialect.openAccount(player, role);
    this.#accounts.set(name, account);
    return account;
  }
}

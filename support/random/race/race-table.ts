import { declined, refused } from '../../players/answers';
import type { Expectation } from '../../players/expectation';
import { raceIs, showing } from '../../systems/race/expectations';
import type { Race } from '../../systems/race/race';
import type { Races } from '../../systems/race/races';
import type { Runner } from '../../systems/race/runner';
import type { Ground } from '../game';
import { type Act, lineOf, type RaceModel, type Ruling } from './race-model';
import { RaceNews } from './race-news';

/** Real people at a real race, who do what chance says. */
export class RaceTable {
  readonly #news = new RaceNews();

  constructor(
    private readonly ground: Ground,
    readonly races: Races,
    readonly race: Race,
  ) {}

  /** True where the target shows what is on record. */
  get hasRecord(): boolean {
    return this.ground.target.capabilities.has('record');
  }

  runner(name: string): Runner {
    return this.race.runner(name);
  }

  /** Whoever is connected sees it; nobody need be. */
  async everybodySees(expectation: Expectation): Promise<void> {
    const { everybody } = this.race;
    if (everybody.length > 0) await this.race.everybodySees(expectation);
  }

  /**
   * Somebody comes for a moment to see that something is so, or becomes so: when the server notices that a line is dead, nobody can know
   * who is not there to be told.
   */
  async sends(witness: string, expectation: Expectation): Promise<void> {
    const known = this.race.spectators.find(({ name }) => name === witness);
    const spectator = known ?? this.races.spectator(witness, this.race);
    const from = spectator.player.journal.end;
    await spectator.watches(this.race.id);
    await spectator.player.sees(expectation, from);
    await spectator.player.leave();
  }

  /** A runner's mod sends it, or the runner asks for it. Nothing is awaited but the answer to a request. */
  async does(name: string, act: Act, ruling: Ruling): Promise<void> {
    const runner = this.runner(name);
    if (ruling === 'in vain') this.permitsAnAnswer(runner);
    if (act.kind === 'is ready') runner.isReady();
    else if (act.kind === 'reports') runner.reports(act.time, act.deaths, act.zone);
    else if (act.kind === 'enters') runner.enters(act.to, act.time);
    else if (act.kind === 'finishes') runner.finishes(act.time);
    else await runner.givesUp();
  }

  /** What had to come of an act has come: everybody sees it, or the one who acted is refused. */
  async seesWhatComesOf(model: RaceModel, name: string, act: Act, ruling: Ruling): Promise<void> {
    const runner = this.runner(name);
    const known = model.runner(name);
    if (ruling === 'counts') await this.everybodySees(showing(name, lineOf(known)));
    else if (ruling === 'in vain') await runner.player.isHeard();
    else await runner.player.sees(act.kind === 'gives up' ? declined() : refused());
    // What was refused has happened to nobody.
    Object.assign(runner, { time: known.time, deaths: known.deaths, zone: known.zone });
  }

  /** What somebody is about to send is in vain: an error answer may come, and need not. */
  permitsAnAnswer({ player }: Pick<Runner, 'player'>): void {
    player.journal.permit((entry) => refused().matches(entry), 'what was tried was in vain');
  }

  /** The race has that status now, and everybody knows. */
  async seesStatus(model: RaceModel): Promise<void> {
    await this.everybodySees(raceIs(model.status));
  }

  /** The end of every move: the model is what it is now, and nobody was told anything else. */
  settles(model: RaceModel): void {
    this.#news.note(model);
    this.#news.check(this.ground.players.all());
  }
}

import { type DataTable, Given, When } from '@cucumber/cucumber';
import { attempt } from '../support/systems/race/attempts';
import type { GauntletWorld } from '../support/world';

Given('{player} is ready', async function (this: GauntletWorld, runner: string) {
  await this.races.ofRunner(runner).makeReady([this.races.runner(runner)]);
});

Given('{players} are ready', async function (this: GauntletWorld, runners: string[]) {
  await this.race.makeReady(runners.map((name) => this.race.runner(name)));
});

Given(
  '{player} is in layer {int} since {time}',
  async function (this: GauntletWorld, runner: string, layer: number, time: number) {
    await this.race.after(runner, (one) => one.entersLayer(layer, time));
  },
);

Given(
  '{player} is in {string} since {time}',
  async function (this: GauntletWorld, runner: string, zone: string, time: number) {
    await this.race.after(runner, (one) => one.enters(zone, time));
  },
);

Given(
  '{player} has reported {time} and {deaths}',
  async function (this: GauntletWorld, runner: string, time: number, deaths: number) {
    await this.race.after(runner, (one) => one.reports(time, deaths));
  },
);

Given('{player} has finished at {time}', async function (this: GauntletWorld, runner: string, time: number) {
  await this.race.after(runner, (one) => one.finishes(time));
});

Given('{player} has given up', async function (this: GauntletWorld, runner: string) {
  await this.race.after(runner, (one) => one.givesUp());
});

When('{player} reports ready', function (this: GauntletWorld, name: string) {
  this.races.reporter(name).isReady();
});

When(
  '{player} reports {time} and {deaths}',
  function (this: GauntletWorld, name: string, time: number, deaths: number) {
    this.races.reporter(name).reports(time, deaths);
  },
);

When(
  '{player} reports {time} and {deaths} in {string}',
  function (this: GauntletWorld, runner: string, time: number, deaths: number, zone: string) {
    this.races.reporter(runner).reports(time, deaths, zone);
  },
);

When(
  '{player} enters layer {int} at {time}',
  function (this: GauntletWorld, name: string, layer: number, time: number) {
    this.races.reporter(name).entersLayer(layer, time);
  },
);

When(
  '{player} enters {string} at {time}',
  function (this: GauntletWorld, runner: string, zone: string, time: number) {
    this.races.reporter(runner).enters(zone, time);
  },
);

When(
  '{player} enters {string} from {string} at {time}',
  function (this: GauntletWorld, runner: string, zone: string, from: string, time: number) {
    this.races.reporter(runner).claimsToEnter(zone, from, time);
  },
);

When('{player} finishes at {time}', function (this: GauntletWorld, name: string, time: number) {
  this.races.reporter(name).finishes(time);
});

When(
  '{player} does all of this, one after the other:',
  async function (this: GauntletWorld, name: string, table: DataTable) {
    await this.series.begin(table.hashes(), ({ act = '' }) => attempt(this.races, name, act));
  },
);

When('{player} gives up', async function (this: GauntletWorld, runner: string) {
  await this.races.runner(runner).givesUp();
});

When('{player} sends {int} reports in one go', function (this: GauntletWorld, runner: string, times: number) {
  this.races.sameInstant.report([runner], times);
});

When(
  '{players} report in the same instant, {int} times over',
  function (this: GauntletWorld, runners: string[], times: number) {
    this.races.sameInstant.report(runners, times);
  },
);

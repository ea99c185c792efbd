import { type DataTable, Then } from '@cucumber/cucumber';
import { expect } from 'chai';
import type { Figures } from '../support/systems/race/expectations';
import {
  ahead,
  allShown,
  expectFigures,
  expectOrder,
  leaderCameTo,
  leading,
  ordered,
  showing,
  visited,
  visits,
} from '../support/systems/race/expectations';
import { layerTimesIn } from '../support/systems/race/line-up';
import type { GauntletWorld } from '../support/world';

Then(
  'everybody sees {player} {figures}',
  async function (this: GauntletWorld, runner: string, figures: Figures) {
    await this.race.everybodySees(showing(runner, figures));
  },
);

Then(
  'the others see {player} {figures}',
  async function (this: GauntletWorld, runner: string, figures: Figures) {
    await this.race.everybodySees(showing(runner, figures), this.race.everybodyBut(runner));
  },
);

Then(
  '{players} see {player} {figures}',
  async function (this: GauntletWorld, names: string[], runner: string, figures: Figures) {
    await this.race.everybodySees(
      showing(runner, figures),
      names.map((name) => this.players.named(name)),
    );
  },
);

Then(
  '{player} sees {player} {figures}',
  async function (this: GauntletWorld, name: string, runner: string, figures: Figures) {
    await this.players.named(name).sees(showing(runner, figures));
  },
);

Then('everybody sees every runner {figures}', async function (this: GauntletWorld, figures: Figures) {
  await this.race.everybodySees(allShown(figures));
});

Then(
  'everybody sees {player} ahead of {player}',
  async function (this: GauntletWorld, first: string, second: string) {
    await this.race.everybodySees(ahead(first, second));
  },
);

Then('everybody sees the standings {players}', async function (this: GauntletWorld, runners: string[]) {
  await this.race.everybodySees(ordered(runners));
});

Then(
  'everybody sees {player} in the lead without a gap',
  async function (this: GauntletWorld, runner: string) {
    await this.race.everybodySees(leading(runner));
  },
);

Then(
  'everybody sees when the leader came to each layer:',
  async function (this: GauntletWorld, table: DataTable) {
    await this.race.everybodySees(leaderCameTo(layerTimesIn(table.hashes())));
  },
);

Then('{players} see that nobody leads yet', async function (this: GauntletWorld, names: string[]) {
  await this.race.everybodySees(
    leaderCameTo([]),
    names.map((name) => this.players.named(name)),
  );
});

Then(
  "{player}'s visit to {string} at {time} is in the history",
  async function (this: GauntletWorld, runner: string, zone: string, time: number) {
    await this.race.everybodySees(visited(runner, zone, time));
  },
);

Then("{player}'s visits are {zones}", async function (this: GauntletWorld, runner: string, zones: string[]) {
  await this.race.everybodySees(visits(runner, zones));
});

Then('everybody sees every one of these reports', async function (this: GauntletWorld) {
  await this.races.sameInstant.everybodySeesAllReports();
});

Then(
  "everybody sees all of {player}'s reports in the order they were sent",
  async function (this: GauntletWorld, _runner: string) {
    await this.races.sameInstant.everybodySeesAllReports();
  },
);

Then('the standings are {players}', async function (this: GauntletWorld, runners: string[]) {
  expectOrder((await this.races.lookUp(this.race)).standings, runners);
});

Then(
  '{player} is still shown {figures}',
  async function (this: GauntletWorld, runner: string, figures: Figures) {
    expectFigures((await this.races.lookUp(this.race)).standings, runner, figures);
  },
);

Then(
  'the race is shown as {word} with the standings {players}',
  function (this: GauntletWorld, status: string, runners: string[]) {
    expect(this.view?.status, 'the status of the race').to.equal(status);
    expectOrder(this.view?.standings ?? [], runners);
  },
);

import { type DataTable, Given, Then, When } from '@cucumber/cucumber';
import { expect } from 'chai';
import { declined } from '../support/players/answers';
import { ROW_BY_ROW } from '../support/systems/limits';
import type { Command } from '../support/systems/race/dialect';
import { raceStarted } from '../support/systems/race/expectations';
import { nameCalled, orderCalled } from '../support/systems/race/organizer';
import { proveOnce, proveStandstill } from '../support/systems/race/standstill';
import type { GauntletWorld } from '../support/world';

Given('{player} organizes races as well', async function (this: GauntletWorld, name: string) {
  await this.races.organizer(name, this.race.id);
});

Given('{player} has started the race', async function (this: GauntletWorld, organizer: string) {
  await this.races.of(organizer).start();
});

Given('{player} has ended the race', async function (this: GauntletWorld, organizer: string) {
  await this.races.of(organizer).end();
});

Given('{player} has reset the race', async function (this: GauntletWorld, organizer: string) {
  await this.races.of(organizer).startOver();
});

When('{player} {order}s the race', async function (this: GauntletWorld, organizer: string, command: Command) {
  await this.races.of(organizer).organizer.commands(command);
});

When(
  "these orders about {player}'s race are tried, one after the other:",
  async function (this: GauntletWorld, organizer: string, table: DataTable) {
    const race = this.races.of(organizer);
    await this.series.begin(table.hashes(), ({ who = '', order = '' }) =>
      this.races.tries(who, orderCalled(order), race),
    );
  },
);

When(
  'these ask for a race of such a name, one after the other:',
  async function (this: GauntletWorld, table: DataTable) {
    await this.series.begin(table.hashes(), ({ who = '', name = '' }) =>
      this.races.triesToCreate(who, nameCalled(name)),
    );
  },
);

When(
  '{player} gives the order to start twice in the same instant',
  async function (this: GauntletWorld, name: string) {
    const { organizer } = this.races.of(name);
    this.granted = await Promise.all([organizer.asks('start'), organizer.asks('start')]);
  },
);

When('{player} enters {player}', async function (this: GauntletWorld, organizer: string, runner: string) {
  await this.races.enter(runner, this.races.of(organizer));
});

When('{player} tries to enter {player}', async function (this: GauntletWorld, name: string, runner: string) {
  await this.races.triesToEnter(name, runner, this.race);
});

Then('one of the two orders is declined', async function (this: GauntletWorld) {
  expect(this.granted.toSorted(), 'orders granted').to.deep.equal([false, true]);
  await this.race.organizer.player.sees(declined());
});

Then(
  'each of them is declined, and nothing changes for anybody',
  ROW_BY_ROW,
  async function (this: GauntletWorld) {
    await this.series.each(async ({ who = '' }) => {
      await this.players.named(who).sees(declined());
      await proveStandstill(this.race, this.actor);
    });
  },
);

Then('each of them is declined', ROW_BY_ROW, async function (this: GauntletWorld) {
  await this.series.each(({ who = '' }) => this.players.named(who).sees(declined()));
});

Then('{player} is declined', async function (this: GauntletWorld, name: string) {
  await this.players.named(name).sees(declined());
});

Then('every runner is told that the race has started', async function (this: GauntletWorld) {
  await this.race.everybodySees(raceStarted, this.race.racing);
});

Then('every runner is told once that the race has started', async function (this: GauntletWorld) {
  await proveOnce(this.race, this.actor, this.race.racing, raceStarted);
});

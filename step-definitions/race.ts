import { type DataTable, Given, Then, When } from '@cucumber/cucumber';
import { ROW_BY_ROW } from '../support/systems/limits';
import { raceIs } from '../support/systems/race/expectations';
import { lineUp } from '../support/systems/race/line-up';
import { proveNever, proveOnce, proveSilence, proveStandstill } from '../support/systems/race/standstill';
import type { GauntletWorld } from '../support/world';

Given(
  '{player} has created a race for {players}',
  async function (this: GauntletWorld, organizer: string, runners: string[]) {
    await this.races.create(organizer, runners);
  },
);

Given(
  "{players} have joined {player}'s race",
  async function (this: GauntletWorld, runners: string[], organizer: string) {
    await this.races.open(organizer, runners);
  },
);

Given(
  "{players} are ready for {player}'s race",
  async function (this: GauntletWorld, runners: string[], organizer: string) {
    const race = await this.races.open(organizer, runners);
    await race.makeReady(race.runners);
  },
);

Given(
  "{players} are racing in {player}'s race",
  async function (this: GauntletWorld, runners: string[], organizer: string) {
    await this.races.running(organizer, runners);
  },
);

Given('they have joined with it and reported ready', async function (this: GauntletWorld) {
  await this.race.join(this.race.runners);
  await this.race.makeReady(this.race.runners);
});

Given('the three are racing', async function (this: GauntletWorld) {
  await this.races.handOutSeedPacks(this.race);
  await this.race.join(this.race.runners);
  await this.race.setGoing();
});

Given('they are racing once more', async function (this: GauntletWorld) {
  await this.race.setGoing();
});

Given('the race stands like this:', async function (this: GauntletWorld, table: DataTable) {
  await lineUp(this.race, table.hashes());
});

When('{player} looks the race up', async function (this: GauntletWorld, organizer: string) {
  this.view = await this.races.lookUp(this.races.of(organizer));
});

Then('everybody sees that the race is running', async function (this: GauntletWorld) {
  await this.race.everybodySees(raceIs('running'));
});

Then('everybody sees that the race has ended', async function (this: GauntletWorld) {
  await this.race.everybodySees(raceIs('finished'));
});

Then('everybody sees that the race has ended, once', async function (this: GauntletWorld) {
  await proveOnce(this.race, this.actor, this.race.everybody, raceIs('finished'));
});

Then('nobody has seen the race end', async function (this: GauntletWorld) {
  await proveNever(this.race, this.actor, raceIs('finished'));
});

Then('nothing changes for anybody', async function (this: GauntletWorld) {
  await proveStandstill(this.race, this.actor);
});

Then('each time nothing changes for anybody', ROW_BY_ROW, async function (this: GauntletWorld) {
  await this.series.each(() => proveStandstill(this.race, this.actor));
});

Then('{players} notice nothing', async function (this: GauntletWorld, players: string[]) {
  await proveSilence(this.race, this.actor, players);
});

import { type DataTable, Given, Then, When } from '@cucumber/cucumber';
import { expect } from 'chai';
import { ROW_BY_ROW } from '../support/systems/limits';
import * as machines from '../support/systems/party/machines';
import { proveSilence } from '../support/systems/party/standstill';
import type { GauntletWorld } from '../support/world';

const ALL_FOUR = ['Thorin', 'Elara', 'Vex', 'Gorm'];

Given('the host has given {player} a new token', async function (this: GauntletWorld, name: string) {
  await this.party.removals.replaces(name);
});

Given(
  'the host has given {player} a new token {int} times',
  async function (this: GauntletWorld, name: string, times: number) {
    for (let time = 0; time < times; time += 1) await this.party.removals.replaces(name);
  },
);

Given('the host has removed {player}', async function (this: GauntletWorld, name: string) {
  await this.party.removals.remove(name);
});

Given('{player} has come and says nothing', async function (this: GauntletWorld, name: string) {
  await this.party.member(name).opens();
});

When('the host gives {player} a new token', async function (this: GauntletWorld, name: string) {
  await this.party.removals.renew(name);
});

When(
  'the host gives one of the four a new token in the instant in which that one acts, {int} times over',
  async function (this: GauntletWorld, times: number) {
    await this.party.sameInstant.actsWhile(ALL_FOUR, 'a new token', times);
  },
);

When(
  'one of the four acts in the instant of being removed by the host, {int} times over',
  async function (this: GauntletWorld, times: number) {
    await this.party.sameInstant.actsWhile(ALL_FOUR, 'removed', times);
  },
);

When(
  '{player} comes with a second device in the instant in which the host removes {player}, {int} times over',
  async function (this: GauntletWorld, name: string, _same: string, times: number) {
    await this.party.sameInstant.comesWhileRemoved(name, times);
  },
);

When('{player} tries each token so far', async function (this: GauntletWorld, name: string) {
  this.admitted = await machines.triesEachToken(this.party.member(name));
});

When('{player} tries to come with {}', async function (this: GauntletWorld, name: string, what: string) {
  await machines.triesToComeWith(this.party.member(name), what);
});

When(
  '{player} tries to be let in with these, one after the other:',
  async function (this: GauntletWorld, name: string, table: DataTable) {
    const member = this.party.member(name);
    await this.series.begin(table.hashes(), ({ what = '' }) => machines.triesToComeWith(member, what));
  },
);

When('{player} says who it is', function (this: GauntletWorld, name: string) {
  this.party.member(name).introduces(this.party.member(name).token);
});

When('every kind of token is tried at every door', async function (this: GauntletWorld) {
  await this.party.tryEveryDoor();
});

Then('this comes of it:', function (this: GauntletWorld, table: DataTable) {
  this.party.doors.expectTable(table.hashes());
});

Then('only the newest lets {player} in', function (this: GauntletWorld, name: string) {
  const { tokens } = this.party.member(name);
  expect(this.admitted, 'which token lets in').to.deep.equal(tokens.map((token) => token === tokens.at(-1)));
});

Then(
  'each time {player} is not let in, and nobody is told anything',
  ROW_BY_ROW,
  async function (this: GauntletWorld, name: string) {
    await this.series.each(async () => {
      await machines.isTurnedAway(this.party.member(name));
      await proveSilence(this.party, this.actor);
    });
  },
);

Then(
  '{player} is not let in because of {string}',
  async function (this: GauntletWorld, name: string, reason: string) {
    await machines.isTurnedAway(this.party.member(name), reason);
  },
);

Then('{player} cannot come to the table', async function (this: GauntletWorld, name: string) {
  await this.party.member(name).triesToCome(this.party.member(name).token);
  await machines.isTurnedAway(this.party.member(name), 'Invalid token');
});

Then(
  'each time the action was accepted before or not at all, and the old token was worthless after',
  function (this: GauntletWorld) {
    this.party.sameInstant.expectBeforeOrNotAtAll();
  },
);

Then("each time none of {player}'s devices stayed connected", function (this: GauntletWorld, _name: string) {
  this.party.sameInstant.expectNoneStayed();
});

Then('no token of the session is on record', async function (this: GauntletWorld) {
  const { tokens } = await this.party.dialect.recordOf(this.party.session.id);
  const found = this.party.members.filter((member) => tokens.includes(member.token));
  expect(
    found.map(({ name }) => name),
    'whose token is on record',
  ).to.deep.equal([]);
});

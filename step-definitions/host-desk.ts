import { type DataTable, Given, Then, When } from '@cucumber/cucumber';
import { expect } from 'chai';
import { declined } from '../support/players/answers';
import { ROW_BY_ROW } from '../support/systems/limits';
import * as commands from '../support/systems/party/commands';
import { orderRefused } from '../support/systems/party/expectations';
import type { GauntletWorld } from '../support/world';

Given('the host has begun to say an order, and does not end it', function (this: GauntletWorld) {
  this.party.host.beginsAnOrder();
});

When('the host looks at the session', async function (this: GauntletWorld) {
  await this.party.meetHost();
});

When(
  "these come from the host's desk, one after the other:",
  async function (this: GauntletWorld, table: DataTable) {
    await this.series.begin(table.hashes(), ({ what = '' }) => this.party.host.triesMalformed(what));
  },
);

When("{} comes from the host's desk", async function (this: GauntletWorld, what: string) {
  await this.party.host.triesMalformed(what);
});

When(
  '{host} tries to answer {string} with {string}',
  async function (this: GauntletWorld, host: string, action: string, text: string) {
    await this.party.acting.triesToAnswer(this.partyOf(host).host, action, text);
  },
);

When(
  /^the host tries these(?: before there is a session)?, one after the other:$/,
  async function (this: GauntletWorld, table: DataTable) {
    await this.series.begin(table.hashes(), ({ order = '' }) => commands.attempt(this.party, order));
  },
);

When('the host tries to {attempt}', async function (this: GauntletWorld, what: string) {
  await commands.attempt(this.party, what);
});

When('the host asks which commands there are', async function (this: GauntletWorld) {
  await this.party.meetHost();
});

When(
  'the host types these commands, one after the other:',
  async function (this: GauntletWorld, table: DataTable) {
    await this.series.begin(table.hashes(), async ({ command = '' }) => {
      this.orders = await commands.type(this.party, command);
    });
  },
);

When(/^the host types (party-[a-z]+(?: [A-Z][a-z]+)?)$/, async function (this: GauntletWorld, typed: string) {
  this.orders = await commands.type(this.party, typed);
});

When(
  "somebody tries the host's tools with these tokens, one after the other:",
  async function (this: GauntletWorld, table: DataTable) {
    const intruder = this.players.obtain('somebody', 'intruder');
    await this.series.begin(table.hashes(), ({ whose = '' }) =>
      this.party.acting.triesTheToolsWith(intruder, whose),
    );
  },
);

Then('each time they are turned away at the door', ROW_BY_ROW, async function (this: GauntletWorld) {
  await this.series.each(() => this.players.named('somebody').sees(declined()));
});

Then('each time the host is refused', ROW_BY_ROW, async function (this: GauntletWorld) {
  await this.series.each(() => this.party.host.player.sees(orderRefused()));
});

Then(
  'each time the host is refused, and nobody is told anything',
  ROW_BY_ROW,
  async function (this: GauntletWorld) {
    await this.series.each(() => this.party.acting.expectNothingOrdered());
  },
);

Then(
  'each time the host is refused, nobody is told anything, and the host can still answer the action',
  ROW_BY_ROW,
  async function (this: GauntletWorld) {
    await this.series.each(async (_, index) => {
      await this.party.acting.expectNothingOrdered();
      await this.party.acting.answerAndTakeUpAnother(index);
    });
  },
);

Then('{host} is refused', async function (this: GauntletWorld, host: string) {
  await this.partyOf(host).host.player.sees(orderRefused());
});

Then('the host sees no session', async function (this: GauntletWorld) {
  expect((await this.party.host.looks()).running, 'whether a session is running').to.equal(false);
});

Then(/^there are (party-.+)$/, async function (this: GauntletWorld, names: string) {
  const known = await this.party.host.knownCommands();
  expect(known.toSorted(), 'the commands').to.deep.equal(names.split(/, | and /).toSorted());
});

Then('each of them comes to its orders', ROW_BY_ROW, async function (this: GauntletWorld) {
  await this.series.each(({ orders }) => {
    expect(this.orders.join(', '), 'the orders that it comes to').to.equal(orders);
  });
});

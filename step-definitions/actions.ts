import { type DataTable, Given, Then, When } from '@cucumber/cucumber';
import { expect } from 'chai';
import { ROW_BY_ROW } from '../support/systems/limits';
import { answerBy, declareBy, expectRefusedBy } from '../support/systems/party/acting';
import type { ActionStatus } from '../support/systems/party/events';
import { actionIs, anyActionStatus, declinedAs } from '../support/systems/party/expectations';
import { proveOnly } from '../support/systems/party/standstill';
import type { GauntletWorld } from '../support/world';

type Door = 'at table' | 'by request';
const ALL_FOUR = ['Thorin', 'Elara', 'Vex', 'Gorm'];

Given('{player} has declared {string}', async function (this: GauntletWorld, name: string, text: string) {
  await this.party.declare(name, text);
  await this.party.settles();
});

Given(
  '{player} has declared {int} actions',
  async function (this: GauntletWorld, name: string, count: number) {
    await this.party.acting.fill(name, count);
  },
);

Given(
  '{player} has declared {string} into the silence',
  async function (this: GauntletWorld, name: string, text: string) {
    this.party.member(name).declares(text);
    await this.network.takesWhatWasSent(this.players.named(name));
  },
);

Given('all four have declared an action', async function (this: GauntletWorld) {
  await this.party.sameInstant.allDeclare(ALL_FOUR, 1);
  await this.party.settles();
});

Given(
  "{player}'s {string} is {actionStatus}",
  async function (this: GauntletWorld, name: string, text: string, status: ActionStatus) {
    await this.party.acting.bringTo(name, text, status);
  },
);

When('{player} declares {string}', function (this: GauntletWorld, name: string, text: string) {
  this.party.member(name).declares(text);
});

When(
  '{player} declares {string} {door}',
  async function (this: GauntletWorld, name: string, text: string, door: Door) {
    await declareBy(door, this.party.member(name), text);
  },
);

When(
  '{player} declares {string} by request, and to the host alone {string}',
  async function (this: GauntletWorld, name: string, text: string, remark: string) {
    await this.party.member(name).declaresByRequest(text, remark, this.party.hostName);
  },
);

When(
  '{player} declares {int} actions in one go',
  function (this: GauntletWorld, name: string, count: number) {
    this.party.acting.declareInOneGo(name, count);
  },
);

When(
  '{player} declares {int} actions by request in one go',
  async function (this: GauntletWorld, name: string, count: number) {
    await this.party.acting.requestInOneGo(name, count);
  },
);

When('{player} declares the longest action there can be', function (this: GauntletWorld, name: string) {
  this.party.member(name).declares(this.party.acting.longest);
});

When(
  '{player} declares these, one after the other:',
  async function (this: GauntletWorld, name: string, table: DataTable) {
    const member = this.party.member(name);
    await this.series.begin(table.hashes(), ({ text = '' }) => member.declares(text));
  },
);

When(
  '{player} declares actions by request with these, one after the other:',
  async function (this: GauntletWorld, name: string, table: DataTable) {
    const member = this.party.member(name);
    await this.series.begin(table.hashes(), ({ what = '' }) => member.declaresMalformed(what));
  },
);

When(
  'all four declare an action in the same instant, {int} times over',
  async function (this: GauntletWorld, times: number) {
    await this.party.sameInstant.allDeclare(ALL_FOUR, times);
  },
);

When('{player} asks after the action', async function (this: GauntletWorld, name: string) {
  await this.party.acting.askAfterLast(name, name);
});

When(
  "{player} asks after {player}'s action",
  async function (this: GauntletWorld, name: string, owner: string) {
    await this.party.acting.askAfterLast(name, owner);
  },
);

Then(
  '{player} learns that the action is {actionStatus}',
  async function (this: GauntletWorld, name: string, status: ActionStatus) {
    await this.players.named(name).sees(actionIs(status));
  },
);

Then(
  'each of them learns that the action is {actionStatus}',
  async function (this: GauntletWorld, status: ActionStatus) {
    await this.party.eachPlayerSees(() => actionIs(status));
  },
);

Then(
  '{player} is told by request that the action is {actionStatus}',
  function (this: GauntletWorld, name: string, status: ActionStatus) {
    const { answer } = this.party.member(name);
    expect(answerBy(this.party.dialect, answer), 'the status of the action').to.equal(status);
  },
);

Then('only {player} learns where the action stands', async function (this: GauntletWorld, name: string) {
  await proveOnly(this.party, this.actor, [name], anyActionStatus);
});

Then('{player} is told that there is no such thing', async function (this: GauntletWorld, name: string) {
  await this.players.named(name).sees(declinedAs('no such thing'));
});

Then('{player} is declined as having no right to it', async function (this: GauntletWorld, name: string) {
  await this.players.named(name).sees(declinedAs('no right to it'));
});

Then(
  'each time {player} is declined as having said it wrong, and nothing waits for the host',
  ROW_BY_ROW,
  async function (this: GauntletWorld, name: string) {
    await this.series.each(() => this.party.acting.expectDeclined(name));
  },
);

Then(
  'each time {player} learns that the action is waiting, and the host can read it',
  ROW_BY_ROW,
  async function (this: GauntletWorld, name: string) {
    await this.series.each(({ text = '' }) => this.party.acting.expectReadable(name, text));
  },
);

Then(
  "{player}'s action is refused {door} because of {string}",
  async function (this: GauntletWorld, name: string, door: Door, reason: string) {
    await expectRefusedBy(door, this.players.named(name), reason);
  },
);

Then(
  "each time {player}'s action is rejected or answered with an error, nothing waits for the host, and {player} can act",
  ROW_BY_ROW,
  async function (this: GauntletWorld, name: string, _same: string) {
    await this.series.each(() => this.party.acting.expectNotAccepted(name));
  },
);

Then(
  "{player}'s actions beyond the limit are rejected because of {string}",
  async function (this: GauntletWorld, name: string, reason: string) {
    await this.party.acting.expectLimit(name, reason);
  },
);

Then(
  "{player}'s requests beyond the limit are declined because of {string}",
  async function (this: GauntletWorld, name: string, reason: string) {
    await this.party.acting.expectRequestLimit(name, reason);
  },
);

Then('the host takes up exactly those that were accepted', async function (this: GauntletWorld) {
  await this.party.acting.expectAcceptedInQueue();
});

Then('one action is waiting for the host', async function (this: GauntletWorld) {
  await this.party.acting.expectWaiting(1, this.actor);
});

Then('nothing is waiting for the host', async function (this: GauntletWorld) {
  await this.party.acting.expectWaiting(0, this.actor);
});

Then(
  "{int} actions are waiting, each under a number of its own and its owner's name",
  async function (this: GauntletWorld, count: number) {
    await this.party.sameInstant.expectAllQueued(count);
  },
);

Then(
  'the host takes up all {int} in the order in which {player} declared them',
  async function (this: GauntletWorld, count: number, name: string) {
    await this.party.acting.expectInOrder(name, count);
  },
);

Then('{players} can act', async function (this: GauntletWorld, names: string[]) {
  for (const name of names) await this.party.declare(name, `${name} can act`);
});

Then('the record shows these actions:', async function (this: GauntletWorld, table: DataTable) {
  await this.party.acting.expectRecord(table.hashes());
});

Then('the record shows the note {string}', async function (this: GauntletWorld, text: string) {
  await this.party.acting.expectNote(text);
});

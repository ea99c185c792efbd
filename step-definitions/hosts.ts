import { type DataTable, Given, Then, When } from '@cucumber/cucumber';
import { expect } from 'chai';
import { AS_LONG_AS_IT_TAKES } from '../support/systems/limits';
import { actionIs } from '../support/systems/party/expectations';
import type { GauntletWorld } from '../support/world';

Given(
  'the host has taken up {string} by {player}',
  async function (this: GauntletWorld, text: string, name: string) {
    await this.party.acting.bringTo(name, text, 'taken up');
  },
);

Given(
  'the host has answered {string}, and to {player} alone {string}',
  async function (this: GauntletWorld, text: string, name: string, secret: string) {
    const { host } = this.party;
    await host.answers(host.marks({ text, privately: { [name]: secret } }));
    await this.party.settles();
  },
);

Given('the host has answered one of the actions by itself', async function (this: GauntletWorld) {
  await this.party.answerNext('It is done');
});

Given('the host has told {int} pieces of the story', async function (this: GauntletWorld, count: number) {
  await this.party.telling.tell(count);
});

When('{host} takes up the next action', async function (this: GauntletWorld, host: string) {
  await this.partyOf(host).host.takesUp();
});

When('the host takes up all that is waiting', async function (this: GauntletWorld) {
  await this.party.host.takesUpAll();
});

When(
  'the host takes up two actions in the same instant, {int} times over',
  async function (this: GauntletWorld, times: number) {
    await this.party.sameInstant.takeUpTwo(times);
  },
);

When('the host answers {string}', async function (this: GauntletWorld, text: string) {
  await this.party.host.answers({ text });
});

When(
  'the host answers {string}, and to {player} alone {string}',
  async function (this: GauntletWorld, text: string, name: string, secret: string) {
    const { host } = this.party;
    await host.answers(host.marks({ text, privately: { [name]: secret } }));
  },
);

When(
  'the host answers {string}, with the note {string}',
  async function (this: GauntletWorld, text: string, notes: string) {
    const { host } = this.party;
    await host.answers(host.marks({ text, notes }));
  },
);

When(
  "{player}'s {string} is answered with {string}",
  async function (this: GauntletWorld, name: string, text: string, answer: string) {
    await this.party.play(name, text, answer);
  },
);

When(
  'the host answers each action twice in the same instant, {int} times over',
  async function (this: GauntletWorld, times: number) {
    await this.party.sameInstant.answerTwice(['Thorin', 'Elara'], times);
  },
);

When('the host is thinking {string}', async function (this: GauntletWorld, text: string) {
  await this.party.host.thinks(text);
});

When(
  'the host thinks aloud for {int} million letters',
  AS_LONG_AS_IT_TAKES,
  async function (this: GauntletWorld, millions: number) {
    await this.party.telling.think(millions * 1_000_000);
  },
);

When('the host tells {int} pieces of the story', async function (this: GauntletWorld, count: number) {
  await this.party.telling.tell(count);
});

When('the host removes {player}', async function (this: GauntletWorld, name: string) {
  await this.party.removals.kick(name);
});

When('the host gives {int} orders', AS_LONG_AS_IT_TAKES, async function (this: GauntletWorld, count: number) {
  await this.party.besidePlay.work(count, 0);
});

When(
  'each of the four declares {int} actions while the host gives {int} orders',
  AS_LONG_AS_IT_TAKES,
  async function (this: GauntletWorld, actions: number, orders: number) {
    await this.party.besidePlay.work(orders, actions);
  },
);

When(
  'each of the four declares {int} actions while the host takes up and answers {int}',
  async function (this: GauntletWorld, actions: number, _all: number) {
    await this.party.besidePlay.playAndAnswer(actions);
  },
);

Then('nobody was waiting for {host}', function (this: GauntletWorld, host: string) {
  expect(this.partyOf(host).host.upNext, 'the action that was taken up').to.equal(undefined);
});

Then('the host reads {string} by {player}', function (this: GauntletWorld, text: string, name: string) {
  expect(this.party.host.upNext).to.include({ text, by: name });
});

Then('the host reads the remark {string}', function (this: GauntletWorld, remark: string) {
  expect(this.party.host.remark, 'the remark for the host').to.equal(remark);
});

Then('the host reads all of it', async function (this: GauntletWorld) {
  expect((await this.party.host.takesUp())?.text, 'what the host reads').to.equal(this.party.acting.longest);
});

Then('the host can read {string}', async function (this: GauntletWorld, text: string) {
  expect((await this.party.host.takesUp())?.text, 'what the host reads').to.equal(text);
});

Then('the host reads in this order:', function (this: GauntletWorld, table: DataTable) {
  const taken = this.party.host.taken.map(({ by, text }) => ({ by, action: text }));
  expect(taken, 'actions as they were taken up').to.deep.equal(table.hashes());
});

Then('the host can answer them all, one after the other', async function (this: GauntletWorld) {
  await this.party.sameInstant.answerAll();
});

Then('the host can still answer the action', async function (this: GauntletWorld) {
  await this.party.host.answers({ text: 'All is well' });
});

Then('each of the {int} actions was taken up once', async function (this: GauntletWorld, count: number) {
  await this.party.sameInstant.expectEachTakenOnce(count);
});

Then('each time exactly one of the two answers was accepted and told, once', function (this: GauntletWorld) {
  this.party.sameInstant.expectOneAnswerEachTime();
});

Then(
  "all {int} actions wait for the host, each player's in the order declared",
  async function (this: GauntletWorld, count: number) {
    await this.party.besidePlay.expectActions(count);
  },
);

Then(
  'all {int} orders were carried out, and what they changed is as it should be',
  async function (this: GauntletWorld, count: number) {
    await this.party.besidePlay.expectOrders(count);
  },
);

Then('nobody was told of anything but what the orders and the actions were', function (this: GauntletWorld) {
  this.party.besidePlay.expectNothingElse();
});

Then(
  'everybody has read all {int} answers, in the same order',
  async function (this: GauntletWorld, count: number) {
    await this.party.besidePlay.expectAnswersRead(count);
  },
);

Then(
  'each of the four has learned that all {int} were answered',
  async function (this: GauntletWorld, count: number) {
    await this.party.besidePlay.expectAllAnswered(count);
  },
);

Then(
  "{player}'s action is taken up and answered as ever",
  async function (this: GauntletWorld, name: string) {
    await this.party.answerNext('It is done');
    await this.party.member(name).player.sees(actionIs('answered'));
  },
);

import { Given, Then, When } from '@cucumber/cucumber';
import { expect } from 'chai';
import { announced, announcedOf, anyNews, letIn } from '../support/systems/party/expectations';
import { isSentAway } from '../support/systems/party/machines';
import { OBSERVER } from '../support/systems/party/party';
import { proveNever, proveOnce, proveSilence } from '../support/systems/party/standstill';
import type { GauntletWorld } from '../support/world';

Given('the host has opened a session', async function (this: GauntletWorld) {
  await this.party.open();
});

Given("{players} sit(s) at the host's table", async function (this: GauntletWorld, names: string[]) {
  await this.party.gather(names);
});

Given("a stranger sits at another host's table", async function (this: GauntletWorld) {
  await this.otherParty.gather(['the stranger']);
});

Given('the observer watches', async function (this: GauntletWorld) {
  await this.party.seat([OBSERVER]);
});

Given('{player} has come to the table', async function (this: GauntletWorld, name: string) {
  await this.party.seat([name]);
});

Given('{player} has come with a second device', async function (this: GauntletWorld, name: string) {
  await this.party.member(name).comes();
});

Given('{player} has left', async function (this: GauntletWorld, name: string) {
  await this.party.lose(name, 'leaving');
});

Given('{player} is cut off from the table', async function (this: GauntletWorld, name: string) {
  await this.party.lose(name);
});

Given('the host has ended the session', async function (this: GauntletWorld) {
  await this.party.close();
});

Given('a session has ended', async function (this: GauntletWorld) {
  await this.party.open();
  await this.party.close();
});

Given('{player} sits at the table of a new session', async function (this: GauntletWorld, name: string) {
  await this.party.gather([name]);
});

When('the host opens a session', async function (this: GauntletWorld) {
  await this.party.open();
});

When('the host opens a session for {players}', async function (this: GauntletWorld, names: string[]) {
  await this.party.open(names);
});

When('the host opens a session twice in the same instant', async function (this: GauntletWorld) {
  this.granted = await this.party.openings.twice();
});

When('the host ends the session', async function (this: GauntletWorld) {
  await this.party.host.orders('ends the session', {});
});

When(
  'the host ends the session and opens another one, {int} times over',
  async function (this: GauntletWorld, times: number) {
    await this.party.openings.again(times, ['Thorin', 'Elara']);
  },
);

When('{players} come(s) to the table', async function (this: GauntletWorld, names: string[]) {
  await this.party.come(names);
});

When('{player} comes to the table by the address alone', async function (this: GauntletWorld, name: string) {
  await this.party.member(name).comesByAddress();
});

When('{player} comes with a second device', async function (this: GauntletWorld, name: string) {
  await this.party.member(name).comes();
});

When('{player} leaves with both devices', async function (this: GauntletWorld, name: string) {
  await this.players.named(name).leave();
  await this.players.named(name).leave();
});

When('{player} comes to the table and leaves', async function (this: GauntletWorld, name: string) {
  await this.party.member(name).comes();
  await this.players.named(name).leave();
});

Then('{player} is let in', async function (this: GauntletWorld, name: string) {
  await this.players.named(name).sees(letIn(this.party.member(name).character));
});

Then('each of them is let in under the own name', async function (this: GauntletWorld) {
  await this.party.eachPlayerSees(({ character }) => letIn(character));
});

Then('the host sees {players} at the table', async function (this: GauntletWorld, names: string[]) {
  const { players } = await this.party.host.looks();
  const there = players.filter(({ connections }) => connections > 0).map(({ name }) => name);
  expect(there.toSorted(), 'who is at the table').to.deep.equal(names.toSorted());
});

Then(
  'whoever looks at the server sees {int} connections or more',
  async function (this: GauntletWorld, count: number) {
    const { dialect, host } = this.party;
    const answer = await dialect.lookAtServer(host.player);
    expect(dialect.connectionsIn(answer), 'connections that the server counts').to.be.at.least(count);
  },
);

Then(
  'the host has places for {players}, and one for the observer',
  function (this: GauntletWorld, names: string[]) {
    const { players, observer } = this.party.session;
    expect(
      players.map(({ name }) => name),
      'who has a place at the table',
    ).to.deep.equal(names);
    expect(observer.name).to.equal(OBSERVER);
  },
);

Then('no two places have the same token, and none gives away whose it is', function (this: GauntletWorld) {
  this.party.openings.expectTokensApart();
});

Then('exactly one of the two sessions was opened', async function (this: GauntletWorld) {
  expect(this.granted.toSorted(), 'orders that were granted').to.deep.equal([false, true]);
  expect((await this.party.host.looks()).running, 'whether a session is running').to.equal(true);
});

Then(
  '{players} learn(s) that {player} {coming}',
  async function (this: GauntletWorld, names: string[], name: string, coming: string) {
    const audience = names.map((one) => this.players.named(one));
    await this.party.everybodySees(announced(`${name} ${coming}.`), audience);
  },
);

Then(
  '{players} learn(s) that {player} {coming}, and no more',
  async function (this: GauntletWorld, names: string[], name: string, coming: string) {
    const audience = names.map((one) => this.players.named(one));
    await this.party.everybodySees(announced(`${name} ${coming}.`), audience);
    await proveOnce(this.party, announcedOf(name), audience);
  },
);

Then(
  'nobody learns that {player} {coming}',
  async function (this: GauntletWorld, name: string, coming: string) {
    await proveNever(this.party, this.actor, announced(`${name} ${coming}.`));
  },
);

Then('nobody is told anything', async function (this: GauntletWorld) {
  await proveSilence(this.party, this.actor);
});

Then('{player} is told nothing', async function (this: GauntletWorld, name: string) {
  const party = this.partyWith(name);
  await proveNever(party, this.actor, anyNews, [this.players.named(name)]);
});

Then('everybody is sent home because of {string}', async function (this: GauntletWorld, reason: string) {
  await this.party.everybodyIs((member) => isSentAway(member, reason));
});

Then(
  '{player} is sent away because of {string}',
  async function (this: GauntletWorld, name: string, reason: string) {
    await isSentAway(this.party.member(name), reason);
  },
);

Then(
  "both of {player}'s devices are sent away because of {string}",
  async function (this: GauntletWorld, name: string, reason: string) {
    await isSentAway(this.party.member(name), reason, 1);
    await isSentAway(this.party.member(name), reason, 2);
  },
);

Then('{players} are still at the table', async function (this: GauntletWorld, names: string[]) {
  await Promise.all(names.map((name) => this.players.named(name).isHeard()));
});

Then('{players} can come to the table each time', function (this: GauntletWorld, names: string[]) {
  this.party.openings.expectEachAnother(names);
});

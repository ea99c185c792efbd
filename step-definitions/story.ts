import { Then, When } from '@cucumber/cucumber';
import {
  holding,
  narrated,
  narratedForAll,
  narratedToAll,
  replayEnd,
  thinking,
  toldPrivately,
} from '../support/systems/party/expectations';
import { proveNever, proveOnce, proveOnly } from '../support/systems/party/standstill';
import type { GauntletWorld } from '../support/world';

When('{player} asks for the history from the beginning', function (this: GauntletWorld, name: string) {
  this.party.member(name).asksForTheHistory('2000-01-01T00:00:00.000Z');
});

When('{player} comes back to what was missed', async function (this: GauntletWorld, name: string) {
  await this.party.comeBack(name);
});

Then('everybody reads {string}', async function (this: GauntletWorld, text: string) {
  await this.party.everybodySees(narrated(text));
});

Then('everybody reads {string}, once', async function (this: GauntletWorld, text: string) {
  await proveOnce(this.party, narrated(text));
});

Then(
  'everybody reads {string} as the one answer to {int} action(s)',
  async function (this: GauntletWorld, text: string, count: number) {
    await this.party.everybodySees(narratedForAll(text, count));
  },
);

Then('{player} reads {string}', async function (this: GauntletWorld, name: string, text: string) {
  await this.players.named(name).sees(narrated(text));
});

Then(
  '{player} reads {string} on both devices',
  async function (this: GauntletWorld, name: string, text: string) {
    await this.players.named(name).seesInAnyOrder([narrated(text, 1), narrated(text, 2)]);
  },
);

Then(
  '{player} reads {string} without anything private',
  async function (this: GauntletWorld, name: string, text: string) {
    await this.players.named(name).sees(narratedToAll(text));
  },
);

Then('only {player} reads {string}', async function (this: GauntletWorld, name: string, text: string) {
  await proveOnly(this.party, this.actor, [name], toldPrivately(text), holding(text));
});

Then('nobody but {player} reads {string}', async function (this: GauntletWorld, name: string, text: string) {
  await proveNever(this.party, this.actor, holding(text), this.party.everybodyBut(name));
});

Then('nobody reads {string}', async function (this: GauntletWorld, text: string) {
  await proveNever(this.party, this.actor, holding(text));
});

Then(
  'everybody learns that the host is thinking {string}',
  async function (this: GauntletWorld, text: string) {
    await this.party.everybodySees(thinking(text));
  },
);

Then('{player} has come to the end of it', async function (this: GauntletWorld, name: string) {
  await this.players.named(name).sees(replayEnd());
});

Then('everybody reads all {int} pieces, in order', async function (this: GauntletWorld, _count: number) {
  await this.party.telling.expectHeard(this.party.everybody);
});

Then(
  'everybody but {player} reads all {int} pieces, in order',
  async function (this: GauntletWorld, name: string, _count: number) {
    await this.party.telling.expectHeard(this.party.everybodyBut(name));
  },
);

Then('everybody but {player} hears all of it', async function (this: GauntletWorld, name: string) {
  await this.party.telling.expectHeard(this.party.everybodyBut(name));
});

Then(
  '{player} reads all {int} pieces, in order',
  async function (this: GauntletWorld, name: string, _count: number) {
    await this.party.telling.expectHeard([this.players.named(name)]);
  },
);

Then(
  'the record shows no answer, and {string} as taken up',
  async function (this: GauntletWorld, text: string) {
    await this.party.acting.expectUnanswered(text);
  },
);

import { defineParameterType, Given, Then, When } from '@cucumber/cucumber';
import { refused } from '../support/players/answers';
import { WITH_MACHINES } from '../support/systems/limits';
import type { GauntletWorld } from '../support/world';

/** How somebody loses the connection to the table. */
const LOSSES = {
  leaving: (world: GauntletWorld, name: string) => world.players.named(name).leave(),
  'a crash': (world: GauntletWorld, name: string) => world.players.named(name).isCutOff(),
  'a reset connection': (world: GauntletWorld, name: string) =>
    world.network.reset(world.players.named(name)),
  'a cut on the way': (world: GauntletWorld, name: string) => world.network.cut(world.players.named(name)),
  'the death of the own node': (world: GauntletWorld, name: string) =>
    world.nodes.die(world.players.named(name).node),
} as const;

defineParameterType({
  name: 'loss',
  regexp: new RegExp(Object.keys(LOSSES).join('|')),
  transformer: (words: string) => words as keyof typeof LOSSES,
});

Given(
  '{player} is/was lost to the table by {loss}',
  WITH_MACHINES,
  async function (this: GauntletWorld, name: string, loss: keyof typeof LOSSES) {
    await this.party.returns.lose(name, () => LOSSES[loss](this, name));
  },
);

Given('{player} has changed to another node', async function (this: GauntletWorld, name: string) {
  await this.party.lose(name, 'leaving');
  this.players.named(name).node = 1;
  await this.party.seat([name]);
});

Given(
  'the host has answered {int} actions, each with something private',
  async function (this: GauntletWorld, count: number) {
    await this.party.returns.answer(count);
  },
);

Given(
  '{player} has come back, and the connection broke before all that was missed was told',
  async function (this: GauntletWorld, name: string) {
    const player = this.players.named(name);
    await this.party.returns.comeBackInVain(name, () =>
      this.network.breakAfterSomeMessages(player, 'from the server'),
    );
  },
);

Given('each of the four has declared {int} actions', async function (this: GauntletWorld, count: number) {
  await this.party.returns.declare(count);
});

Given('all four are cut off from the table', async function (this: GauntletWorld) {
  await this.party.loseAll(this.party.players.map(({ name }) => name));
});

Given(
  'the host has answered all that was waiting, each with something private',
  async function (this: GauntletWorld) {
    await this.party.returns.answerAll();
  },
);

Given("{player}'s second device is lost", async function (this: GauntletWorld, name: string) {
  await this.players.named(name).isCutOff();
});

Given('{player} has come back and is cut off again', async function (this: GauntletWorld, name: string) {
  await this.party.returns.comeBack(name);
  await this.party.lose(name);
});

Given('{player} has come back to the table', async function (this: GauntletWorld, name: string) {
  await this.party.returns.comeBack(name);
});

When('{player} comes back to the table', async function (this: GauntletWorld, name: string) {
  await this.party.returns.comeBack(name);
});

When('{player} comes back to the table on another node', async function (this: GauntletWorld, name: string) {
  this.players.named(name).node = 1;
  await this.party.returns.comeBack(name);
});

When(
  "{player} comes back to the table on {player}'s node",
  async function (this: GauntletWorld, name: string, other: string) {
    this.players.named(name).node = this.players.named(other).node;
    await this.party.returns.comeBack(name);
  },
);

When(
  '{player}, who has seen all of it, comes with a second device',
  async function (this: GauntletWorld, name: string) {
    await this.party.returns.comeWithAllSeen(name);
  },
);

When('{player} comes back with {}', async function (this: GauntletWorld, name: string, what: string) {
  await this.party.returns.comeBackWith(name, what);
});

When(
  '{player} comes back while the host answers {int} more',
  async function (this: GauntletWorld, name: string, count: number) {
    await this.party.returns.comeBackAmid(name, count);
  },
);

When('all four come back in the same instant', async function (this: GauntletWorld) {
  await Promise.all(this.party.players.map(({ name }) => this.party.returns.comeBack(name)));
});

Then(
  '{player} reads the {int} answers once each, in order, with the own private texts',
  async function (this: GauntletWorld, name: string, count: number) {
    await this.party.returns.expectReadOnce(name, count);
  },
);

Then(
  'each of the four reads the {int} answers once each, in order, with the own private texts',
  async function (this: GauntletWorld, count: number) {
    await Promise.all(this.party.players.map(({ name }) => this.party.returns.expectReadOnce(name, count)));
  },
);

Then('{player} is told that nothing was missed', async function (this: GauntletWorld, name: string) {
  await this.party.returns.expectNothingMissed(name);
});

Then('{player} reads none of the answers', async function (this: GauntletWorld, name: string) {
  await this.party.returns.expectReadNothing(name);
});

Then('{player} is told that this is no time', async function (this: GauntletWorld, name: string) {
  await this.players.named(name).sees(refused());
});

Then('{player} plays on with the others', async function (this: GauntletWorld, name: string) {
  await this.party.returns.playOn(name);
});

When(
  '{player} asks for the history since answer {int}',
  async function (this: GauntletWorld, name: string, answer: number) {
    await this.party.returns.askSince(name, answer);
  },
);

Then(
  '{player} is told answers {int} to {int} once more, and no other',
  async function (this: GauntletWorld, name: string, first: number, last: number) {
    await this.party.returns.expectToldAgain(name, first, last);
  },
);

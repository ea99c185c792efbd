import { Given, Then, When } from '@cucumber/cucumber';
import type { GameStatus, Place } from '../support/systems/pong/events';
import { playerLeft, statusIs } from '../support/systems/pong/expectations';
import { expectSamePace } from '../support/systems/pong/pace';
import { proveNever, proveOnce } from '../support/systems/pong/standstill';
import type { GauntletWorld } from '../support/world';

Given('{players} are playing', async function (this: GauntletWorld, names: string[]) {
  await this.pong.playing(names);
});

Given('{players} are playing tick by tick', async function (this: GauntletWorld, names: string[]) {
  await this.pong.held(names);
});

Given(
  '{players} are playing to {int} point(s), tick by tick',
  async function (this: GauntletWorld, names: string[], limit: number) {
    await this.pong.held(names, limit);
  },
);

Given(
  '{players} are playing to {int} point(s)',
  async function (this: GauntletWorld, names: string[], limit: number) {
    await this.pong.playing(names, limit);
  },
);

Given('{player} has said ready', async function (this: GauntletWorld, name: string) {
  this.pong.member(name).isReady();
  await this.players.named(name).isHeard();
});

Given('{player} has left the room', async function (this: GauntletWorld, name: string) {
  await this.pong.of(name).lose(name, 'leaving');
});

Given('{player} has been cut off', async function (this: GauntletWorld, name: string) {
  await this.pong.of(name).lose(name);
});

Given('{player} has gone away', async function (this: GauntletWorld, name: string) {
  await this.players.named(name).leave();
});

Given('the two have begun a rematch', async function (this: GauntletWorld) {
  await this.room.start();
});

Given('{player} has come back', async function (this: GauntletWorld, name: string) {
  await this.pong.of(name).enters(this.pong.member(name));
});

When('{player} says ready', function (this: GauntletWorld, name: string) {
  this.pong.member(name).isReady();
});

When('{player} says ready twice', function (this: GauntletWorld, name: string) {
  this.pong.member(name).isReady();
  this.pong.member(name).isReady();
});

When('{player} and {player} say ready', function (this: GauntletWorld, one: string, other: string) {
  this.pong.member(one).isReady();
  this.pong.member(other).isReady();
});

When('{player} comes back', async function (this: GauntletWorld, name: string) {
  await this.pong.of(name).enters(this.pong.member(name));
});

When(
  '{player} and {player} say ready in the same instant, {int} times over',
  async function (this: GauntletWorld, one: string, other: string, times: number) {
    await this.pong.sameInstant.getReady([one, other], times);
  },
);

When(
  '{player} and {player} leave a game in the same instant, {int} times over, and {player} makes the room anew',
  async function (this: GauntletWorld, one: string, other: string, times: number, maker: string) {
    await this.pong.sameInstant.leave([one, other], maker, times);
  },
);

When(
  "{player} leaves {player}'s room in the instant in which {player} joins it, {int} times over",
  async function (this: GauntletWorld, leaves: string, stays: string, comes: string, times: number) {
    await this.pong.sameInstant.change([stays, leaves], comes, times);
  },
);

Then('everybody sees the game {gameStatus}', async function (this: GauntletWorld, status: GameStatus) {
  await this.room.everybodySees(statusIs(status));
});

Then('everybody sees the game {gameStatus}, once', async function (this: GauntletWorld, status: GameStatus) {
  await proveOnce(this.room, this.actor, statusIs(status));
});

Then(
  '{players} see(s) the game {gameStatus}',
  async function (this: GauntletWorld, names: string[], status: GameStatus) {
    const players = names.map((name) => this.players.named(name));
    await this.room.everybodySees(statusIs(status), players);
  },
);

Then('nobody has seen the game begin', async function (this: GauntletWorld) {
  await proveNever(this.room, this.actor, statusIs('playing'));
});

Then('nobody has seen the game stop', async function (this: GauntletWorld) {
  await proveNever(this.room, this.actor, statusIs('waiting for an opponent'));
});

Then('everybody sees that {place} has left', async function (this: GauntletWorld, place: Place) {
  await this.room.everybodySees(playerLeft(place));
});

Then('everybody sees the game go on', async function (this: GauntletWorld) {
  await this.room.goesOn();
});

Then('the others see the game go on', async function (this: GauntletWorld) {
  await this.room.goesOn(this.room.everybodyBut(this.actor.name));
});

Given('everybody has seen {int} ticks of the game', async function (this: GauntletWorld, ticks: number) {
  await this.room.everybodySeesPlay(ticks);
});

Then(
  'the others see {int} ticks more, and at the same pace as before',
  async function (this: GauntletWorld, ticks: number) {
    await expectSamePace(this.room.everybodyBut(this.actor.name), ticks);
  },
);

Then('the game stands still until {player} comes', async function (this: GauntletWorld, name: string) {
  await this.room.standsStillUntil(() => this.room.enters(this.pong.member(name)));
});

Then('each time everybody saw the game begin once', function (this: GauntletWorld) {
  this.pong.sameInstant.expectOneStartEachTime();
});

Then(
  'the first ball went to {player} some of these times, and to {player} the others',
  function (this: GauntletWorld, _one: string, _other: string) {
    this.pong.sameInstant.expectServesToEither();
  },
);

Then('each time the room was gone, {int} times', function (this: GauntletWorld, times: number) {
  this.pong.sameInstant.expectFreeAgain(times);
});

Then("each time the newcomer's part and the game's status fit together", function (this: GauntletWorld) {
  this.pong.sameInstant.expectFittingEachTime();
});

import { Given, Then, When } from '@cucumber/cucumber';
import type { Direction, Place } from '../support/systems/pong/events';
import { playerLeft } from '../support/systems/pong/expectations';
import {
  comeAgain,
  comeBack,
  expectGivenUp,
  hangUpAfterSilence,
  letTimePass,
  loseBothPlayers,
  loseOneAfterTheOther,
  orderInOneGo,
  seeTicksPass,
} from '../support/systems/pong/hard-times';
import { expectSteadyMove } from '../support/systems/pong/moves';
import type { GauntletWorld } from '../support/world';

Given(
  'the connections of both players have been reset in the same instant',
  async function (this: GauntletWorld) {
    await loseBothPlayers(this.room, (player) => this.network.reset(player));
  },
);

Given(
  '{player} has been cut off, and {player} {int} seconds later',
  async function (this: GauntletWorld, one: string, other: string, seconds: number) {
    await loseOneAfterTheOther(this.room, [one, other], () =>
      letTimePass(this.room, seconds, (time) => this.target.advanceClock(time)),
    );
  },
);

Given(
  '{players} have come back {int} seconds after that',
  async function (this: GauntletWorld, names: string[], seconds: number) {
    await letTimePass(this.room, seconds, (time) => this.target.advanceClock(time));
    await comeBack(this.room, names);
  },
);

Given('{players} have come back one after the other', async function (this: GauntletWorld, names: string[]) {
  await comeBack(this.room, names);
});

Given('{players} observe the game', async function (this: GauntletWorld, names: string[]) {
  await this.pong.observe(names, this.room);
});

Given(
  '{player} has ordered her/his paddle {direction} into the silence',
  async function (this: GauntletWorld, name: string, way: Direction) {
    this.pong.member(name).moves(way);
    await this.network.takesWhatWasSent(this.players.named(name));
  },
);

Given(
  '{player} has ordered up and down by turns, {int} times in one go, {direction} at last',
  function (this: GauntletWorld, name: string, times: number, last: Direction) {
    orderInOneGo(this.pong.member(name), times, last);
  },
);

Given("{player}'s network has recovered", async function (this: GauntletWorld, name: string) {
  this.network.recover(this.players.named(name));
  await this.players.named(name).isHeard();
});

Given(
  '{player} has hung up, having heard nothing for a while',
  async function (this: GauntletWorld, name: string) {
    await hangUpAfterSilence(this.room, this.pong.member(name));
  },
);

Given(
  '{player} has given no sign of life for {int} seconds',
  async function (this: GauntletWorld, _name: string, seconds: number) {
    await letTimePass(this.room, seconds, (time) => this.target.advanceClock(time));
  },
);

Given(
  '{player} is still shown the game, {int} ticks of it',
  async function (this: GauntletWorld, name: string, ticks: number) {
    await seeTicksPass(this.room, this.pong.member(name), ticks);
  },
);

When(
  '{player} gives none for {int} seconds more',
  async function (this: GauntletWorld, _name: string, seconds: number) {
    await letTimePass(this.room, seconds, (time) => this.target.advanceClock(time));
  },
);

Then(
  '{players} see(s) that {place} has left',
  async function (this: GauntletWorld, names: string[], place: Place) {
    await this.room.everybodySees(playerLeft(place), this.room.these(names));
  },
);

Then(
  "{players} see {player}'s paddle go {direction} by {float} a tick, and {player}'s rest",
  async function (
    this: GauntletWorld,
    names: string[],
    name: string,
    way: 'up' | 'down',
    step: number,
    other: string,
  ) {
    const [mover, rester] = [this.pong.member(name), this.pong.member(other)];
    await expectSteadyMove(this.room, mover, way, step, rester, this.room.these(names));
  },
);

Then(
  '{player} may come again and sees the game from there on',
  async function (this: GauntletWorld, name: string) {
    await comeAgain(this.room, this.pong.member(name), 'observer');
    await this.room.everybodySeesPlay(5, this.room.these([name]));
  },
);

Then(
  '{players} saw each of the {int} ticks, in order',
  function (this: GauntletWorld, names: string[], ticks: number) {
    this.room.held.expectTheSame(ticks, names);
  },
);

Then('everybody saw each of the {int} ticks, in order', async function (this: GauntletWorld, ticks: number) {
  await this.room.isQuiet();
  this.room.held.expectTheSame(ticks);
});

Then(
  '{player} has been disconnected for giving no sign of life',
  async function (this: GauntletWorld, name: string) {
    this.network.recover(this.players.named(name));
    await expectGivenUp(this.pong.member(name));
  },
);

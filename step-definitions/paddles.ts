import { type DataTable, Given, Then, When } from '@cucumber/cucumber';
import { ROW_BY_ROW } from '../support/systems/limits';
import type { Place } from '../support/systems/pong/events';
import { expectShown } from '../support/systems/pong/expectations';
import { expectPaddles, movePaddle } from '../support/systems/pong/flights';
import { expectSteadyMove } from '../support/systems/pong/moves';
import { provePaddlesRest } from '../support/systems/pong/standstill';
import type { GauntletWorld } from '../support/world';

Given("{player}'s paddle is at {float}", function (this: GauntletWorld, name: string, y: number) {
  const place = this.pong.member(name).place as Place;
  this.room.held.plan({ paddles: { [place]: y } });
});

Given(
  '{player} has begun to move {direction}',
  async function (this: GauntletWorld, name: string, way: 'up' | 'down') {
    this.pong.member(name).moves(way);
    await this.players.named(name).isHeard();
  },
);

When('{player} moves {direction}', function (this: GauntletWorld, name: string, way: 'up' | 'down') {
  this.pong.member(name).moves(way);
});

When(
  '{player} moves {direction} for {int} ticks',
  async function (this: GauntletWorld, name: string, way: 'up' | 'down', ticks: number) {
    this.pong.member(name).moves(way);
    await this.room.held.pass(ticks);
  },
);

When(
  '{player} moves {direction} and {player} {direction} for {int} ticks',
  async function (
    this: GauntletWorld,
    one: string,
    way: 'up' | 'down',
    other: string,
    otherWay: 'up' | 'down',
    ticks: number,
  ) {
    this.pong.member(one).moves(way);
    this.pong.member(other).moves(otherWay);
    await this.room.held.pass(ticks);
  },
);

When('the paddles move like this, each time anew:', async function (this: GauntletWorld, table: DataTable) {
  await this.series.begin(table.hashes(), (move) => movePaddle(this.room, move));
});

When('{player} stops for {int} ticks', async function (this: GauntletWorld, name: string, ticks: number) {
  this.pong.member(name).moves('stop');
  await this.room.held.pass(ticks);
});

When('{player} tries to move {direction}', function (this: GauntletWorld, name: string, way: 'up' | 'down') {
  this.pong.member(name).moves(way);
});

Then("everybody sees {player}'s paddle at {float}", function (this: GauntletWorld, name: string, y: number) {
  const place = this.pong.member(name).place as Place;
  this.room.held.expectLast((update, when) => {
    expectShown(update.paddles[place - 1] ?? Number.NaN, y, `${name}'s paddle ${when}`);
  });
});

Then(
  "everybody sees {player}'s paddle go {direction} by {float} a tick, and {player}'s rest",
  async function (this: GauntletWorld, name: string, way: 'up' | 'down', step: number, other: string) {
    await expectSteadyMove(this.room, this.pong.member(name), way, step, this.pong.member(other));
  },
);

Then(
  'each time everybody sees the paddle come there, and the other rest',
  ROW_BY_ROW,
  async function (this: GauntletWorld) {
    await this.series.each((move) => expectPaddles(this.room, move));
  },
);

Then('no paddle moves but by its own player', async function (this: GauntletWorld) {
  await provePaddlesRest(this.room, this.actor);
});

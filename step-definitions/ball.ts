import { type DataTable, Given, Then, When } from '@cucumber/cucumber';
import { expect } from 'chai';
import { ROW_BY_ROW } from '../support/systems/limits';
import type { Pair, Spot } from '../support/systems/pong/events';
import { expectBall } from '../support/systems/pong/expectations';
import { expectArrival, fly } from '../support/systems/pong/flights';
import { expectServe } from '../support/systems/pong/moves';
import type { Velocity } from '../support/systems/pong/physics';
import { expectBackFromBothWalls, playToBothWalls } from '../support/systems/pong/rally';
import type { GauntletWorld } from '../support/world';

Given(
  'the ball is at {spot} and moves {velocity}',
  function (this: GauntletWorld, { x, y }: Spot, { vx, vy }: Velocity) {
    this.room.held.plan({ ball: { x, y, vx, vy } });
  },
);

Given('the score is {score}', function (this: GauntletWorld, score: Pair) {
  this.room.held.plan({ score });
});

Given('{int} ticks have passed', async function (this: GauntletWorld, ticks: number) {
  await this.room.held.pass(ticks);
});

When('{int} tick(s) pass(es)', async function (this: GauntletWorld, ticks: number) {
  await this.room.held.pass(ticks);
});

When('the ball flies like this, each time anew:', async function (this: GauntletWorld, table: DataTable) {
  await this.series.begin(table.hashes(), (flight) => fly(this.room, flight));
});

When(
  'the two players keep the ball in play until it has come to both walls',
  async function (this: GauntletWorld) {
    await playToBothWalls(this.room);
  },
);

Then(
  'each time everybody sees it come there, and every tick was as the rules have it',
  ROW_BY_ROW,
  async function (this: GauntletWorld) {
    await this.series.each((flight) => expectArrival(this.room, flight));
  },
);

Then('everybody sees {int} ticks more, each of them', async function (this: GauntletWorld, ticks: number) {
  await this.room.held.pass(ticks);
  this.room.held.expectTheSame(ticks);
});

Then('everybody sees the ball at {spot}', function (this: GauntletWorld, spot: Spot) {
  this.room.held.expectLast((update, when) => expectBall(update, spot, when));
});

Then('every tick was as the rules have it', function (this: GauntletWorld) {
  this.room.held.expectByTheRules();
});

Then('everybody sees the score {score}', function (this: GauntletWorld, score: Pair) {
  this.room.held.expectLast((update, when) => {
    expect(update.score, `the score ${when}`).to.deep.equal(score);
  });
});

Then('the next ball comes from the middle towards {player}', function (this: GauntletWorld, name: string) {
  this.room.held.expectServeTo(this.pong.member(name));
});

Then(
  'everybody sees the ball leave the middle in a straight line, by 0.8 a tick',
  async function (this: GauntletWorld) {
    await expectServe(this.room);
  },
);

Then('everybody sees the ball come back from both walls', async function (this: GauntletWorld) {
  await expectBackFromBothWalls(this.room);
});

import { type DataTable, Given, Then, When } from '@cucumber/cucumber';
import type { Pair } from '../support/systems/pong/events';
import { gameOver, scoreIs } from '../support/systems/pong/expectations';
import { letTheBallPass } from '../support/systems/pong/moves';
import { expectMatches } from '../support/systems/pong/record';
import { proveOnce } from '../support/systems/pong/standstill';
import type { GauntletWorld } from '../support/world';

/** A ball that nobody can reach any more, two ticks before it is a point for the left side, or for the right one. */
const LOST = {
  1: { x: 99, y: 80, vx: 0.8, vy: 0 },
  2: { x: 1, y: 80, vx: -0.8, vy: 0 },
} as const;

Given(
  '{player} has won the game {score}',
  async function (this: GauntletWorld, name: string, [one, two]: Pair) {
    const left = this.pong.member(name).place === 1;
    this.room.held.plan({ ball: LOST[left ? 1 : 2], score: left ? [one - 1, two] : [one, two - 1] });
    await this.room.held.pass(2);
  },
);

Given('the score has become {score}', async function (this: GauntletWorld, score: Pair) {
  this.room.held.plan({ score, ball: { x: 30, y: 30, vx: 0.4, vy: 0.4 } });
  await this.room.held.pass(1);
});

When('{player} wins the last point', async function (this: GauntletWorld, name: string) {
  this.room.held.plan({ ball: LOST[this.pong.member(name).place === 1 ? 1 : 2] });
  await this.room.held.pass(2);
});

When('both let the ball pass', async function (this: GauntletWorld) {
  await letTheBallPass(this.room);
  await this.room.timePasses(60);
});

When('they play the game to its end', async function (this: GauntletWorld) {
  await this.room.held.playOn(45, 60_000, () => this.target.advanceClock(1_000));
});

Then(
  'everybody sees that {player} has won {score}',
  async function (this: GauntletWorld, name: string, score: Pair) {
    await this.room.everybodySees(gameOver(this.pong.member(name).place === 1 ? 1 : 2, score));
  },
);

Then(
  'everybody sees that {player} has won {score}, once',
  async function (this: GauntletWorld, name: string, score: Pair) {
    await proveOnce(this.room, this.actor, gameOver(this.pong.member(name).place === 1 ? 1 : 2, score));
  },
);

Then(
  '{player} sees that {player} has won {score}, once',
  async function (this: GauntletWorld, name: string, winner: string, score: Pair) {
    const [player, { place }] = [this.players.named(name), this.pong.member(winner)];
    await proveOnce(this.room, player, gameOver(place === 1 ? 1 : 2, score), [player]);
  },
);

Then('everybody sees who has won, with {int} point(s)', async function (this: GauntletWorld, points: number) {
  await this.room.everybodySeesAWinner(points);
});

Then('everybody sees the game go on at {score}', async function (this: GauntletWorld, score: Pair) {
  if (this.room.isHeld) await this.room.held.pass(1);
  await this.room.everybodySees(scoreIs(score));
});

Then('the match record shows:', async function (this: GauntletWorld, table: DataTable) {
  expectMatches(await this.pong.dialect.recordOf(this.room.code), table.hashes());
});

Then('there is nothing in the match record', async function (this: GauntletWorld) {
  expectMatches(await this.pong.dialect.recordOf(this.room.code), []);
});

Then('everybody saw the same game, of {int} ticks or more', function (this: GauntletWorld, ticks: number) {
  this.room.held.expectTheSameFor(ticks);
});

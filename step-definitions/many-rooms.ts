import { type DataTable, Given, Then, When } from '@cucumber/cucumber';
import { paddleBeyond } from '../support/systems/pong/expectations';
import {
  comeToScoresOfTheirOwn,
  expectNothingOfOthers,
  expectScoresOfTheirOwn,
  goOn,
  leaveManyWhileTicksPass,
  playMany,
} from '../support/systems/pong/many-rooms';
import { provePaddlesRest } from '../support/systems/pong/standstill';
import type { GauntletWorld } from '../support/world';

Given(
  'these are playing, each pair in a room of its own:',
  async function (this: GauntletWorld, table: DataTable) {
    const games = table.hashes();
    await Promise.all(
      games.map(({ one = '', other = '', points }) => this.pong.playing([one, other], Number(points))),
    );
  },
);

Given(
  '{int} games are being played, each in a room of its own',
  async function (this: GauntletWorld, games: number) {
    await playMany(this.pong, games);
  },
);

Given(
  '{int} games are being played tick by tick, each in a room of its own',
  async function (this: GauntletWorld, games: number) {
    await playMany(this.pong, games, true);
  },
);

When('each of them has gone on for {int} ticks', async function (this: GauntletWorld, ticks: number) {
  await goOn(this.pong.rooms, ticks);
});

When('each of them comes to a score of its own', async function (this: GauntletWorld) {
  await comeToScoresOfTheirOwn(this.pong);
});

When(
  '{int} other games are left, all at once, while {int} ticks pass, {int} times over',
  { timeout: -1 }, // each time has the patience of a step
  async function (this: GauntletWorld, games: number, ticks: number, times: number) {
    const roundBegins = () => this.players.patience.stepBegins();
    await leaveManyWhileTicksPass(this.pong, this.room, { games, ticks, times }, roundBegins);
  },
);

Then(
  "in {player}'s room everybody sees {player}'s paddle go up",
  async function (this: GauntletWorld, name: string, mover: string) {
    const place = this.pong.member(mover).place === 1 ? 1 : 2;
    await this.pong.of(name).everybodySees(paddleBeyond(place, 45, 'up'));
  },
);

Then("in {player}'s room no paddle has moved", async function (this: GauntletWorld, name: string) {
  await provePaddlesRest(this.pong.of(name), this.actor);
});

Then('each score was seen in its own room only', function (this: GauntletWorld) {
  expectScoresOfTheirOwn(this.pong);
});

Then('nothing of a room was told in another', function (this: GauntletWorld) {
  expectNothingOfOthers(this.pong);
});

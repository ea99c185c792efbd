import { Then, When } from '@cucumber/cucumber';
import { AS_LONG_AS_IT_TAKES } from '../support/systems/limits';
import type { GauntletWorld } from '../support/world';

When(
  'they play for {int} minutes without a pause, and act {int} times',
  AS_LONG_AS_IT_TAKES,
  async function (this: GauntletWorld, minutes: number, actions: number) {
    await this.endurance.playsByTheClock({ minutes, actions });
  },
);

When('they play in real time without a pause', AS_LONG_AS_IT_TAKES, async function (this: GauntletWorld) {
  await this.endurance.playsInRealTime();
});

Then('everybody is still at the table, and has read everything', async function (this: GauntletWorld) {
  await this.endurance.expectAllThere();
});

Then('the server holds no more than before', function (this: GauntletWorld) {
  this.endurance.expectNoGrowth();
});

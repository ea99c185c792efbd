import { Given, Then, When } from '@cucumber/cucumber';
import { expect } from 'chai';
import type { GauntletWorld } from '../support/world';

Given('{int} seconds have passed', async function (this: GauntletWorld, seconds: number) {
  await this.target.advanceClock(seconds * 1_000);
});

When('{int} seconds pass', async function (this: GauntletWorld, seconds: number) {
  await this.target.advanceClock(seconds * 1_000);
});

Then(
  '{player} is still connected when {int} more seconds have passed',
  async function (this: GauntletWorld, name: string, seconds: number) {
    await this.target.advanceClock(seconds * 1_000);
    await this.players.named(name).isHeard();
    expect(this.players.named(name).isConnected, `whether ${name} is connected`).to.equal(true);
  },
);

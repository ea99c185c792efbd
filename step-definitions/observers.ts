import { Given, Then, When } from '@cucumber/cucumber';
import { anyUpdate } from '../support/systems/pong/expectations';
import type { GauntletWorld } from '../support/world';

Given(/^([A-Z][a-z]+) observes the game$/, async function (this: GauntletWorld, name: string) {
  await this.pong.observe([name], this.room);
});

Given('{int} observers watch the game', async function (this: GauntletWorld, count: number) {
  const names = Array.from({ length: count }, (_, index) => `Observer ${index + 1}`);
  await this.pong.observe(names, this.room);
});

When('{player} comes to observe the game', async function (this: GauntletWorld, name: string) {
  await this.pong.observe([name], this.room);
});

Then('{player} sees the game from there on', async function (this: GauntletWorld, name: string) {
  await this.players.named(name).sees(anyUpdate);
  await this.room.everybodySeesPlay(5, [this.players.named(name)]);
});

Then(
  'every one of them saw each of the {int} ticks, in order',
  function (this: GauntletWorld, ticks: number) {
    this.room.held.expectTheSame(ticks);
  },
);

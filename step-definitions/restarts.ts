import { Given, Then, When } from '@cucumber/cucumber';
import { AS_LONG_AS_IT_TAKES, WITH_MACHINES } from '../support/systems/limits';
import type { GauntletWorld } from '../support/world';

Given(
  'the server has fallen, and everybody has come back',
  WITH_MACHINES,
  async function (this: GauntletWorld) {
    await this.restarts.fallAndReturn();
  },
);

When('the server falls, and everybody comes back', WITH_MACHINES, async function (this: GauntletWorld) {
  await this.restarts.fallAndReturn();
});

When('all four come back with {}', async function (this: GauntletWorld, what: string) {
  const { players, returns } = this.party;
  await Promise.all(players.map(({ name }) => returns.comeBackWith(name, what)));
});

When(
  'the server falls {int} times at random moments while everybody plays',
  AS_LONG_AS_IT_TAKES,
  async function (this: GauntletWorld, times: number) {
    await this.restarts.fallAmidPlay(times, () => {
      this.players.patience.stepBegins();
      this.replay = this.restarts.replay;
    });
  },
);

Then(
  'every action that was accepted came to the host, none was there twice, and all were in order',
  async function (this: GauntletWorld) {
    await this.restarts.expectEachActionOnce();
  },
);

Then(
  'every answer that was given is part of the past of all four, once, and no action has two',
  async function (this: GauntletWorld) {
    await this.restarts.expectEachAnswerOnce();
  },
);

Then(
  'the record shows the same actions and answers, in the same order',
  async function (this: GauntletWorld) {
    await this.restarts.expectOnRecord();
  },
);

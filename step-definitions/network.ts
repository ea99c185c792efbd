import { Before, defineParameterType, Given, Then, When } from '@cucumber/cucumber';
import { theEndOf } from '../support/players/connection-expectations';
import {
  expectWelcomesWithoutLoss,
  letTimePass,
  loseTheirConnections,
} from '../support/systems/race/hard-times';
import type { GauntletWorld } from '../support/world';

/** Which way a line passes nothing. */
defineParameterType({
  name: 'way',
  regexp: /toward the server|from the server/,
  transformer: (way: string): Way => (way === 'from the server' ? way : 'to the server'),
});
type Way = 'to the server' | 'from the server';

Before(
  { tags: '@network', name: 'a network under the hand of the scenario' },
  function (this: GauntletWorld) {
    this.network.hold();
  },
);

When("{player}'s connection is reset", async function (this: GauntletWorld, name: string) {
  const player = this.players.named(name);
  await player.losesTheConnection(() => this.network.reset(player));
});

When("{player}'s connection is cut on the way", async function (this: GauntletWorld, name: string) {
  const player = this.players.named(name);
  await player.losesTheConnection(() => this.network.cut(player));
});

Given("{player}'s connection goes/is silent", function (this: GauntletWorld, name: string) {
  this.network.silence(this.players.named(name), 'both ways');
});

Given("{player}'s connection goes/is silent {way}", function (this: GauntletWorld, name: string, way: Way) {
  this.network.silence(this.players.named(name), way);
});

Given(
  'the network between {player} and the server becomes/is slow',
  function (this: GauntletWorld, name: string) {
    this.network.slow(this.players.named(name));
  },
);

Given(
  'the network between {player} and the server becomes/is narrow',
  function (this: GauntletWorld, name: string) {
    this.network.narrow(this.players.named(name));
  },
);

Given(
  "{player}'s connection is about to break in the middle of the next message",
  function (this: GauntletWorld, name: string) {
    this.network.breakInNextMessage(this.players.named(name), 'to the server');
  },
);

Given(
  "{player}'s connection is about to break in the middle of the next message {way}",
  function (this: GauntletWorld, name: string, way: Way) {
    this.network.breakInNextMessage(this.players.named(name), way);
  },
);

Given(
  '{player} has reported {time} and {deaths} into the silence',
  async function (this: GauntletWorld, name: string, time: number, deaths: number) {
    this.races.runner(name).reports(time, deaths);
    await this.network.takesWhatWasSent(this.players.named(name));
  },
);

Given(
  '{player} has sent {int} reports into the silence',
  async function (this: GauntletWorld, name: string, times: number) {
    this.races.sameInstant.report([name], times);
    await this.network.takesWhatWasSent(this.players.named(name));
  },
);

Given(
  '{player} has sent {int} reports, and whoever can be reached has seen them',
  async function (this: GauntletWorld, name: string, times: number) {
    this.races.sameInstant.report([name], times);
    await this.races.sameInstant.everybodySeesAllReports();
  },
);

Given(
  '{players} were cut off, each in the middle of {int} reports',
  async function (this: GauntletWorld, names: string[], times: number) {
    for (const name of names) this.network.breakAfterSomeMessages(this.players.named(name));
    await loseTheirConnections(
      names.map((name) => this.race.runner(name)),
      () => this.races.sameInstant.report(names, times),
    );
  },
);

When("{player}'s network recovers", function (this: GauntletWorld, name: string) {
  this.network.recover(this.players.named(name));
});

When(
  "{player}'s mod gives no sign of life for {int} seconds",
  async function (this: GauntletWorld, runner: string, seconds: number) {
    await letTimePass(this.races.ofRunner(runner), seconds, (time) => this.target.advanceClock(time));
  },
);

When(
  '{players} go side by side through all zones of the layers {int} and {int}',
  function (this: GauntletWorld, names: string[], first: number, second: number) {
    this.races.sameInstant.descend(names, [first, second]);
  },
);

Then(
  "the others see all of {player}'s reports in the order they were sent",
  async function (this: GauntletWorld, _runner: string) {
    await this.races.sameInstant.everybodySeesAllReports();
  },
);

Then(
  "{player} sees all of {player}'s reports in the order they were sent",
  async function (this: GauntletWorld, name: string, _runner: string) {
    await this.races.sameInstant.everybodySeesAllReports([this.players.named(name)]);
  },
);

Then(
  '{player} finds the connection ended when the network recovers',
  async function (this: GauntletWorld, name: string) {
    const player = this.players.named(name);
    this.network.recover(player);
    await player.sees(theEndOf(player.connection));
  },
);

Then(
  'each of them is welcomed with no less than what was shown before',
  async function (this: GauntletWorld) {
    await expectWelcomesWithoutLoss(this.race);
  },
);

import { Given, Then, When } from '@cucumber/cucumber';
import { closedByTheServer } from '../support/players/connection-expectations';
import { CLOSE } from '../support/systems/race/dialect';
import { shownTheStandings, spectatorsCounted } from '../support/systems/race/expectations';
import type { GauntletWorld } from '../support/world';

Given(/^(.+) watch(?:es)? the race$/, async function (this: GauntletWorld, names: string) {
  await this.races.watch(names.split(' and '), this.race);
});

When('{player} comes to watch', async function (this: GauntletWorld, name: string) {
  await this.races.watch([name], this.race);
});

When(
  '{player} comes to watch while {player} sends {int} reports in one go',
  async function (this: GauntletWorld, spectator: string, runner: string, times: number) {
    this.races.sameInstant.report([runner], times);
    await this.races.watch([spectator], this.race);
  },
);

When('{player} goes to watch a race that does not exist', async function (this: GauntletWorld, name: string) {
  await this.races.goesToNoRace(name);
});

When(
  "{player} shows {player}'s access token",
  function (this: GauntletWorld, spectator: string, runner: string) {
    this.races.reporter(spectator).authenticates(this.races.runner(runner).pack.accessToken);
  },
);

When('{player} says something that is no message', function (this: GauntletWorld, spectator: string) {
  this.races.reporter(spectator).sends('text without sense');
});

Then(
  '{player} is shown the race with the standings {players}',
  async function (this: GauntletWorld, name: string, runners: string[]) {
    await this.players.named(name).sees(shownTheStandings(runners));
  },
);

Then(
  'what {player} was shown and what followed fit together without a gap',
  async function (this: GauntletWorld, name: string) {
    await this.races.sameInstant.seesTheRest(this.races.reporter(name).player);
  },
);

Then(
  '{player} and {player} see that there are {int} spectators',
  async function (this: GauntletWorld, one: string, other: string, count: number) {
    await this.race.everybodySees(spectatorsCounted(count), [
      this.players.named(one),
      this.players.named(other),
    ]);
  },
);

Then(
  '{player} sees that there is {int} spectator',
  async function (this: GauntletWorld, name: string, count: number) {
    await this.players.named(name).sees(spectatorsCounted(count));
  },
);

Then(
  '{player} is told {string} and disconnected',
  async function (this: GauntletWorld, name: string, reason: string) {
    await this.players.named(name).sees(closedByTheServer(1, CLOSE.raceNotFound, reason));
  },
);

import { type DataTable, Given, Then, When } from '@cucumber/cucumber';
import { refused } from '../support/players/answers';
import { closedByTheServer } from '../support/players/connection-expectations';
import { ROW_BY_ROW } from '../support/systems/limits';
import { proveStandstill } from '../support/systems/race/standstill';
import { attemptToJoin, attemptWith, MADE_UP_TOKEN, NO_RACE } from '../support/systems/race/wrong-values';
import type { GauntletWorld } from '../support/world';

Given('{player} was turned away with a made-up token', async function (this: GauntletWorld, name: string) {
  const runner = this.races.runner(name);
  await runner.triesToJoin(this.race.id, MADE_UP_TOKEN);
  await runner.isTurnedAway('Invalid mod token or race');
});

When(
  "{player} tries to join {player}'s race with these, one after the other:",
  async function (this: GauntletWorld, name: string, organizer: string, table: DataTable) {
    const [runner, race] = [this.races.runner(name), this.races.of(organizer)];
    await this.series.begin(table.hashes(), ({ what = '' }) => attemptToJoin(runner, race, what));
  },
);

When('{player} tries to join a race that does not exist', async function (this: GauntletWorld, name: string) {
  const runner = this.races.runner(name);
  await runner.triesToJoin(NO_RACE, runner.pack.accessToken);
});

When('{player} tries to join once more', async function (this: GauntletWorld, name: string) {
  const runner = this.races.runner(name);
  await runner.triesToJoin(this.race.id, runner.pack.accessToken);
});

When(
  "{int} malformed messages in a row come from {player}'s mod",
  function (this: GauntletWorld, times: number, name: string) {
    this.races.runner(name).sendsWrongOnes(times);
  },
);

When("{player}'s mod sends {}", function (this: GauntletWorld, name: string, what: string) {
  this.races.runner(name).sends(what);
});

When(
  '{player} sends these, one after the other:',
  async function (this: GauntletWorld, name: string, table: DataTable) {
    const runner = this.races.runner(name);
    await this.series.begin(table.hashes(), ({ what = '', value = '' }) => attemptWith(runner, what, value));
  },
);

When(
  "these come from {player}'s mod, one after the other:",
  async function (this: GauntletWorld, name: string, table: DataTable) {
    const runner = this.races.runner(name);
    await this.series.begin(table.hashes(), ({ what = '' }) => runner.sends(what));
  },
);

Then(
  '{player} is turned away because of {string}',
  async function (this: GauntletWorld, name: string, reason: string) {
    await this.races.runner(name).isTurnedAway(reason);
  },
);

Then(
  'each time {player} is turned away for the reason',
  ROW_BY_ROW,
  async function (this: GauntletWorld, name: string) {
    const runner = this.races.runner(name); // the others look from the first row on
    await this.series.each(
      ({ reason = '' }) => runner.isTurnedAway(reason),
      () => runner.player.mark(),
    );
  },
);

Then(
  'each time {player} is answered with an error, and nothing changes for anybody',
  ROW_BY_ROW,
  async function (this: GauntletWorld, name: string) {
    await this.series.each(async () => {
      await this.players.named(name).sees(refused());
      await proveStandstill(this.race, this.actor);
    });
  },
);

Then(
  'each time {player} is answered with {string}, and nothing changes for anybody',
  ROW_BY_ROW,
  async function (this: GauntletWorld, name: string, reason: string) {
    await this.series.each(async () => {
      await this.players.named(name).sees(refused(reason));
      await proveStandstill(this.race, this.actor);
    });
  },
);

Then(
  'each time {player} is answered with an error, nothing changes for anybody, and {player} goes on',
  ROW_BY_ROW,
  async function (this: GauntletWorld, name: string, _same: string) {
    await this.series.each(async () => {
      await this.players.named(name).sees(refused());
      await proveStandstill(this.race, this.actor);
      await this.race.goesOn(name);
    });
  },
);

Then(
  'each time nothing changes for anybody, and {player} goes on',
  ROW_BY_ROW,
  async function (this: GauntletWorld, name: string) {
    await this.series.each(async () => {
      await proveStandstill(this.race, this.actor);
      await this.race.goesOn(name);
    });
  },
);

Then('{player} is answered with an error', async function (this: GauntletWorld, name: string) {
  await this.players.named(name).sees(refused());
});

Then(
  '{player} is answered with {string}',
  async function (this: GauntletWorld, name: string, reason: string) {
    await this.players.named(name).sees(refused(reason));
  },
);

Then(
  '{player} is answered with an error {int} times',
  async function (this: GauntletWorld, name: string, times: number) {
    await this.players.named(name).seesInThisOrder(Array.from({ length: times }, () => refused()));
  },
);

Then('{player} goes on and everybody sees it', async function (this: GauntletWorld, name: string) {
  await this.race.goesOn(name);
});

Then(
  "{player}'s mod is disconnected as having sent {verdict}",
  async function (this: GauntletWorld, name: string, code: number) {
    await this.players.named(name).sees(closedByTheServer(1, code));
  },
);

Then('{player} may join again and go on', async function (this: GauntletWorld, name: string) {
  await this.race.join([this.race.runner(name)]);
  await this.race.after(name, (runner) => runner.entersLayer(2));
});

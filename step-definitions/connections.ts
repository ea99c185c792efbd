import { Given, Then, When } from '@cucumber/cucumber';
import { expect } from 'chai';
import { closedByTheServer } from '../support/players/connection-expectations';
import { CLOSE } from '../support/systems/race/dialect';
import type { Figures } from '../support/systems/race/expectations';
import {
  askedForASignOfLife,
  showing,
  welcomed,
  welcomedTo,
  welcomedWith,
  welcomedWithStandings,
} from '../support/systems/race/expectations';
import { proveNever } from '../support/systems/race/standstill';
import type { GauntletWorld } from '../support/world';

Given(
  'the mods of {players} have given a sign of life',
  async function (this: GauntletWorld, names: string[]) {
    const mods = names.map((name) => this.races.runner(name));
    for (const mod of mods) mod.showsLife();
    await Promise.all(mods.map(({ player }) => player.isHeard()));
  },
);

Given("{player}'s mod has gone away", async function (this: GauntletWorld, runner: string) {
  await this.races.ofRunner(runner).lose([runner], 'leaving');
});

Given("{player}'s connection is lost", async function (this: GauntletWorld, runner: string) {
  await this.races.ofRunner(runner).lose([runner]);
});

Given('the connections of {players} are lost', async function (this: GauntletWorld, runners: string[]) {
  await this.race.lose(runners);
});

Given('{player} has joined again', async function (this: GauntletWorld, runner: string) {
  await this.races.ofRunner(runner).join([this.races.runner(runner)]);
});

Given("{player}'s mod has connected a second time", async function (this: GauntletWorld, runner: string) {
  await this.races.runner(runner).takesOver();
});

Given("{player}'s mod has connected and says nothing", async function (this: GauntletWorld, runner: string) {
  await this.races.runner(runner).opens();
});

When('{player} joins', async function (this: GauntletWorld, runner: string) {
  await this.races.runner(runner).joins();
});

When('{players} join', async function (this: GauntletWorld, runners: string[]) {
  await this.race.join(runners.map((name) => this.race.runner(name)));
});

When('{player} joins with the token of the first pack', async function (this: GauntletWorld, runner: string) {
  await this.races.runner(runner).joins(this.races.runner(runner).accessTokens[0]);
});

When("{player}'s mod goes away and joins again", async function (this: GauntletWorld, runner: string) {
  await this.races.ofRunner(runner).lose([runner], 'leaving');
  await this.races.runner(runner).joins();
});

When(
  "{player}'s mod connects a {ordinal} time",
  async function (this: GauntletWorld, runner: string, _time: number) {
    await this.races.runner(runner).joins();
  },
);

When(
  "{player}'s mod connects twice in the same instant, {int} times over",
  async function (this: GauntletWorld, runner: string, times: number) {
    await this.races.sameInstant.connectsTwice(runner, times);
  },
);

When("{player}'s mod says who it is", function (this: GauntletWorld, name: string) {
  const runner = this.races.runner(name);
  runner.authenticates(runner.pack.accessToken);
});

When('{player} leaves', async function (this: GauntletWorld, name: string) {
  await this.players.named(name).leave();
});

When("{player}'s connection breaks", async function (this: GauntletWorld, name: string) {
  await this.players.named(name).isCutOff();
});

When(
  '{player} finishes at {time} and the connection breaks at once',
  async function (this: GauntletWorld, name: string, time: number) {
    const runner = this.races.runner(name);
    runner.finishes(time);
    await runner.player.isHeard();
    await runner.player.isCutOff();
  },
);

Then('{player} is welcomed', async function (this: GauntletWorld, runner: string) {
  await this.players.named(runner).sees(welcomed());
});

Then(
  '{player} is welcomed with the seed and the runners {players}',
  async function (this: GauntletWorld, runner: string, runners: string[]) {
    const { seed, layers } = this.races.runner(runner).course;
    await this.players.named(runner).sees(welcomedWith(seed, layers, runners));
  },
);

Then(
  '{player} is welcomed with the standings {players}',
  async function (this: GauntletWorld, runner: string, runners: string[]) {
    await this.players.named(runner).sees(welcomedWithStandings(runners));
  },
);

Then(
  'each of them is welcomed with the standings {players}',
  async function (this: GauntletWorld, runners: string[]) {
    await this.race.everybodySees(welcomedWithStandings(runners), this.race.racing);
  },
);

Then('{player} is welcomed to a running race', async function (this: GauntletWorld, runner: string) {
  await this.players.named(runner).sees(welcomedTo('running', runner, {}));
});

Then(
  '{player} is welcomed to a running race with {player} {figures}',
  async function (this: GauntletWorld, runner: string, other: string, figures: Figures) {
    await this.players.named(runner).sees(welcomedTo('running', other, figures));
  },
);

Then(
  '{player} is welcomed {figures}',
  async function (this: GauntletWorld, runner: string, figures: Figures) {
    await this.players.named(runner).sees(welcomedTo(this.races.ofRunner(runner).status, runner, figures));
  },
);

Then(
  '{player} is welcomed on the {ordinal} connection',
  async function (this: GauntletWorld, runner: string, connection: number) {
    await this.players.named(runner).sees(welcomed(connection));
  },
);

Then(
  "{player}'s {ordinal} connection is closed because of {string}",
  async function (this: GauntletWorld, runner: string, connection: number, reason: string) {
    await this.players.named(runner).sees(closedByTheServer(connection, CLOSE.replaced, reason));
  },
);

Then(
  '{player} keeps the {ordinal} connection alone',
  async function (this: GauntletWorld, name: string, connection: number) {
    const { player } = this.races.runner(name);
    await player.isHeard();
    expect(player.connection, 'the connection in use').to.equal(connection);
    expect(player.openConnections, 'open connections').to.equal(1);
  },
);

Then(
  'each time one of the two was closed as replaced, and the other reported for {player}',
  function (this: GauntletWorld, _runner: string) {
    this.races.sameInstant.expectOneReplacedEachTime();
  },
);

Then('nobody ever sees {player} away', async function (this: GauntletWorld, runner: string) {
  await this.players.named(runner).sees(closedByTheServer(1, CLOSE.replaced));
  await proveNever(this.race, this.actor, showing(runner, { connected: false }));
});

Then(
  "{player}'s mod is disconnected because of {string}",
  async function (this: GauntletWorld, name: string, reason: string) {
    const player = this.players.named(name);
    await player.sees(closedByTheServer(player.connection, CLOSE.authenticationTimeout, reason));
  },
);

Then('{players} are asked for a sign of life', async function (this: GauntletWorld, names: string[]) {
  await this.race.everybodySees(
    askedForASignOfLife,
    names.map((name) => this.races.runner(name).player),
  );
});

Then("{player}'s mod has been given up", async function (this: GauntletWorld, name: string) {
  const player = this.players.named(name);
  await player.sees(closedByTheServer(player.connection, CLOSE.noSignOfLife), 0);
});

Then('{players} are still connected', async function (this: GauntletWorld, names: string[]) {
  const players = names.map((name) => this.players.named(name));
  await Promise.all(players.map((player) => player.isHeard()));
  for (const { name, isConnected } of players)
    expect(isConnected, `whether ${name} is connected`).to.equal(true);
});

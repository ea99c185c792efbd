import { type DataTable, Given, Then, When } from '@cucumber/cucumber';
import { closedByTheServer, theEndOf } from '../support/players/connection-expectations';
import { ROW_BY_ROW } from '../support/systems/limits';
import { CLOSE } from '../support/systems/party/dialect';
import * as machines from '../support/systems/party/machines';
import type { GauntletWorld } from '../support/world';

Given('{players} have given a sign of life', async function (this: GauntletWorld, names: string[]) {
  for (const name of names) {
    this.party.member(name).showsLife();
    await this.players.named(name).isHeard();
  }
});

When(
  "these come from {player}'s machine, one after the other:",
  async function (this: GauntletWorld, name: string, table: DataTable) {
    const member = this.party.member(name);
    await this.series.begin(table.hashes(), ({ what = '' }) => member.sends(what));
  },
);

When("{} comes from {player}'s machine", function (this: GauntletWorld, what: string, name: string) {
  this.party.member(name).sends(what);
});

When(
  "{int} wrong messages in a row come from {player}'s machine",
  function (this: GauntletWorld, count: number, name: string) {
    machines.sendsWrongOnes(this.party.member(name), count);
  },
);

When(
  'a flood of {int} messages comes from the machine of {player}',
  function (this: GauntletWorld, count: number, name: string) {
    this.party.member(name).floods(count);
  },
);

When(
  '{player} comes with a garbled note of what was seen last',
  async function (this: GauntletWorld, name: string) {
    await this.party.member(name).comes({ lastSeen: 'some time yesterday' });
  },
);

When(
  '{player} gives no sign of life for {int} seconds, but {player} does',
  async function (this: GauntletWorld, silent: string, seconds: number, lively: string) {
    await machines.passWith(this.party, lively, seconds, (time) => this.target.advanceClock(time));
    this.network.recover(this.players.named(silent));
  },
);

Then(
  'each time {player} is answered with an error, nobody is told anything, and {player} can act',
  ROW_BY_ROW,
  async function (this: GauntletWorld, name: string, _same: string) {
    await this.series.each(() => this.party.acting.expectHarmless(name));
  },
);

Then(
  "{player}'s machine is disconnected as having sent {verdict}",
  async function (this: GauntletWorld, name: string, code: number) {
    const player = this.players.named(name);
    await player.sees(closedByTheServer(player.connection, code));
  },
);

Then("{player}'s machine is disconnected for its flood", async function (this: GauntletWorld, name: string) {
  const player = this.players.named(name);
  await player.sees(closedByTheServer(player.connection, CLOSE.policy));
});

Then("{player}'s connection has ended", async function (this: GauntletWorld, name: string) {
  const player = this.players.named(name);
  await player.sees(theEndOf(player.connection), 0);
});

Then('{player} can come back and act', async function (this: GauntletWorld, name: string) {
  await machines.comesBackAndActs(this.party, name);
});

Then(
  '{players} are asked whether they are still there',
  async function (this: GauntletWorld, names: string[]) {
    await machines.areAsked(this.party, names);
  },
);

import { type DataTable, Given, Then, When } from '@cucumber/cucumber';
import { expect } from 'chai';
import { refused } from '../support/players/answers';
import { closedByTheServer } from '../support/players/connection-expectations';
import { ROW_BY_ROW } from '../support/systems/limits';
import { CLOSE } from '../support/systems/pong/dialect';
import { randomMessages, sendAll } from '../support/systems/pong/random-messages';
import { provePaddlesRest } from '../support/systems/pong/standstill';
import type { GauntletWorld } from '../support/world';

Given('{int} callers have said nothing', async function (this: GauntletWorld, count: number) {
  await this.callers.call(this.room, count, 'nothing');
});

Given(
  '{int} callers have stopped in the middle of saying what they want',
  async function (this: GauntletWorld, count: number) {
    await this.callers.call(this.room, count, 'half');
  },
);

When("{player}'s computer sends {}", function (this: GauntletWorld, name: string, what: string) {
  this.pong.member(name).sends(what);
});

When(
  "these come from {player}'s computer, one after the other:",
  async function (this: GauntletWorld, name: string, table: DataTable) {
    const member = this.pong.member(name);
    await this.series.begin(table.hashes(), ({ what = '' }) => member.sends(what));
  },
);

When(
  "{int} messages in one go come from {player}'s computer",
  function (this: GauntletWorld, count: number, name: string) {
    this.pong.member(name).floods(count);
  },
);

When(
  "{int} random messages come from {player}'s computer",
  async function (this: GauntletWorld, count: number, name: string) {
    const messages = await randomMessages(count, this.drawFuzzSeed());
    const read = await sendAll(this.pong.newcomer(name, this.room, 'observer'), messages);
    expect(read, 'messages that the server has dealt with').to.equal(count);
  },
);

Then(
  'each time {player} is answered with an/the error, no paddle moves but by its own player, and the game goes on',
  ROW_BY_ROW,
  async function (this: GauntletWorld, name: string) {
    await this.series.each(async ({ error }) => {
      await this.players.named(name).sees(refused(error));
      await provePaddlesRest(this.room, this.actor);
      await this.room.goesOn();
    });
  },
);

Then(
  "{player}'s computer is disconnected as having sent {verdict}",
  async function (this: GauntletWorld, name: string, code: number) {
    const player = this.players.named(name);
    await player.sees(closedByTheServer(player.connection, code));
  },
);

Then(
  "{player}'s computer is disconnected for its many messages",
  async function (this: GauntletWorld, name: string) {
    const player = this.players.named(name);
    await player.sees(closedByTheServer(player.connection, CLOSE.policy));
  },
);

Then(
  '{player} is disconnected because of {string}',
  async function (this: GauntletWorld, name: string, reason: string) {
    const player = this.players.named(name);
    await player.sees(closedByTheServer(player.connection, CLOSE.joinTimeout, reason));
  },
);

Then('the server has hung up on all callers', async function (this: GauntletWorld) {
  await this.callers.areCutOff();
});

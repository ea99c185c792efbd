import { Given, When } from '@cucumber/cucumber';
import { theEndOf } from '../support/players/connection-expectations';
import type { GauntletWorld } from '../support/world';

Given(
  '{player} and {player} are playing, each on a node of their own',
  async function (this: GauntletWorld, one: string, other: string) {
    const room = await this.pong.open([one]);
    await room.enters(this.pong.newcomer(other, room, 'player', 1));
    await room.start();
  },
);

Given(
  "{player} observes the game on {player}'s node",
  async function (this: GauntletWorld, name: string, other: string) {
    const { node } = this.pong.member(other);
    await this.room.enters(this.pong.newcomer(name, this.room, 'observer', node), 'observer');
  },
);

When('{player} joins the room on another node', async function (this: GauntletWorld, name: string) {
  await this.room.enters(this.pong.newcomer(name, this.room, 'player', 1));
});

When("{player}'s node dies", async function (this: GauntletWorld, name: string) {
  const { node, player } = this.pong.member(name);
  const { connection } = player;
  await this.target.killNode(node);
  await player.sees(theEndOf(connection));
});

When(
  "{player} comes back on {player}'s node",
  async function (this: GauntletWorld, name: string, other: string) {
    const member = this.pong.member(name);
    member.node = this.pong.member(other).node;
    await this.room.enters(member);
  },
);

import { Given, Then, When } from '@cucumber/cucumber';
import { WITH_MACHINES } from '../support/systems/limits';
import { goesOnAfterAll, ticksApart } from '../support/systems/pong/nodes-apart';
import { actsApart } from '../support/systems/race/nodes-apart';
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
  '{player} and {player} are playing tick by tick, each on a node of their own',
  async function (this: GauntletWorld, one: string, other: string) {
    const room = await this.pong.open([one]);
    await room.enters(this.pong.newcomer(other, room, 'player', 1));
    await room.hold();
    await room.start();
  },
);

Given(
  "{players} are racing in {player}'s race, each on a node of their own",
  async function (this: GauntletWorld, runners: string[], organizer: string) {
    await this.races.runningApart(organizer, runners);
  },
);

Given(
  "{player} observes the game on {player}'s node",
  async function (this: GauntletWorld, name: string, other: string) {
    const { node } = this.players.named(other);
    await this.room.enters(this.pong.newcomer(name, this.room, 'observer', node), 'observer');
  },
);

Given(
  "{player} watches the race on {player}'s node",
  async function (this: GauntletWorld, name: string, other: string) {
    const { node } = this.players.named(other);
    await this.races.spectator(name, this.race, node).watches(this.race.id);
  },
);

Given('the server has been restarted', WITH_MACHINES, async function (this: GauntletWorld) {
  await this.nodes.areRestarted();
});

When('{player} joins the room on another node', async function (this: GauntletWorld, name: string) {
  await this.room.enters(this.pong.newcomer(name, this.room, 'player', 1));
});

Given("{player}'s node has died", WITH_MACHINES, async function (this: GauntletWorld, name: string) {
  const { node } = this.players.named(name);
  const cut = this.room.members.filter(({ player }) => player.node === node);
  await this.room.losingAll(cut, () => this.target.killNode(node));
});

Given(
  "{player} has come back on {player}'s node",
  async function (this: GauntletWorld, name: string, other: string) {
    this.players.named(name).node = this.players.named(other).node;
    await this.room.enters(this.pong.member(name));
  },
);

When("{player}'s node dies", WITH_MACHINES, async function (this: GauntletWorld, name: string) {
  await this.nodes.die(this.players.named(name).node);
});

When(
  "{player} comes back on {player}'s node",
  async function (this: GauntletWorld, name: string, other: string) {
    this.players.named(name).node = this.players.named(other).node;
    await this.room.enters(this.pong.member(name));
  },
);

When("{player} joins on {player}'s node", async function (this: GauntletWorld, name: string, other: string) {
  this.players.named(name).node = this.players.named(other).node;
  await this.races.runner(name).joins();
});

When('what joins the nodes is restarted', WITH_MACHINES, async function (this: GauntletWorld) {
  await this.nodes.areRejoined();
});

When('the nodes lose each other for a moment', WITH_MACHINES, async function (this: GauntletWorld) {
  await this.nodes.loseEachOther(async () => {});
});

When(
  'a tick passes while the nodes have lost each other',
  WITH_MACHINES,
  async function (this: GauntletWorld) {
    await ticksApart(this.room, (meanwhile) => this.nodes.loseEachOther(meanwhile));
  },
);

When(
  '{player} reports {time} and {deaths} while the nodes have lost each other',
  WITH_MACHINES,
  async function (this: GauntletWorld, name: string, time: number, deaths: number) {
    const apart = (meanwhile: () => Promise<void>) => this.nodes.loseEachOther(meanwhile);
    await actsApart(this.race, this.race.runner(name), apart, (runner) => runner.reports(time, deaths));
  },
);

When(
  '{player} finishes at {time} while the nodes have lost each other',
  WITH_MACHINES,
  async function (this: GauntletWorld, name: string, time: number) {
    const apart = (meanwhile: () => Promise<void>) => this.nodes.loseEachOther(meanwhile);
    await actsApart(this.race, this.race.runner(name), apart, (runner) => runner.finishes(time));
  },
);

Then(
  'the game goes on for everybody, at once or when both have said ready again',
  async function (this: GauntletWorld) {
    await goesOnAfterAll(this.room);
  },
);

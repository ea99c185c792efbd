import { type DataTable, Given, Then, When } from '@cucumber/cucumber';
import { refused } from '../support/players/answers';
import { refusedAtTheDoor } from '../support/players/connection-expectations';
import { ROW_BY_ROW } from '../support/systems/limits';
import type { Place } from '../support/systems/pong/events';
import { joinedAs, roomCreated } from '../support/systems/pong/expectations';
import type { GauntletWorld } from '../support/world';

Given('{player} has made a room and joined it', async function (this: GauntletWorld, name: string) {
  await this.pong.open([name]);
});

Given('{players} are in a room', async function (this: GauntletWorld, names: string[]) {
  await this.pong.open(names);
});

Given('{player} has made a room that nobody has joined', async function (this: GauntletWorld, name: string) {
  const member = this.pong.newcomer(name, this.pong.plan(name));
  await member.comes();
  await member.creates();
});

Given('{player} has joined the room', async function (this: GauntletWorld, name: string) {
  await this.room.enters(this.pong.newcomer(name, this.room));
});

Given('{player} has come to the room and says nothing', async function (this: GauntletWorld, name: string) {
  await this.pong.newcomer(name, this.room).comes();
});

When('{player} makes a room', async function (this: GauntletWorld, name: string) {
  const member = this.pong.newcomer(name, this.pong.plan(name));
  await member.comes();
  await member.creates();
});

When('{player} makes a room and joins it', async function (this: GauntletWorld, name: string) {
  await this.pong.open([name]);
});

When(
  '{player} makes a room to {int} point(s)',
  async function (this: GauntletWorld, name: string, limit: number) {
    const member = this.pong.newcomer(name, this.pong.plan(name, limit));
    await member.comes();
    member.asksToCreate(limit);
  },
);

When(
  '{player} goes to make a room to so many points, one after the other:',
  async function (this: GauntletWorld, name: string, table: DataTable) {
    const member = this.pong.newcomer(name, this.pong.plan(name));
    await member.comes();
    await this.series.begin(table.hashes(), ({ points }) =>
      member.sends(`an order for a room to ${points} points`),
    );
  },
);

When(
  '{player} makes a room whose code has {}',
  async function (this: GauntletWorld, name: string, code: string) {
    const room = this.pong.plan(name, undefined, this.pong.dialect.codeLike(code));
    const member = this.pong.newcomer(name, room);
    await member.comes();
    await member.creates();
  },
);

When(
  '{player} asks for rooms with these codes, one after the other:',
  async function (this: GauntletWorld, name: string, table: DataTable) {
    await this.series.begin(table.hashes(), ({ what = '' }) => {
      const room = this.pong.plan(name, undefined, this.pong.dialect.codeLike(what));
      this.pong.newcomer(name, room).knocks();
    });
  },
);

When('{player} tries to make the same room', async function (this: GauntletWorld, name: string) {
  const member = this.pong.newcomer(name, this.room);
  await member.comes();
  member.asksToCreate();
});

When('{player} makes the same room anew', async function (this: GauntletWorld, name: string) {
  const member = this.pong.newcomer(name, this.pong.plan(name, undefined, this.room.code));
  await member.comes();
  await member.creates();
});

When('{player} joins a room that nobody has made', async function (this: GauntletWorld, name: string) {
  const room = this.pong.plan(name);
  await room.enters(this.pong.newcomer(name, room));
});

When('{player} joins the room', async function (this: GauntletWorld, name: string) {
  await this.room.enters(this.pong.newcomer(name, this.room));
});

When(
  '{player} makes a room of the same code in capitals',
  async function (this: GauntletWorld, name: string) {
    await this.pong.open([name], undefined, this.room.code.toUpperCase());
  },
);

Then('{player} is {place}', async function (this: GauntletWorld, name: string, place: Place) {
  await this.players.named(name).sees(joinedAs(place));
});

Then('{player} is an observer', async function (this: GauntletWorld, name: string) {
  await this.players.named(name).sees(joinedAs(null));
});

Then('{player} has a room', async function (this: GauntletWorld, name: string) {
  await this.players.named(name).sees(roomCreated(this.pong.of(name).code));
});

Then(
  '{player} has a room to {int} point(s)',
  async function (this: GauntletWorld, name: string, limit: number) {
    await this.players.named(name).sees(roomCreated(this.pong.of(name).code, limit));
  },
);

Then(
  'each time there is no such room for {player}',
  ROW_BY_ROW,
  async function (this: GauntletWorld, name: string) {
    await this.series.each(() => refusedAtTheDoor(this.players.named(name), 404));
  },
);

Then(
  'each time {player} is answered with {string}',
  ROW_BY_ROW,
  async function (this: GauntletWorld, name: string, reason: string) {
    await this.series.each(() => this.players.named(name).sees(refused(reason)));
  },
);

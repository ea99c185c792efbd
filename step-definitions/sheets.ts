import { type DataTable, Given, Then, When } from '@cucumber/cucumber';
import { ROW_BY_ROW } from '../support/systems/limits';
import type { Health, Sheet } from '../support/systems/party/events';
import { anyChange, changed, changedTo } from '../support/systems/party/sheet-expectations';
import { expectPublicPart, expectWholeSheet, leaveWith } from '../support/systems/party/sheets';
import { proveNever } from '../support/systems/party/standstill';
import type { GauntletWorld } from '../support/world';

Given(
  'the host has left {player} with {hitPoints} hit points',
  async function (this: GauntletWorld, name: string, points: Sheet) {
    await this.party.host.changes(name, points);
    await this.party.settles();
  },
);

Given(
  'the host has let {player} be {words}',
  async function (this: GauntletWorld, name: string, conditions: string[]) {
    await this.party.host.changes(name, { conditions });
    await this.party.settles();
  },
);

When(
  'the host leaves {player} with {hitPoints} hit points',
  async function (this: GauntletWorld, name: string, points: Sheet) {
    await this.party.host.changes(name, points);
  },
);

When(
  'the host lets {player} be {string} and {string}',
  async function (this: GauntletWorld, name: string, one: string, other: string) {
    await this.party.host.changes(name, { conditions: [one, other] });
  },
);

When(
  'the host lifts {player} to level {int}',
  async function (this: GauntletWorld, name: string, level: number) {
    await this.party.host.changes(name, { level });
  },
);

When(
  'the host gives {player} the secret background {string}',
  async function (this: GauntletWorld, name: string, secretBackground: string) {
    this.party.host.keepsSecret({ privately: { [name]: secretBackground } });
    await this.party.host.changes(name, { secretBackground });
  },
);

When(
  'the host leaves {player} with so many of {int} hit points, one after the other:',
  async function (this: GauntletWorld, name: string, most: number, table: DataTable) {
    await this.series.begin(table.hashes(), async ({ before, left }) => {
      await leaveWith(this.party, name, Number(before), most);
      this.players.mark();
      await leaveWith(this.party, name, Number(left), most);
    });
  },
);

When(
  'the host gives {player} the hidden roll {string}',
  async function (this: GauntletWorld, name: string, hiddenRoll: string) {
    this.party.host.keepsSecret({ privately: { [name]: hiddenRoll } });
    await this.party.host.changes(name, { hiddenRoll });
  },
);

When(
  'the host tries to give {player} {float} hit points',
  async function (this: GauntletWorld, name: string, hitPoints: number) {
    await this.party.host.tries('changes a character', { name, changes: { hitPoints } });
  },
);

When(
  'the host tries to give {player} so many hit points, one after the other:',
  async function (this: GauntletWorld, name: string, table: DataTable) {
    await this.series.begin(table.hashes(), ({ points }) =>
      this.party.host.tries('changes a character', { name, changes: { hitPoints: Number(points) } }),
    );
  },
);

When('{player} looks at the own sheet', async function (this: GauntletWorld, name: string) {
  await this.party.member(name).looksAt(name);
});

When("{player} looks at {player}'s sheet", async function (this: GauntletWorld, name: string, whose: string) {
  await this.party.member(name).looksAt(whose);
});

Then(
  '{player} sees all of the own sheet, with {hitPoints} hit points',
  function (this: GauntletWorld, name: string, points: Sheet) {
    expectWholeSheet(this.party, name, points);
  },
);

Then(
  '{player} sees that {player} is {health}, and no numbers or secrets',
  function (this: GauntletWorld, name: string, whose: string, health: Health) {
    expectPublicPart(this.party, name, whose, health);
  },
);

Then(
  '{player} sees the own {hitPoints} hit points',
  async function (this: GauntletWorld, name: string, { hitPoints }: Sheet) {
    await this.players.named(name).sees(changedTo(name, { hitPoints }));
  },
);

Then(
  'each time {player} sees the own hit points, and {players} see how healthy {player} is',
  ROW_BY_ROW,
  async function (this: GauntletWorld, name: string, others: string[], _same: string) {
    const players = others.map((one) => this.players.named(one));
    await this.series.each(async ({ left, health }) => {
      await this.players.named(name).sees(changedTo(name, { hitPoints: Number(left) }));
      await this.party.everybodySees(changed(name, { health: health as Health }), players);
    });
  },
);

Then(
  '{players} see {player} {health}',
  async function (this: GauntletWorld, names: string[], name: string, health: Health) {
    const players = names.map((one) => this.players.named(one));
    await this.party.everybodySees(changed(name, { health }), players);
  },
);

Then(
  '{players} see {player} {string} and {string}',
  async function (this: GauntletWorld, names: string[], name: string, one: string, other: string) {
    const players = names.map((each) => this.players.named(each));
    await this.party.everybodySees(changed(name, { conditions: [one, other] }), players);
  },
);

Then(
  '{players} see {player} at level {int}',
  async function (this: GauntletWorld, names: string[], name: string, level: number) {
    const players = names.map((one) => this.players.named(one));
    await this.party.everybodySees(changed(name, { level }), players);
  },
);

Then(
  '{player} sees the secret background {string}',
  async function (this: GauntletWorld, name: string, secretBackground: string) {
    await this.players.named(name).sees(changed(name, { secretBackground }));
  },
);

Then(
  '{player} sees the hidden roll {string}',
  async function (this: GauntletWorld, name: string, hiddenRoll: string) {
    await this.players.named(name).sees(changed(name, { hiddenRoll }));
  },
);

Then('nobody but {player} learns of it', async function (this: GauntletWorld, name: string) {
  await proveNever(this.party, this.actor, anyChange(name), this.party.everybodyBut(name));
});

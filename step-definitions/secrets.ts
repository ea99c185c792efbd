import { Given, Then, When } from '@cucumber/cucumber';
import { expect } from 'chai';
import { expectNone } from '../support/players/expectation';
import { AS_LONG_AS_IT_TAKES } from '../support/systems/limits';
import type { GauntletWorld } from '../support/world';

/** In milliseconds: as long as the limit on actions looks back. */
const A_SECOND = 1_000;

Given(
  'the host has answered {int} actions with private texts, notes and hidden hit points',
  AS_LONG_AS_IT_TAKES,
  async function (this: GauntletWorld, count: number) {
    await this.party.confiding.tell(count, () => this.target.advanceClock(A_SECOND));
  },
);

Given('{players} are cut off from the table', async function (this: GauntletWorld, names: string[]) {
  await this.party.loseAll(names);
});

Given(
  'the host has answered {string}, with the note {string}',
  async function (this: GauntletWorld, text: string, notes: string) {
    const { host } = this.party;
    await host.answers(host.marks({ text, notes }));
    await this.party.settles();
  },
);

When(
  'the host answers {int} actions with private texts, notes and hidden hit points',
  AS_LONG_AS_IT_TAKES,
  async function (this: GauntletWorld, count: number) {
    await this.party.confiding.tell(count, () => this.target.advanceClock(A_SECOND));
  },
);

Given(
  "the host has hidden numbers and texts on {player}'s sheet",
  async function (this: GauntletWorld, name: string) {
    await this.party.confiding.hideOnSheetOf(name);
  },
);

When(
  'the four and the observer ask for the history from the beginning',
  async function (this: GauntletWorld) {
    await this.party.confiding.askForAllOf(this.party.members.map(({ name }) => name));
  },
);

When('{players} come back to all that they missed', async function (this: GauntletWorld, names: string[]) {
  await this.party.confiding.comeBack(names);
});

When('{player} tries every door', async function (this: GauntletWorld, name: string) {
  await this.party.confiding.rattleAtEveryDoor(name);
});

Then(
  'everybody has read the {int} answers, each with what was for the own eyes and nothing else private',
  async function (this: GauntletWorld, count: number) {
    await this.party.confiding.expectRead(this.party.everybody, count);
  },
);

Then(
  '{players} have read the {int} answers, each with what was for the own eyes and nothing else private',
  async function (this: GauntletWorld, names: string[], count: number) {
    await this.party.confiding.expectRead(this.party.playersNamed(names), count);
  },
);

Then('of all that was confided, nothing has gone astray', function (this: GauntletWorld) {
  const { astray, searched, words } = this.lookForSecrets();
  expectNone(astray);
  expect(searched.secrets, 'secrets that were looked for').to.be.at.least(this.party.confiding.confided);
  this.log(words);
});

Then('the host alone knows what is hidden in the story', async function (this: GauntletWorld) {
  await this.party.confiding.expectHostKnows();
  expectNone(this.lookForSecrets().astray);
});

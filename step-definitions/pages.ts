import { Given, Then, When } from '@cucumber/cucumber';
import {
  actionPossible,
  actionTaken,
  noFightShown,
  noTable,
  nothingToActWith,
  orderShown,
  overForRemoved,
  showing,
} from '../support/systems/party/pages';
import type { GauntletWorld } from '../support/world';

Given('{player} plays in a browser', async function (this: GauntletWorld, name: string) {
  await this.pages.comeByPage(name);
});

When('{player} opens the page', async function (this: GauntletWorld, name: string) {
  await this.pages.open(this.party.member(name));
});

When('{player} opens the page once more', async function (this: GauntletWorld, name: string) {
  await this.pages.of(name).reloads();
});

When(
  '{player} declares {string} on the page',
  async function (this: GauntletWorld, name: string, text: string) {
    await this.pages.declare(name, text);
  },
);

Then(
  "{player}'s page shows {string}, once",
  async function (this: GauntletWorld, name: string, text: string) {
    await this.pages.of(name).sees(showing(text));
  },
);

Then(
  "{player}'s page shows {string} and then {string}, each once",
  async function (this: GauntletWorld, name: string, one: string, other: string) {
    await this.pages.of(name).sees(showing(one, other));
  },
);

Then(
  "{player}'s page shows the fight in the order {players}",
  async function (this: GauntletWorld, name: string, order: string[]) {
    await this.pages.of(name).sees(orderShown(order));
  },
);

Then("{player}'s page shows no fight", async function (this: GauntletWorld, name: string) {
  await this.pages.of(name).sees(noFightShown);
});

Then('{player} can declare something on the page', async function (this: GauntletWorld, name: string) {
  await this.pages.of(name).sees(actionPossible(true));
});

Then('{player} can declare nothing on the page', async function (this: GauntletWorld, name: string) {
  await this.pages.of(name).sees(actionPossible(false));
});

Then("{player}'s page says that the action waits", async function (this: GauntletWorld, name: string) {
  await this.pages.of(name).sees(actionTaken(this.party.dialect));
});

Then("{player}'s page has nothing to act with", async function (this: GauntletWorld, name: string) {
  await this.pages.of(name).sees(nothingToActWith);
});

Then(
  "{player}'s page says that the host has removed its reader",
  async function (this: GauntletWorld, name: string) {
    await this.pages.of(name).sees(overForRemoved(this.party.dialect));
  },
);

Then('{player} is shown no table, and told why', async function (this: GauntletWorld, name: string) {
  await this.pages.of(name).sees(noTable(this.party.dialect));
});

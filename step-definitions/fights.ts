import { type DataTable, Given, Then, When } from '@cucumber/cucumber';
import { expect } from 'chai';
import type { CombatMode, Health, Sheet } from '../support/systems/party/events';
import {
  fightInOrder,
  fightOver,
  ownTurn,
  roundBegun,
  submissions,
  turnOf,
} from '../support/systems/party/fight-expectations';
import * as fights from '../support/systems/party/fights';
import type { GauntletWorld } from '../support/world';

const GOBLIN = { name: 'Goblin', initiative: 30, hitPoints: 7 };

Given('a fight {combatMode} has begun', async function (this: GauntletWorld, mode: CombatMode) {
  await fights.begin(this.party, mode);
});

Given('the fight is over', async function (this: GauntletWorld) {
  await this.party.host.orders('ends the fight', {});
  await this.party.settles();
});

Given('a fight with a Goblin that comes first has begun', async function (this: GauntletWorld) {
  await fights.begin(this.party, 'turn by turn', [{ name: 'Vex', initiative: 20 }, GOBLIN]);
});

Given(
  'a fight of {players} against a Goblin has begun',
  async function (this: GauntletWorld, names: string[]) {
    const order = names.map((name) => ({ name, initiative: 40 }));
    await fights.begin(this.party, 'turn by turn', [...order, GOBLIN]);
  },
);

Given('a fight of {player} alone has begun', async function (this: GauntletWorld, name: string) {
  await fights.begin(this.party, 'turn by turn', [{ name, initiative: 40 }]);
});

Given(
  'a fight all at once of {player} and {player} has begun',
  async function (this: GauntletWorld, one: string, other: string) {
    const order = [one, other].map((name) => ({ name, initiative: 10 }));
    await fights.begin(this.party, 'all at once', order);
  },
);

Given("{player}'s turn has passed", async function (this: GauntletWorld, _name: string) {
  await this.party.host.orders('passes the turn', {});
  await this.party.settles();
});

Given('the turns of {players} have passed', async function (this: GauntletWorld, names: string[]) {
  await this.party.host.repeats(names.length, 'passes the turn', {});
  await this.party.settles();
});

Given(
  'a fight all at once of {player} and {player} against a Goblin has begun',
  async function (this: GauntletWorld, one: string, other: string) {
    const order = [one, other].map((name) => ({ name, initiative: 10 }));
    await fights.begin(this.party, 'all at once', [...order, GOBLIN]);
  },
);

When('the host begins a fight {combatMode}', async function (this: GauntletWorld, mode: CombatMode) {
  await this.party.host.orders('begins a fight', { mode });
});

When(
  'the host begins a fight {combatMode} in this order:',
  async function (this: GauntletWorld, mode: CombatMode, table: DataTable) {
    const order = fights.fightersIn(table.hashes());
    await this.party.host.orders('begins a fight', { mode, order });
  },
);

When(
  'the host tries to begin fights with these, one after the other:',
  async function (this: GauntletWorld, table: DataTable) {
    await this.series.begin(table.hashes(), ({ whom = '' }) => fights.attemptFight(this.party, whom));
  },
);

When('the host passes the turn', async function (this: GauntletWorld) {
  await this.party.host.orders('passes the turn', {});
});

When('the host passes the turn {int} times', async function (this: GauntletWorld, times: number) {
  await this.party.host.repeats(times, 'passes the turn', {});
});

When('the host ends the fight', async function (this: GauntletWorld) {
  await this.party.host.orders('ends the fight', {});
});

When('the host ends the round with {string}', async function (this: GauntletWorld, text: string) {
  await this.party.host.orders('ends the round', { text });
});

When(
  'the host ends the round with {string}, and to {player} alone {string}',
  async function (this: GauntletWorld, text: string, name: string, secret: string) {
    const { host } = this.party;
    await host.endsRound(host.marks({ text, privately: { [name]: secret } }));
  },
);

When(
  'the host tries to end the round with a private text for {player}',
  async function (this: GauntletWorld, name: string) {
    await this.party.host.tries('ends the round', { text: 'The end', privately: { [name]: 'For you' } });
  },
);

When(
  '{player} and {player} act in the instant in which the turn passes from one to the other, {int} times over',
  async function (this: GauntletWorld, _one: string, _other: string, times: number) {
    await this.party.sameInstant.actAtTheTurn(['Vex', 'Elara', 'Thorin', 'Gorm'], times);
  },
);

When(
  'one of the four acts on two devices in the same instant, {int} rounds over',
  async function (this: GauntletWorld, times: number) {
    await this.party.sameInstant.actOnTwoDevices(['Vex', 'Elara', 'Thorin', 'Gorm'], times);
  },
);

Then(
  'everybody sees the fight in the order {players}',
  async function (this: GauntletWorld, names: string[]) {
    await this.party.everybodySees(fightInOrder(names));
  },
);

Then(
  '{players} see(s) the fight in the order {players}',
  async function (this: GauntletWorld, names: string[], order: string[]) {
    await this.party.everybodySees(fightInOrder(order), this.party.playersNamed(names));
  },
);

Then(
  "everybody sees that it is {player}'s turn in round {int}",
  async function (this: GauntletWorld, name: string, round: number) {
    await this.party.everybodySees(turnOf(name, round));
  },
);

Then(
  "{players} see(s) that it is {player}'s turn in round {int}",
  async function (this: GauntletWorld, names: string[], name: string, round: number) {
    await this.party.everybodySees(turnOf(name, round), this.party.playersNamed(names));
  },
);

Then(
  'everybody sees the turns of {players}, one after the other',
  async function (this: GauntletWorld, names: string[]) {
    await this.party.everybodySeesInOrder(names.map((name) => turnOf(name)));
  },
);

Then('only {player} sees that it is the own turn', async function (this: GauntletWorld, name: string) {
  await this.party.everybodySees(ownTurn(true), this.party.playersNamed([name]));
  await this.party.everybodySees(ownTurn(false), this.party.everybodyBut(name));
});

Then(
  'only {players} are left with a turn of their own',
  async function (this: GauntletWorld, names: string[]) {
    await this.party.everybodySees(ownTurn(true), this.party.playersNamed(names));
    await this.party.everybodySees(ownTurn(false), this.party.everybodyBut(...names));
  },
);

Then('everybody sees that the fight is over', async function (this: GauntletWorld) {
  await this.party.everybodySees(fightOver);
});

Then('{players} see that the fight is over', async function (this: GauntletWorld, names: string[]) {
  await this.party.everybodySees(fightOver, this.party.playersNamed(names));
});

Then(
  'everybody sees that {players} has/have acted, and {players} is/are waited for',
  async function (this: GauntletWorld, acted: string[], others: string[]) {
    await this.party.everybodySees(submissions(acted, others));
  },
);

Then(
  '{players} see(s) that {players} has acted, and {players} are waited for',
  async function (this: GauntletWorld, names: string[], acted: string[], others: string[]) {
    await this.party.everybodySees(submissions(acted, others), this.party.playersNamed(names));
  },
);

Then(
  'everybody sees round {int}, in which nobody has acted',
  async function (this: GauntletWorld, round: number) {
    await this.party.everybodySees(roundBegun(round));
    await this.party.everybodySees(submissions([], ['Thorin', 'Elara', 'Vex', 'Gorm']));
  },
);

Then("each time every action that was accepted came in its owner's turn", function (this: GauntletWorld) {
  this.party.sameInstant.expectOnlyInTurn();
});

Then('each time exactly one of the two actions was accepted', function (this: GauntletWorld) {
  this.party.sameInstant.expectOneOfTwoEachTime();
});

Then(
  '{player} sees the own {hitPoints} hit points in the fight',
  async function (this: GauntletWorld, name: string, points: Sheet) {
    const { hitPoints = Number.NaN, maxHitPoints = Number.NaN } = points;
    await this.players.named(name).sees(fights.ownPointsInFight(hitPoints, maxHitPoints));
  },
);

Then(
  '{players} see {player} {health} in the fight, without numbers',
  async function (this: GauntletWorld, names: string[], name: string, health: Health) {
    await this.party.everybodySees(fights.seenInFight(name, health), this.party.playersNamed(names));
  },
);

Then(
  'everybody sees {player} {string} and {string} in the fight',
  async function (this: GauntletWorld, name: string, one: string, other: string) {
    await this.party.everybodySees(fights.befallenInFight(name, [one, other]));
  },
);

Then(
  'the host sees {player} with {hitPoints} hit points in the fight',
  async function (this: GauntletWorld, name: string, points: Sheet) {
    fights.expectHostsView(await this.party.host.looks(), name, points);
  },
);

Then(
  '{player} sees no numbers in it, and no turn of the own',
  async function (this: GauntletWorld, name: string) {
    const entry = await this.players.named(name).sees(fights.withoutNumbers);
    expect(entry.kind).to.equal('received');
  },
);

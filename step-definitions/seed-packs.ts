import { Given, Then, When } from '@cucumber/cucumber';
import { expect } from 'chai';
import { declined } from '../support/players/answers';
import type { GauntletWorld } from '../support/world';

Given('each of them has the own seed pack', async function (this: GauntletWorld) {
  await this.races.handOutSeedPacks(this.race);
});

Given(
  '{player} has handed out the seed packs to {players}',
  async function (this: GauntletWorld, organizer: string, runners: string[]) {
    await this.races.handOutSeedPacks(await this.races.create(organizer, runners));
  },
);

Given(
  '{player} has handed out the seed packs of another race to {players}',
  async function (this: GauntletWorld, organizer: string, runners: string[]) {
    await this.races.handOutSeedPacks(await this.races.create(organizer, runners));
  },
);

Given('{player} has had the seed packs made', async function (this: GauntletWorld, organizer: string) {
  await this.races.of(organizer).organizer.hasSeedPacksMade();
});

When('{player} has the seed packs made( again)', async function (this: GauntletWorld, organizer: string) {
  await this.races.of(organizer).organizer.hasSeedPacksMade();
});

When(
  '{player} enters {player} as well and has the seed packs made again',
  async function (this: GauntletWorld, organizer: string, runner: string) {
    await this.races.enter(runner, this.races.of(organizer));
    await this.races.of(organizer).organizer.hasSeedPacksMade();
  },
);

When('{player} tries to have the seed packs made', async function (this: GauntletWorld, runner: string) {
  await this.races.triesToHaveSeedPacksMade(runner, this.race);
});

When('{player} fetches the seed pack( again)', async function (this: GauntletWorld, runner: string) {
  await this.races.runner(runner).fetchesSeedPack();
});

When('{player} asks for a seed pack', async function (this: GauntletWorld, runner: string) {
  await this.races.runner(runner).asksForASeedPack();
});

When(
  '{player}, who is not in the race, asks for a seed pack',
  async function (this: GauntletWorld, name: string) {
    const outsider = await this.races.candidate(name, this.race);
    await outsider.asksForASeedPack();
  },
);

Then("{player}'s pack leads to this race and its seed", async function (this: GauntletWorld, runner: string) {
  const { pack, course } = this.races.runner(runner);
  expect(pack).to.include({ race: this.race.id, seed: course.seed });
  expect(new URL(pack.server).host, "the server's address in the pack").to.equal(this.target.url.host);
});

Then('each of them finds an access token of the own in the pack', async function (this: GauntletWorld) {
  const packs = await Promise.all(this.race.runners.map((runner) => runner.fetchesSeedPack()));
  const tokens = new Set(packs.map((pack) => pack.accessToken));
  expect(tokens.size, 'different access tokens').to.equal(this.race.runners.length);
});

Then(
  "{player}'s access token is the one {player} had",
  async function (this: GauntletWorld, runner: string, _same: string) {
    const [first, ...later] = this.races.runner(runner).accessTokens;
    expect(later, 'access tokens of packs fetched later').to.deep.equal(later.map(() => first)).and.not.be
      .empty;
  },
);

Then('there is still no pack for {player}', async function (this: GauntletWorld, runner: string) {
  await this.races.runner(runner).asksForASeedPack();
  await this.races.runner(runner).player.sees(declined());
});

Then('no access token is in what {player} sees', async function (this: GauntletWorld, _organizer: string) {
  const found = this.race.runners.filter((runner) => this.view?.text.includes(runner.pack.accessToken));
  expect(
    found.map((runner) => runner.name),
    'runners whose token is shown',
  ).to.deep.equal([]);
});

import { Then, When } from '@cucumber/cucumber';
import { AS_LONG_AS_IT_TAKES } from '../support/systems/limits';
import type { GauntletWorld } from '../support/world';

When(
  'chance plays one {} after another',
  AS_LONG_AS_IT_TAKES,
  async function (this: GauntletWorld, game: string) {
    await this.chance.plays(game);
    this.log(this.chance.summary);
  },
);

Then('no rule was broken in any of them', function (this: GauntletWorld) {
  this.chance.expectNoRuleBroken();
});

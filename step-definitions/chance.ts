import { Then, When } from '@cucumber/cucumber';
import type { GauntletWorld } from '../support/world';

/** How long it takes is for the number of sessions to say; each wait in them has its own end. */
const AS_LONG_AS_IT_TAKES = { timeout: -1 };

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

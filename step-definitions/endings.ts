import { Then, When } from '@cucumber/cucumber';
import type { GauntletWorld } from '../support/world';

When(
  '{player} and {player} finish in the same instant, {int} times over with a reset in between',
  async function (this: GauntletWorld, one: string, other: string, times: number) {
    const [first, second] = [this.race.runner(one), this.race.runner(other)];
    await this.races.sameInstant.end(times, async () => {
      first.finishes(1_200_000);
      second.finishes(1_200_000);
    });
  },
);

When(
  '{player} finishes and {player} gives up in the same instant, {int} times over with a reset in between',
  async function (this: GauntletWorld, one: string, other: string, times: number) {
    const [first, second] = [this.race.runner(one), this.race.runner(other)];
    await this.races.sameInstant.end(times, async () => {
      first.finishes(1_200_000);
      await second.givesUp();
    });
  },
);

When(
  '{player} finishes at {time} and {player} ends the race in the same instant',
  async function (this: GauntletWorld, runner: string, time: number, organizer: string) {
    const { race, races } = this;
    const ended = races.sameInstant.finishWhileEnded(
      race.runner(runner),
      time,
      races.of(organizer).organizer,
    );
    this.granted = [await ended];
  },
);

Then(
  'each time everybody saw both {word} before the race ended, once',
  function (this: GauntletWorld, _done: string) {
    this.races.sameInstant.expectOneEndAfterAllWereDone();
  },
);

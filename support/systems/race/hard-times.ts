import { expect } from 'chai';
import { theEndOf } from '../../players/connection-expectations';
import { together } from '../../players/together';
import { starts } from '../audience';
import { type RaceEvent, standingsIn } from './events';
import { askedForASignOfLife, welcomed } from './expectations';
import type { Race } from './race';
import type { Runner } from './runner';
import { latestStandings } from './standstill';

/** How often a mod is asked for a sign of life, by the contract. */
const HALF_A_MINUTE = 30_000;

/**
 * Time passes by the server's clock, half a minute at a time; every mod that can be reached shows life each time, as mods do.
 * @param advance moves the clock, by milliseconds.
 */
export async function letTimePass(
  race: Race,
  seconds: number,
  advance: (milliseconds: number) => Promise<void>,
): Promise<void> {
  for (let left = seconds * 1_000; left > 0; left -= HALF_A_MINUTE) {
    const since = starts(race.racing);
    await advance(Math.min(left, HALF_A_MINUTE));
    await together(race.racing, (player) => player.sees(askedForASignOfLife, since.get(player)));
    for (const { name } of race.racing) race.runner(name).showsLife();
    await together(race.racing, (player) => player.isHeard());
  }
}

/** That every one of these has lost the connection in use, whatever each does meanwhile. */
export async function loseTheirConnections(runners: readonly Runner[], act: () => void): Promise<void> {
  const endings = runners.map(({ player }) => ({
    player,
    end: theEndOf(player.connection),
    from: player.journal.end,
  }));
  act();
  await Promise.all(endings.map(({ player, end, from }) => player.sees(end, from)));
}

/**
 * Everybody who came back since the last mark is welcomed with standings in which nobody's time, deaths or layer is less than
 * what anybody was shown before. That it is no more than was reported is a rule for every scenario.
 * @throws AssertionError naming runner and figure, Missed if somebody is not welcomed.
 */
export async function expectWelcomesWithoutLoss(race: Race): Promise<void> {
  const before = latestStandings(race);
  expect([...before.keys()], 'runners who were shown before').to.have.members(
    race.runners.map((one) => one.name),
  );
  const welcomes = await together(race.racing, (player) => player.sees(welcomed()));
  for (const welcome of welcomes) {
    const standings = 'event' in welcome ? standingsIn(welcome.event as RaceEvent) : [];
    for (const line of standings) {
      for (const figure of ['time', 'deaths', 'layer'] as const) {
        const shown = before.get(line.runner)?.[figure];
        expect(line[figure], `${line.runner}'s ${figure} after coming back`).to.be.at.least(shown ?? 0);
      }
    }
  }
}

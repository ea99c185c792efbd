import { describe, it } from 'node:test';
import { expect } from 'chai';
import { Patience } from '../../support/players/patience';
import { type Company, Player } from '../../support/players/player';
import { Secrets } from '../../support/players/secrets';
import { expectSamePace } from '../../support/systems/pong/pace';

const TICK = 1_000 / 60;

/** Somebody who has seen a tick after each of these times (ms), before somebody acted and since. */
function witness(before: readonly number[], since: readonly number[]): Player {
  let [now, order] = [0, 0];
  const chronicle = { next: () => ++order, now: () => now };
  const company = { chronicle, patience: new Patience(0.03), secrets: new Secrets() } as unknown as Company;
  const player = new Player('Ana', 'player', company);
  const see = (interval: number) => {
    now += interval;
    player.journal.append({
      kind: 'received',
      connection: 1,
      event: { kind: 'update' },
      raw: '',
      channel: 'game',
    });
  };
  before.forEach(see);
  player.mark();
  since.forEach(see);
  return player;
}

const steady = (ticks: number, interval = TICK) => Array.from({ length: ticks }, () => interval);

/** What came of the comparison, as a sentence; '' for no harm. */
async function verdict(before: readonly number[], since: readonly number[]): Promise<string> {
  return expectSamePace([witness(before, since)], 20).then(
    () => '',
    (cause: Error) => `${cause.name}: ${cause.message}`,
  );
}

describe('The pace of a game before and after', () => {
  it('is the same on a good machine and on a slow one', async () => {
    expect(await verdict(steady(20), steady(20))).to.equal('');
    expect(await verdict(steady(20, 60), steady(20, 80))).to.equal('');
  });

  it('may suffer once from a machine that was busy for a quarter of a second', async () => {
    expect(await verdict(steady(20), [...steady(10), 250, ...steady(9)])).to.equal('');
  });

  it('is not the same when the game stands still for a second', async () => {
    expect(await verdict(steady(20), [...steady(10), 1_000, ...steady(9)])).to.equal(
      'AssertionError: Ana saw a tick every 65.8 ms (average), and every 16.7 ms before; at most 50.0 ms are no harm.',
    );
  });

  it('is not the same when the game stands still at once', async () => {
    expect(await verdict(steady(20), [1_000, ...steady(19)])).to.match(
      /^AssertionError: Ana saw a tick every 65\.8/,
    );
  });

  it('is not the same when ticks come in clumps, or a third as often', async () => {
    expect(await verdict(steady(20), steady(20, 55))).to.match(/^AssertionError: .* 55\.0 ms \(average\)/);
    expect(await verdict(steady(20, 5), [...steady(9, 0), ...steady(11, 30)])).to.match(
      /^AssertionError: .* 30\.0 ms \(median\)/,
    );
  });

  it('cannot be compared with fewer ticks before', async () => {
    expect(await verdict(steady(19), steady(20))).to.equal(
      'Error: Ana had seen 19 ticks before, too few to compare 20 with.',
    );
  });

  it('is missed where fewer ticks come', async () => {
    expect(await verdict(steady(20), steady(19))).to.match(
      /^Missed: Ana waited .* for an update of the game \(20 of 20/,
    );
  });
});

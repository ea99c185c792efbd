import { describe, it, mock } from 'node:test';
import { expect } from 'chai';
import * as fc from 'fast-check';
import { expecting } from '../../support/players/expectation';
import { Patience } from '../../support/players/patience';
import { PlayerPool } from '../../support/players/pool';
import { Secrets } from '../../support/players/secrets';
import { news, numbered } from './news';
import { failure, seat, serverFor } from './scene';

describe('the players of a scenario', () => {
  it('are known by name', async () => {
    const pool = new PlayerPool(1);
    expect(await failure(() => pool.named('Zed'), 'Error')).to.equal(
      'There is nobody named "Zed" in this scenario. There are: nobody.',
    );
    const ana = pool.add('Ana', 'runner');
    pool.add('Bo', 'runner');
    expect(pool.named('Ana')).to.equal(ana);
    expect(pool.obtain('Ana', 'runner')).to.equal(ana);
    expect(await failure(() => pool.named('Zed'), 'Error')).to.equal(
      'There is nobody named "Zed" in this scenario. There are: Ana, Bo.',
    );
  });

  it('have names and roles of their own', async () => {
    const pool = new PlayerPool(1);
    pool.add('Olga', 'organizer');
    expect(await failure(() => pool.add('Olga', 'spectator'), 'Error')).to.equal(
      'There is somebody named Olga in this scenario already (organizer).',
    );
    expect(await failure(() => pool.obtain('Olga', 'runner'), 'Error')).to.equal(
      'Olga takes part in this scenario as organizer, and cannot be its runner.',
    );
  });

  const at = serverFor();

  it('have no last actor before anybody has acted; looking is no act', async () => {
    const { pool, player, guest } = await seat(at.server);
    guest.says(numbered(1));
    await player.sees(news(1));
    expect(await failure(() => pool.actor, 'Error')).to.equal(
      'Nobody has done anything yet in this scenario.',
    );
    const bo = await seat(at.server, 'Bo', pool);
    player.send({ kind: 'waves' }, 'hello');
    bo.player.send({ kind: 'waves' }, 'hello');
    expect(pool.actor).to.equal(bo.player);
    await pool.retire();
  });
});

describe('patience', () => {
  it('is what PATIENCE makes of three seconds', () => {
    expect(new Patience(1).ofOneWait()).to.equal(3_000);
    expect(new Patience(2.5).ofOneWait()).to.equal(7_500);
  });

  it('ends every wait before the step does', () => {
    const clock = mock.method(performance, 'now', () => 0);
    try {
      const patience = new Patience(2);
      patience.stepBegins();
      for (const [now, left] of [
        [0, 6_000],
        [113_000, 6_000],
        [115_000, 4_000],
        [118_999, 1],
        [119_500, 0],
      ] as const) {
        clock.mock.mockImplementation(() => now);
        expect(patience.ofOneWait(), `at ${now}`).to.equal(left);
        expect(now + left, `at ${now}`).to.be.lessThan(Patience.stepLimit(2));
      }
      patience.stepBegins();
      expect(patience.ofOneWait(), 'in the next step').to.equal(6_000);
    } finally {
      clock.mock.restore();
    }
  });
});

describe('an expectation', () => {
  const broken = expecting<{ kind: 'news' }>('news', ['news'], () => {
    throw new TypeError('a mistake in the expectation');
  });
  const at = serverFor();

  it('with a mistake of its own is no near miss: the wait ends with the mistake, now or later', async () => {
    const { player, guest } = await seat(at.server);
    const waiting = failure(player.sees(broken), 'TypeError');
    guest.says(numbered(1));
    expect(await waiting).to.equal('a mistake in the expectation');
    expect(await failure(player.sees(broken), 'TypeError')).to.equal('a mistake in the expectation');
    expect(player.journal.waiting).to.equal(0);
  });
});

describe('secrets', () => {
  it('are cut to four characters wherever they stand', () => {
    const secrets = new Secrets();
    secrets.learn('s3cr3t-token', "Ana's token", 'Ana');
    expect(secrets.shorten('{"a":"s3cr3t-token","b":"s3cr3t-token!"}')).to.equal(
      '{"a":"s3cr…","b":"s3cr…!"}',
    );
    expect(secrets.shorten('nothing here')).to.equal('nothing here');
  });

  it('may have several owners, learned one after the other', () => {
    const secrets = new Secrets();
    secrets.learn('s3cr3t-token', 'a token', 'Ana');
    secrets.learn('s3cr3t-token', 'a token', 'Bo');
    expect(secrets.all()).to.deep.equal([
      { value: 's3cr3t-token', what: 'a token', owners: new Set(['Ana', 'Bo']) },
    ]);
  });

  it('that would be found by chance are refused, by what they are and not by what they say', () => {
    expect(() => new Secrets().learn('1234567', "Ana's number", 'Ana')).to.throw(
      RangeError,
      /^A secret needs at least 8 characters: Ana's number$/,
    );
  });

  it('are never printed, whatever is in them and whichever holds another', () => {
    const anySecret = fc.oneof(
      fc.string({ minLength: 8, maxLength: 12 }),
      fc.string({ minLength: 8, maxLength: 20, unit: fc.constantFrom('a', 'b', '$', '&', '…') }),
    );
    fc.assert(
      fc.property(
        fc.uniqueArray(anySecret, { minLength: 1, maxLength: 4 }),
        fc.array(fc.nat(3)),
        (values, order) => {
          const secrets = new Secrets();
          for (const value of values) secrets.learn(value, 'a secret');
          const said = order.flatMap((position) => values[position] ?? []);
          const longest = values.reduce((one, other) => (other.length > one.length ? other : one));
          const shown = secrets.shorten(said.join(' | '));
          expect(shown.includes(longest)).to.equal(false);
          const cut = said.map((value) => secrets.shorten(value)).join(' | ');
          if (values.length === 1) expect(shown).to.equal(cut);
        },
      ),
      { numRuns: 500 },
    );
  });

  it('one of which holds another leave nothing of the longer', () => {
    const secrets = new Secrets();
    secrets.learn('inner-secret', 'the shorter');
    secrets.learn('inner-secret-and-more', 'the longer');
    expect(secrets.shorten('inner-secret-and-more, inner-secret')).to.equal('inne…, inne…');
    secrets.learn('$&$&$&$&', 'signs that mean something to replaceAll');
    expect(secrets.shorten('$&$&$&$&')).to.equal('$&$&…');
  });
});

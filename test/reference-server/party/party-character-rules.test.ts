import { describe, it } from 'node:test';
import { expect } from 'chai';
import * as fc from 'fast-check';
import {
  changeSheet,
  healthOf,
  publicChanges,
  publicSheet,
  type Sheet,
  type SheetChanges,
  type SheetWish,
} from '../../../reference-server/party/party-character-rules';
import { sheet } from './a-party';

/** The sheet and what changed. @throws Error with the reason if it was not allowed. */
function changed(wish: SheetWish, from: Sheet = sheet()): { sheet: Sheet; changes: SheetChanges } {
  const ruling = changeSheet(from, wish);
  if (!ruling.allowed) throw new Error(`not allowed: ${ruling.reason}`);
  return ruling;
}

/** Why a change was not allowed; undefined if it was. */
function refusal(wish: SheetWish): string | undefined {
  const ruling = changeSheet(sheet(), wish);
  return ruling.allowed ? undefined : ruling.reason;
}

describe('health', () => {
  const CASES: [left: number, most: number, health: string][] = [
    [28, 28, 'healthy'],
    [15, 28, 'healthy'],
    [14, 28, 'wounded'],
    [1, 28, 'wounded'],
    [0, 28, 'down'],
    [8, 15, 'healthy'],
    [7, 15, 'wounded'],
    [1, 1, 'healthy'],
    [0, 1, 'down'],
    [0, 0, 'down'],
  ];
  for (const [hit_points, max_hit_points, health] of CASES) {
    it(`with ${hit_points} of ${max_hit_points} is ${health}`, () => {
      expect(healthOf({ hit_points, max_hit_points })).to.equal(health);
    });
  }
});

describe('changing a sheet', () => {
  it('changes what is asked for, leaves the rest, and says what changed', () => {
    const wish = { hit_points: 20, conditions: ['prone'] };
    expect(changed(wish)).to.deep.include({ sheet: sheet(wish), changes: wish });
  });

  it('says the health, if that became another', () => {
    expect(changed({ hit_points: 14 }).changes).to.deep.equal({ hit_points: 14, health: 'wounded' });
    expect(changed({ hit_points: 0 }).changes).to.deep.equal({ hit_points: 0, health: 'down' });
    expect(changed({ max_hit_points: 60 }).changes).to.deep.equal({ max_hit_points: 60, health: 'wounded' });
    expect(changed({ hit_points: 10 }, sheet({ hit_points: 12 })).changes).to.deep.equal({ hit_points: 10 });
  });

  it('is allowed and no change where all is so already', () => {
    const same = { hit_points: 28, level: 3, conditions: [], hidden_roll: 'Insight 19' };
    expect(changed(same)).to.deep.include({ sheet: sheet(), changes: {} });
  });

  it('takes conditions by what they say, in their order', () => {
    const from = sheet({ conditions: ['prone', 'deaf'] });
    expect(changed({ conditions: ['prone', 'deaf'] }, from).changes).to.deep.equal({});
    expect(changed({ conditions: ['deaf', 'prone'] }, from).changes).to.have.key('conditions');
    expect(changed({ conditions: ['prone'] }, from).changes).to.deep.equal({ conditions: ['prone'] });
    expect(changed({ conditions: [] }, from).changes).to.deep.equal({ conditions: [] });
  });

  it('gives a secret to somebody who had none', () => {
    const { secret_background: _, ...open } = sheet();
    expect(changed({ secret_background: 'A debt' }, open).changes).to.deep.equal({
      secret_background: 'A debt',
    });
  });

  it('is refused where it leaves more hit points than there can be', () => {
    expect(refusal({ hit_points: 29 })).to.equal('hit_points 29 is above max_hit_points 28');
    expect(refusal({ max_hit_points: 27 })).to.equal('hit_points 28 is above max_hit_points 27');
    expect(refusal({ hit_points: 30, max_hit_points: 30 })).to.equal(undefined);
  });

  it('is refused where nothing is asked for', () => {
    const words =
      'Nothing to change: give one of hit_points, max_hit_points, level, conditions, secret_background, hidden_roll';
    expect(refusal({})).to.equal(words);
    expect(refusal({ hit_points: undefined })).to.equal(words);
  });
});

describe('what others know of a character', () => {
  it('is name, class, level, health and conditions', () => {
    expect(publicSheet(sheet({ hit_points: 3, conditions: ['prone'] }))).to.deep.equal({
      name: 'Thorin',
      class: 'fighter',
      level: 3,
      health: 'wounded',
      conditions: ['prone'],
    });
  });

  it('is of a change the part that is in it', () => {
    const { changes } = changed({ hit_points: 5, level: 4, conditions: ['prone'], secret_background: 'x' });
    expect(publicChanges(changes)).to.deep.equal({ level: 4, conditions: ['prone'], health: 'wounded' });
    expect(publicChanges(changed({ hit_points: 27, hidden_roll: 'x' }).changes)).to.deep.equal({});
  });
});

describe('any change of a sheet', () => {
  const figure = fc.option(fc.integer({ min: 0, max: 12 }), { nil: undefined });
  const anyWish: fc.Arbitrary<SheetWish> = fc.record(
    {
      hit_points: figure,
      max_hit_points: figure,
      level: figure,
      conditions: fc.array(fc.constantFrom('prone', 'deaf')),
      secret_background: fc.constantFrom('one', 'other'),
      hidden_roll: fc.constantFrom('one', 'other'),
    },
    { requiredKeys: [] },
  );
  const anySheet = fc
    .record({ most: fc.integer({ min: 1, max: 12 }), share: fc.double({ min: 0, max: 1, noNaN: true }) })
    .map(({ most, share }) => sheet({ max_hit_points: most, hit_points: Math.floor(most * share) }));

  it('leaves a sheet whose hit points can be, or says why not', () => {
    fc.assert(
      fc.property(anySheet, anyWish, (from, wish) => {
        const ruling = changeSheet(from, wish);
        if (ruling.allowed) expect(ruling.sheet.hit_points).to.be.within(0, ruling.sheet.max_hit_points);
        else expect(ruling.reason).to.match(/^(hit_points|Nothing)/);
      }),
    );
  });

  it('is told in full: the old sheet with the changes is the new one', () => {
    fc.assert(
      fc.property(anySheet, anyWish, (from, wish) => {
        const ruling = changeSheet(from, wish);
        if (!ruling.allowed) return;
        const { health, ...fields } = ruling.changes;
        expect({ ...from, ...fields }).to.deep.equal(ruling.sheet);
        expect(health ?? healthOf(from)).to.equal(healthOf(ruling.sheet));
      }),
    );
  });

  it('asked for again changes nothing', () => {
    fc.assert(
      fc.property(anySheet, anyWish, (from, wish) => {
        const ruling = changeSheet(from, wish);
        if (ruling.allowed) expect(changed(wish, ruling.sheet).changes).to.deep.equal({});
      }),
    );
  });
});

import { describe, it } from 'node:test';
import { expect } from 'chai';
import { growthIn, inWords, MOST_BYTES_AN_ACTION, type Sample } from '../../support/endurance/holdings';
import { plotOf } from '../../support/endurance/plot';
import { quantileOf, slopeOf } from '../../support/endurance/slope';
import { seeded } from '../../support/faults/network/random';

/** A server that is weighed so often in so many actions: it warms up by 3 MB at first, and its collected heap wavers by half a megabyte. */
function weighed({
  actions = 5_000,
  times = 15,
  leak = 0,
  handles = (_share: number) => 15,
}: {
  actions?: number;
  times?: number;
  leak?: number;
  handles?: (share: number) => number;
} = {}): Sample[] {
  const random = seeded(7);
  return Array.from({ length: times }, (_, index) => {
    const share = index / (times - 1);
    const warm = 3e6 * Math.min(1, share * 5);
    return {
      minutes: 30 * share,
      actions: Math.round(actions * share),
      bytes: 50e6 + warm + 5e5 * random() + leak * actions * share,
      handles: handles(share),
      connections: 5,
      latencies: index === 0 ? [] : [4, 5, 60],
    };
  });
}

describe('the growth of what a server holds', () => {
  it('is none where it wavers, and rises only as long as it warms up', () => {
    expect(growthIn(weighed())).to.deep.equal([]);
    expect(growthIn(weighed({ actions: 100, times: 13 }))).to.deep.equal([]);
  });

  it('is found where a server keeps a little of each action', () => {
    const [fault] = growthIn(weighed({ leak: 1_000 }));
    expect(fault).to.match(
      /^The server's memory grows by (9|10)\d\d bytes with each action; at most 400 are allowed\.$/,
    );
  });

  it('is found in a short session where a server keeps a lot', () => {
    expect(growthIn(weighed({ actions: 100, leak: 40_000 }))).to.have.lengthOf(1);
  });

  it('is none where one sample was taken at a bad moment, or two', () => {
    const spoilt = weighed().map((one, index) =>
      index === 9 || index === 14 ? { ...one, bytes: 90e6 } : one,
    );
    expect(growthIn(spoilt)).to.deep.equal([]);
  });

  it('is found in what is held open, and in connections', () => {
    expect(growthIn(weighed({ handles: (share) => 15 + Math.round(share * 10) }))).to.deep.equal([
      'What the server holds open has become 5 more.',
    ]);
    expect(growthIn(weighed({ handles: (share) => 15 + Math.round(share * 2) }))).to.deep.equal([]);
    const more = weighed().map((one, index) => ({ ...one, connections: index > 8 ? 6 : 5 }));
    expect(growthIn(more)).to.deep.equal(['The server has 1 connections more than at first.']);
  });

  it('cannot be told from a handful of samples', () => {
    expect(growthIn(weighed({ times: 4 }))).to.deep.equal(['Of 4 samples, 3 are too few to tell.']);
    expect(growthIn([])).to.have.lengthOf(1);
  });

  it('is told in words', () => {
    expect(inWords(weighed({ leak: MOST_BYTES_AN_ACTION }))).to.match(
      /^5000 actions in 30\.0 minutes; memory 50\.\d MB at first, 55\.\d MB at last \(\d+ bytes an action\); 15 handles at first, 15 at last; word of an action after 5\.0 ms \(median\), 60\.0 ms \(99 of 100\)$/,
    );
    expect(inWords([])).to.equal('Nothing was weighed.');
  });

  it('is drawn, whatever was weighed', () => {
    for (const samples of [[], weighed().slice(0, 1), weighed()]) {
      const plot = plotOf('A <long> evening', samples);
      expect(plot).to.match(/^<svg xmlns.*A &lt;long&gt; evening.*<\/svg>$/s);
      expect(plot).not.to.match(/NaN|undefined|Infinity/);
    }
  });
});

describe('the slope of a series', () => {
  it('is that of the line on which most points lie', () => {
    const line = Array.from({ length: 10 }, (_, x) => ({ x, y: 3 * x + 1 }));
    expect(slopeOf(line)).to.equal(3);
    expect(slopeOf(line.map((point) => (point.x > 7 ? { ...point, y: 1_000 } : point)))).to.be.closeTo(3, 3);
  });

  it('is none without two points', () => {
    expect(slopeOf([])).to.equal(0);
    expect(
      slopeOf([
        { x: 1, y: 5 },
        { x: 1, y: 9 },
      ]),
    ).to.equal(0);
  });
});

describe('a quantile', () => {
  it('lies between the values that it falls between', () => {
    expect(quantileOf([4, 1, 3, 2], 0.5)).to.equal(2.5);
    expect(quantileOf([7], 0.99)).to.equal(7);
    expect(() => quantileOf([], 0.5)).to.throw(RangeError);
  });
});

import { describe, it } from 'node:test';
import { expect } from 'chai';
import * as fc from 'fast-check';
import { inOrder, leaderOf, splitsOf, standingsOf } from '../../reference-server/race/race-standings-rules';
import { anyRunners, race, runner, seed } from './a-race';

const names = (runners: readonly { username: string }[]) => runners.map(({ username }) => username);

describe('the order of the standings', () => {
  it('puts finished before playing before ready before registered before abandoned', () => {
    const runners = [
      runner('Abe', 0, { status: 'abandoned', layer: 5 }),
      runner('Reg', 1),
      runner('Rea', 2, { status: 'ready' }),
      runner('Pla', 3, { status: 'playing' }),
      runner('Fin', 4, { status: 'finished', igt: 9_000 }),
    ];
    expect(names(inOrder(runners))).to.deep.equal(['Fin', 'Pla', 'Rea', 'Reg', 'Abe']);
  });

  it('puts the shorter time first among finishers', () => {
    const runners = [
      runner('Ana', 0, { status: 'finished', igt: 200 }),
      runner('Bo', 1, { status: 'finished', igt: 100 }),
    ];
    expect(names(inOrder(runners))).to.deep.equal(['Bo', 'Ana']);
  });

  it('puts the deeper layer first among players, then whoever entered it sooner, whatever the clock says now', () => {
    const runners = [
      runner('Ana', 0, { status: 'playing', layer: 1, layerIgt: 10, igt: 10 }),
      runner('Bo', 1, { status: 'playing', layer: 2, layerIgt: 90, igt: 95 }),
      runner('Cy', 2, { status: 'playing', layer: 2, layerIgt: 80, igt: 900 }),
    ];
    expect(names(inOrder(runners))).to.deep.equal(['Cy', 'Bo', 'Ana']);
  });

  it('puts whoever gave up deeper first among those who did, then the shorter time', () => {
    const runners = [
      runner('Ana', 0, { status: 'abandoned', layer: 1, layerIgt: 1, igt: 50 }),
      runner('Bo', 1, { status: 'abandoned', layer: 1, layerIgt: 9, igt: 40 }),
      runner('Cy', 2, { status: 'abandoned', layer: 3, igt: 70 }),
    ];
    expect(names(inOrder(runners))).to.deep.equal(['Cy', 'Bo', 'Ana']);
  });

  it('is total and the same from whatever order one begins', () => {
    const shuffled = anyRunners.chain((runners) =>
      fc.tuple(
        fc.constant(runners),
        fc.shuffledSubarray(runners, { minLength: runners.length, maxLength: runners.length }),
      ),
    );
    fc.assert(
      fc.property(shuffled, ([runners, other]) => {
        expect(inOrder(other)).to.deep.equal(inOrder(runners));
        expect(inOrder(runners)).to.have.members(runners);
      }),
    );
  });

  it('breaks ties by the order of entry', () => {
    fc.assert(
      fc.property(anyRunners, (runners) => {
        const equals = runners.map((each) => ({ ...each, layer: 1, layerIgt: 5, igt: 5 }));
        const ordered = inOrder(equals);
        for (const [index, each] of ordered.entries()) {
          const next = ordered[index + 1];
          if (next?.status === each.status) expect(each.entry).to.be.below(next.entry);
        }
      }),
    );
  });
});

describe('gaps', () => {
  const gaps = (runners: Parameters<typeof race>[0]) =>
    Object.fromEntries(
      standingsOf(race(runners), seed).map(({ runner: { username }, gap }) => [username, gap]),
    );
  const salt = { zone: 'Salt Mine', igt: 1_000, deaths: 0 };
  const library = { zone: 'Ashen Library', igt: 3_000, deaths: 0 };

  it('are null while nobody plays or has finished', () => {
    expect(
      gaps([runner('Ana', 0, { status: 'ready' }), runner('Bo', 1, { status: 'abandoned' })]),
    ).to.deep.equal({
      Ana: null,
      Bo: null,
    });
  });

  it('are the difference of times among finishers', () => {
    expect(
      gaps([
        runner('Ana', 0, { status: 'finished', igt: 700 }),
        runner('Bo', 1, { status: 'finished', igt: 400 }),
      ]),
    ).to.deep.equal({ Bo: null, Ana: 300 });
  });

  it('compare the entries of the layer a player is in', () => {
    const ana = runner('Ana', 0, { status: 'playing', layer: 3, layerIgt: 3_000, visits: [salt, library] });
    const bo = runner('Bo', 1, { status: 'playing', layer: 1, layerIgt: 1_400 });
    const cy = runner('Cy', 2, { status: 'registered' });
    expect(gaps([ana, bo, cy])).to.deep.equal({ Ana: null, Bo: 400, Cy: null });
  });

  it('take the next deeper layer where the leader skipped one', () => {
    const ana = runner('Ana', 0, { status: 'playing', layer: 3, layerIgt: 3_000, visits: [salt, library] });
    const bo = runner('Bo', 1, { status: 'playing', layer: 2, layerIgt: 3_250 });
    expect(gaps([ana, bo])).to.deep.equal({ Ana: null, Bo: 250 });
  });

  it('take the finish of a leader who never reported a layer so deep', () => {
    const ana = runner('Ana', 0, {
      status: 'finished',
      igt: 2_000,
      layer: 1,
      layerIgt: 1_000,
      visits: [salt],
    });
    const bo = runner('Bo', 1, { status: 'playing', layer: 4, layerIgt: 2_100 });
    expect(gaps([ana, bo])).to.deep.equal({ Ana: null, Bo: 100 });
  });

  it('are never negative: whoever was in a layer before the leader is at no distance', () => {
    const ana = runner('Ana', 0, { status: 'playing', layer: 3, layerIgt: 3_000, visits: [salt, library] });
    const bo = runner('Bo', 1, { status: 'playing', layer: 1, layerIgt: 400 });
    expect(gaps([ana, bo])).to.deep.equal({ Ana: null, Bo: 0 });
  });

  it('are null or whole and not negative in any race, and null for the leader', () => {
    fc.assert(
      fc.property(anyRunners, (runners) => {
        const leader = leaderOf(runners);
        for (const { runner: each, gap } of standingsOf(race(runners), seed)) {
          if (each === leader) expect(gap).to.equal(null);
          else if (gap !== null)
            expect(gap).to.satisfy((value: number) => Number.isInteger(value) && value >= 0);
        }
      }),
    );
  });
});

describe('splits', () => {
  it('are the first entries of each layer; going back and coming again changes none', () => {
    const visits = [
      { zone: 'Salt Mine', igt: 10, deaths: 0 },
      { zone: 'Old Harbour', igt: 20, deaths: 0 },
      { zone: 'Misty Gate', igt: 30, deaths: 0 },
      { zone: 'Drowned Chapel', igt: 40, deaths: 0 },
      { zone: 'Salt Mine', igt: 50, deaths: 0 },
    ];
    expect([...splitsOf(runner('Ana', 0, { visits }), seed)]).to.deep.equal([
      [0, 0],
      [1, 10],
      [2, 40],
    ]);
  });
});

import { describe, it } from 'node:test';
import { expect } from 'chai';
import * as fc from 'fast-check';
import {
  enterZone,
  finishRun,
  MOST_VISITS,
  ready,
  reportProgress,
} from '../../reference-server/race/race-progress-rules';
import { after, named, newsOf, noon, race, runner, seed } from './a-race';

const ana = runner('Ana', 0, { status: 'playing', igt: 500, deaths: 2 });
const bo = runner('Bo', 1, { status: 'playing' });
const report = (igt: number, zone?: string, deaths?: number) => ({ igt, zone, deaths });
const arrival = (to: string, igt: number, from = 'Old Harbour') => ({ from, to, igt });

describe('ready', () => {
  it('makes a registered runner ready, before the start and after it', () => {
    for (const status of ['setup', 'running'] as const) {
      const ruling = ready(race([runner('Ana', 0)], { status }), runner('Ana', 0));
      expect(newsOf(ruling)).to.deep.equal(['leaderboard']);
      expect(named(after(ruling), 'Ana').status).to.equal('ready');
    }
  });

  it('said twice is no news', () => {
    const already = runner('Ana', 0, { status: 'ready' });
    expect(newsOf(ready(race([already]), already))).to.deep.equal([]);
  });

  for (const status of ['playing', 'finished', 'abandoned'] as const) {
    it(`is refused from ${status}`, () => {
      const late = runner('Ana', 0, { status });
      expect(ready(race([late, bo]), late).allowed).to.equal(false);
    });
  }

  it('is refused when the race is over', () => {
    expect(ready(race([bo], { status: 'finished' }), runner('Cy', 2)).allowed).to.equal(false);
  });
});

describe('a report', () => {
  it('makes a ready runner a player, which may change the order', () => {
    const cy = runner('Cy', 2, { status: 'ready' });
    const ruling = reportProgress(race([ana, cy]), cy, report(10), seed);
    expect(newsOf(ruling)).to.deep.equal(['leaderboard']);
    expect(named(after(ruling), 'Cy')).to.include({ status: 'playing', igt: 10 });
  });

  it('of a player changes figures alone', () => {
    const ruling = reportProgress(race([ana]), ana, report(600, 'Glass Tower', 3), seed);
    expect(newsOf(ruling)).to.deep.equal(['runner']);
    expect(named(after(ruling), 'Ana')).to.include({ igt: 600, zone: 'Glass Tower', deaths: 3, layer: 0 });
  });

  it('without zone and deaths leaves them as they were; equal figures are fine', () => {
    expect(named(after(reportProgress(race([ana]), ana, report(500), seed)), 'Ana')).to.deep.equal(ana);
  });

  for (const [what, wrong] of [
    ['a falling time', report(499)],
    ['falling deaths', report(500, undefined, 1)],
    ['a zone of no seed', report(500, 'Atlantis')],
  ] as const) {
    it(`is refused for ${what}`, () => {
      expect(reportProgress(race([ana]), ana, wrong, seed).allowed).to.equal(false);
    });
  }

  it('is refused before the start, after the end, and from whoever is through or has given up', () => {
    const reasonFor = (status: 'setup' | 'finished') =>
      newsOf(reportProgress(race([ana], { status }), ana, report(600), seed));
    expect(reasonFor('setup')).to.deep.equal(['refused: Race not running']);
    expect(reasonFor('finished')).to.deep.equal(['refused: Race not running']);
    const through = runner('Ana', 0, { status: 'finished' });
    const gone = runner('Ana', 0, { status: 'abandoned' });
    expect(newsOf(reportProgress(race([through, bo]), through, report(600), seed))).to.deep.equal([
      'refused: Runner has already finished',
    ]);
    expect(newsOf(reportProgress(race([gone, bo]), gone, report(600), seed))).to.deep.equal([
      'refused: Runner has given up',
    ]);
  });
});

describe('entering a zone', () => {
  it('the first time may change the order, and is kept with time and deaths', () => {
    const ruling = enterZone(race([ana]), ana, arrival('Salt Mine', 700), seed);
    expect(newsOf(ruling)).to.deep.equal(['leaderboard']);
    expect(named(after(ruling), 'Ana')).to.deep.include({
      zone: 'Salt Mine',
      layer: 1,
      layerIgt: 700,
      igt: 700,
      visits: [{ zone: 'Salt Mine', igt: 700, deaths: 2 }],
    });
  });

  it('again changes figures alone; the layer and the time it was entered stay', () => {
    const once = after(enterZone(race([ana]), ana, arrival('Salt Mine', 700), seed));
    const twice = enterZone(once, named(once, 'Ana'), arrival('Salt Mine', 900), seed);
    expect(newsOf(twice)).to.deep.equal(['runner']);
    expect(named(after(twice), 'Ana')).to.include({ layer: 1, layerIgt: 700, igt: 900 });
    expect(named(after(twice), 'Ana').visits).to.have.length(2);
  });

  it('does not ask for a gate: a mod that was cut off may have missed a report', () => {
    expect(enterZone(race([ana]), ana, arrival('Summit', 700), seed).allowed).to.equal(true);
  });

  it('is refused for zones of no seed and a falling time', () => {
    expect(enterZone(race([ana]), ana, arrival('Atlantis', 700), seed).allowed).to.equal(false);
    expect(enterZone(race([ana]), ana, arrival('Salt Mine', 700, 'Atlantis'), seed).allowed).to.equal(false);
    expect(enterZone(race([ana]), ana, arrival('Salt Mine', 499), seed).allowed).to.equal(false);
  });

  it('is refused when the history is full', () => {
    const visits = Array.from({ length: MOST_VISITS }, () => ({ zone: 'Salt Mine', igt: 1, deaths: 0 }));
    const tireless = runner('Ana', 0, { status: 'playing', visits });
    expect(enterZone(race([tireless]), tireless, arrival('Salt Mine', 2), seed).allowed).to.equal(false);
  });

  it('never lets the layer, the time or the history fall, whatever a mod reports', () => {
    const zone = fc.constantFrom(
      'Old Harbour',
      'Salt Mine',
      'Drowned Chapel',
      'Iron Orchard',
      'Summit',
      'Atlantis',
    );
    const step = fc.record({ zone, igt: fc.integer({ min: 0, max: 1_000 }), enters: fc.boolean() });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 30 }), (steps) => {
        let current = race([runner('Ana', 0), bo]);
        for (const each of steps) {
          const before = named(current, 'Ana');
          const ruling = each.enters
            ? enterZone(current, before, arrival(each.zone, each.igt), seed)
            : reportProgress(current, before, report(each.igt, each.zone), seed);
          if (!ruling.allowed) continue;
          const now = named(ruling.race, 'Ana');
          expect(now.layer).to.be.at.least(before.layer);
          expect(now.igt).to.be.at.least(before.igt);
          expect(now.layerIgt).to.be.at.least(before.layerIgt);
          expect(now.visits.length).to.equal(before.visits.length + (each.enters ? 1 : 0));
          expect(named(ruling.race, 'Bo')).to.equal(bo);
          current = ruling.race;
        }
      }),
    );
  });
});

describe('finishing', () => {
  for (const status of ['registered', 'ready', 'playing'] as const) {
    it(`takes a ${status} runner through`, () => {
      const cy = runner('Cy', 2, { status });
      const ruling = finishRun(race([cy, bo]), cy, 4_000, noon);
      expect(newsOf(ruling)).to.deep.equal(['leaderboard']);
      expect(named(after(ruling), 'Cy')).to.include({ status: 'finished', igt: 4_000, finishedAt: noon });
    });
  }

  it('ends the race when nobody is left, and gives everybody a place', () => {
    const gone = runner('Cy', 2, { status: 'abandoned' });
    const through = runner('Di', 3, { status: 'finished', igt: 5_000 });
    const ruling = finishRun(race([ana, gone, through]), ana, 4_000, noon);
    expect(newsOf(ruling)).to.deep.equal(['leaderboard', 'status']);
    const ended = after(ruling);
    expect(ended).to.include({ status: 'finished', finishedAt: noon, version: 2 });
    expect(ended.runners.map(({ username, place }) => [username, place])).to.deep.equal([
      ['Ana', 1],
      ['Cy', 3],
      ['Di', 2],
    ]);
  });

  it('is refused with a falling time', () => {
    expect(finishRun(race([ana]), ana, 499, noon).allowed).to.equal(false);
  });
});

import { describe, it } from 'node:test';
import { expect } from 'chai';
import type { Race, RaceStatus, Ruling } from '../../reference-server/race/race';
import {
  abandon,
  enter,
  finishRace,
  MOST_RUNNERS,
  reset,
  start,
} from '../../reference-server/race/race-status-rules';
import { after, named, newsOf, noon, race, runner, seed } from './a-race';

const ana = runner('Ana', 0, { status: 'playing', layer: 2, layerIgt: 50, igt: 60 });
const bo = runner('Bo', 1, { status: 'playing', layer: 1, layerIgt: 40, igt: 45 });

describe('the organizer', () => {
  const acts: Record<string, { rule: (given: Race) => Ruling; from: RaceStatus[] }> = {
    start: { rule: (given) => start(given, noon), from: ['setup'] },
    finish: { rule: (given) => finishRace(given, noon), from: ['running'] },
    reset: { rule: (given) => reset(given, seed.start), from: ['running', 'finished'] },
  };
  for (const [name, { rule, from }] of Object.entries(acts)) {
    for (const status of ['setup', 'running', 'finished'] as const) {
      const may = from.includes(status);
      it(`${may ? 'may' : 'may not'} ${name} a race in ${status}`, () => {
        const ruling = rule(race([ana, bo], { status }));
        expect(ruling.allowed).to.equal(may);
        if (may) expect(after(ruling).version).to.equal(2);
      });
    }
  }

  it('tells mods of the start before everybody hears of the status', () => {
    const ruling = start(race([ana], { status: 'setup', startedAt: null }), noon);
    expect(newsOf(ruling)).to.deep.equal(['start', 'status']);
    expect(after(ruling)).to.include({ status: 'running', startedAt: noon });
  });

  it('may not start a race without participants', () => {
    expect(newsOf(start(race([], { status: 'setup' }), noon))).to.deep.equal([
      'refused: Race has no participants',
    ]);
  });

  it('who ends a race leaves the statuses, and gives places', () => {
    const ended = after(finishRace(race([bo, ana]), noon));
    expect(named(ended, 'Ana')).to.include({ status: 'playing', place: 1 });
    expect(named(ended, 'Bo')).to.include({ status: 'playing', place: 2 });
  });

  it('who resets a race takes everybody back to the start', () => {
    const again = after(reset(race([ana, bo], { status: 'finished', finishedAt: noon }), seed.start));
    expect(again).to.include({ status: 'setup', startedAt: null, finishedAt: null });
    expect(again.runners).to.deep.equal([runner('Ana', 0), runner('Bo', 1)]);
  });
});

describe('entering a race', () => {
  const cy = { id: 'id-Cy', userId: 'user-Cy', username: 'Cy' };

  it('puts the newcomer last, at the start', () => {
    const entered = after(enter(race([runner('Ana', 0)], { status: 'setup' }), cy, seed.start));
    expect(named(entered, 'Cy')).to.deep.equal(runner('Cy', 1));
  });

  it('is refused twice, after the start, and when the race is full', () => {
    expect(enter(race([ana], { status: 'running' }), cy, seed.start).allowed).to.equal(false);
    expect(enter(race([runner('Cy', 0)], { status: 'setup' }), cy, seed.start).allowed).to.equal(false);
    const crowd = Array.from({ length: MOST_RUNNERS }, (_, entry) => runner(`R${entry}`, entry));
    expect(enter(race(crowd, { status: 'setup' }), cy, seed.start).allowed).to.equal(false);
  });
});

describe('giving up', () => {
  it('keeps the progress', () => {
    const ruling = abandon(race([ana, bo]), ana, noon);
    expect(newsOf(ruling)).to.deep.equal(['leaderboard']);
    expect(named(after(ruling), 'Ana')).to.deep.equal({ ...ana, status: 'abandoned' });
  });

  it('ends the race when nobody is left', () => {
    const ruling = abandon(race([ana, runner('Di', 3, { status: 'abandoned' })]), ana, noon);
    expect(newsOf(ruling)).to.deep.equal(['leaderboard', 'status']);
  });

  it('is refused unless the race runs, and to whoever is through or has given up', () => {
    expect(abandon(race([ana], { status: 'setup' }), ana, noon).allowed).to.equal(false);
    for (const status of ['finished', 'abandoned'] as const) {
      const through = runner('Ana', 0, { status });
      expect(abandon(race([through, bo]), through, noon).allowed).to.equal(false);
    }
  });
});

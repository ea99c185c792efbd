import { describe, it } from 'node:test';
import { expect } from 'chai';
import { sortsStandings } from '../../support/checkers/race/standings';
import { tellsTrueFigures } from '../../support/checkers/race/true-figures';
import { alone, PaperRace, received, told, unnumbered } from './paper-race';

/** A line of the leaderboard on the wire, of somebody who plays in the first layer. */
function line(username: string, entered: number, more: object = {}): object {
  return {
    username,
    status: 'playing',
    current_zone: 'Salt Mine',
    current_layer: 1,
    igt_ms: 60_000,
    death_count: 0,
    mod_connected: true,
    zone_history: [{ zone: 'Salt Mine', igt_ms: 60_000, deaths: 0 }],
    gap_ms: entered === 0 ? null : 0,
    color_index: entered,
    ...more,
  };
}

const board = (...participants: object[]) =>
  received(JSON.stringify({ type: 'leaderboard_update', participants, leader_splits: {} }));
const entry = (zone: string, igt_ms: number) => ({ zone_history: [{ zone, igt_ms, deaths: 0 }] });

describe('the order of the standings', () => {
  const judge = (...lines: object[]) => sortsStandings(alone(board(...lines)));
  /** Puts the second before the first, with what the gaps then have to be. */
  const reversed = (first: object, second: object) =>
    judge({ ...second, gap_ms: null }, first).filter((violation) => violation.includes(' order '));
  const finished = { status: 'finished', gap_ms: 0 };

  for (const [rule, first, second] of [
    ['finished before playing', line('Ana', 1, finished), line('Bo', 0, { current_layer: 6 })],
    ['playing before ready', line('Ana', 1), line('Bo', 0, { status: 'ready' })],
    ['ready before registered', line('Ana', 1, { status: 'ready' }), line('Bo', 0, { status: 'registered' })],
    [
      'registered before abandoned',
      line('Ana', 1, { status: 'registered' }),
      line('Bo', 0, { status: 'abandoned' }),
    ],
    [
      'the shorter time among finishers',
      line('Ana', 1, { ...finished, igt_ms: 59_999, current_layer: 0 }),
      line('Bo', 0, { status: 'finished', current_layer: 6 }),
    ],
    [
      'the deeper layer among players',
      line('Ana', 1, { current_layer: 2, ...entry('Drowned Chapel', 900_000) }),
      line('Bo', 0),
    ],
    [
      'the earlier entry of the layer among players, whatever the time is now',
      line('Ana', 1, { ...entry('Misty Gate', 59_999), igt_ms: 900_000 }),
      line('Bo', 0),
    ],
    [
      'the deeper layer among those who gave up',
      line('Ana', 1, { status: 'abandoned', current_layer: 2, igt_ms: 900_000 }),
      line('Bo', 0, { status: 'abandoned' }),
    ],
    [
      'the shorter time in one layer among those who gave up',
      line('Ana', 1, { status: 'abandoned', igt_ms: 59_999 }),
      line('Bo', 0, { status: 'abandoned' }),
    ],
    ['a tie of finishers by entry into the race', line('Ana', 0, finished), line('Bo', 1, finished)],
    ['a tie of players by entry into the race', line('Ana', 0), line('Bo', 1)],
    [
      'a tie of the ready by entry into the race',
      line('Ana', 0, { status: 'ready' }),
      line('Bo', 1, { status: 'ready' }),
    ],
    [
      'a tie of the registered by entry into the race',
      line('Ana', 0, { status: 'registered' }),
      line('Bo', 1, { status: 'registered' }),
    ],
    [
      'a tie of those who gave up by entry into the race',
      line('Ana', 0, { status: 'abandoned' }),
      line('Bo', 1, { status: 'abandoned' }),
    ],
  ] as const) {
    it(`has ${rule}`, () => {
      const right = judge(first, second).filter((violation) => violation.includes(' order '));
      expect(right).to.deep.equal([]);
      const [violation] = reversed(first, second);
      expect(violation).to.match(
        /^Ana saw the order Bo, Ana instead of Ana, Bo in #0 <- standings Bo \(.*\), Ana \(.*\)$/,
      );
    });
  }

  it('is judged on arrival too, by whoever joins and whoever watches', () => {
    for (const type of ['auth_ok', 'race_state']) {
      const participants = [line('Ana', 1, { gap_ms: null }), line('Bo', 0, { gap_ms: 0 })];
      const raw = JSON.stringify({ type, race: {}, seed: {}, participants });
      const [violation = ''] = sortsStandings(alone(received(raw)));
      expect(violation).to.match(
        /^Ana saw the order Ana, Bo instead of Bo, Ana in #0 <- (welcomed|shown the race) /,
      );
    }
  });
});

describe('gaps', () => {
  const judge = (...lines: object[]) => sortsStandings(alone(board(...lines)));
  const leader = line('Ana', 0, {
    current_layer: 3,
    zone_history: [
      { zone: 'Salt Mine', igt_ms: 10_000, deaths: 0 },
      { zone: 'Ashen Library', igt_ms: 30_000, deaths: 0 },
    ],
  });
  for (const [rule, first, second, right] of [
    ['there is none for the leader', leader, undefined, null],
    [
      'in a layer of the leader: the difference of the entries',
      leader,
      line('Bo', 1, entry('Salt Mine', 12_500)),
      2_500,
    ],
    [
      'in a layer the leader skipped: to the first deeper one',
      leader,
      line('Bo', 1, { current_layer: 2, ...entry('Drowned Chapel', 31_000) }),
      1_000,
    ],
    ['never less than nothing', leader, line('Bo', 1, entry('Salt Mine', 9_000)), 0],
    [
      'to a leader who finished without that layer: to the finish',
      line('Ana', 0, { status: 'finished', igt_ms: 50_000 }),
      line('Bo', 1, { current_layer: 4, ...entry('Glass Tower', 51_000) }),
      1_000,
    ],
    [
      'among finishers: the difference of the times',
      line('Ana', 0, { status: 'finished', igt_ms: 50_000 }),
      line('Bo', 1, { status: 'finished', igt_ms: 50_700 }),
      700,
    ],
    ['there is none for the ready', leader, line('Bo', 1, { status: 'ready' }), null],
    ['there is none for the registered', leader, line('Bo', 1, { status: 'registered' }), null],
    ['there is none for who gave up', leader, line('Bo', 1, { status: 'abandoned' }), null],
  ] as const) {
    it(rule, () => {
      const judged = (gap_ms: number | null) =>
        second ? judge(first, { ...second, gap_ms }) : judge({ ...first, gap_ms });
      expect(judged(right)).to.deep.equal([]);
      const who = second ? 'Bo' : 'Ana';
      const instead = right === null ? 'no gap' : `a gap of ${right} ms`;
      const [violation = '', ...more] = judged(77);
      expect(more).to.deep.equal([]);
      expect(violation).to.match(
        new RegExp(`^Ana saw a gap of 77 ms for ${who} instead of ${instead} in #0 <- standings Ana \\(`),
      );
    });
  }

  it('that is missing is told as well', () => {
    const [violation] = judge(leader, line('Bo', 1, { gap_ms: null, ...entry('Salt Mine', 12_500) }));
    expect(violation).to.contain('Ana saw no gap for Bo instead of a gap of 2500 ms in #0');
  });

  it('in news of one runner is to the leader of the leaderboard before', () => {
    const race = PaperRace.running('Ana', 'Bo');
    race.enters('Ana', 'Salt Mine', 60_000);
    race.enters('Bo', 'Salt Mine', 75_000);
    race.reports('Bo', 80_000, 0);
    const [position = 0] = told(race.lines('Ana'), 'progress').slice(-1);
    const note = race.lines('Ana').notes[position];
    if (note?.kind === 'received')
      race.lines('Ana').notes[position] = received(note.raw.replace('15000', '14000'));
    const [violation = ''] = sortsStandings(race.over());
    expect(unnumbered(violation)).to.equal(
      'Ana saw a gap of 14000 ms for Bo instead of a gap of 15000 ms in # <- progress Bo (layer 1 1:20), 0 deaths',
    );
  });
});

describe('true figures', () => {
  /** What is told of Ana after her report of 0:05 and one death in the Salt Mine, by a server that puts in something else. */
  const told = ([right, wrong]: readonly [string, string]) => {
    const race = PaperRace.running('Ana', 'Bo');
    race.enters('Ana', 'Salt Mine', 4_000);
    race.reports('Ana', 5_000, 1);
    const bo = race.lines('Bo');
    const [position = 0] = bo.notes
      .flatMap((note, index) => (note.kind === 'received' ? [index] : []))
      .slice(-1);
    const note = bo.notes[position];
    if (note?.kind === 'received') bo.notes[position] = received(note.raw.replace(right, wrong));
    return tellsTrueFigures(race.over()).map(unnumbered);
  };

  it('are what was reported', () => {
    expect(told(['', ''])).to.deep.equal([]);
  });

  for (const [what, replace, sentence] of [
    [
      'a time',
      ['5000', '5001'],
      'a time of 5001 ms, which Ana never reported, in # <- progress Ana (layer 1 0:05.001), 1 death',
    ],
    [
      'a count of deaths',
      ['"death_count":1', '"death_count":3'],
      '3 deaths, which Ana never reported, in # <- progress Ana (layer 1 0:05), 3 deaths',
    ],
    [
      'a zone',
      ['Salt Mine', 'Misty Gate'],
      'the zone "Misty Gate", which Ana never reported, in # <- progress Ana (layer 1 0:05), 1 death',
    ],
    [
      'a visit',
      ['"igt_ms":4000', '"igt_ms":3999'],
      'a visit to "Salt Mine" at 3999 ms, which Ana never reported, in # <- progress Ana (layer 1 0:05), 1 death',
    ],
    [
      'a finish',
      ['playing', 'finished'],
      'a finish, which Ana never reported, in # <- progress Ana (finished 0:05), 1 death',
    ],
    [
      'giving up',
      ['playing', 'abandoned'],
      'giving up, which Ana never reported, in # <- progress Ana (abandoned 0:05), 1 death',
    ],
  ] as const) {
    it(`have no ${what} made up`, () => {
      expect(told(replace)[0]).to.equal(`Bo was told ${sentence}`);
    });
  }

  for (const [figure, replace, sentence] of [
    [
      'time',
      ['5000', '0'],
      "Bo saw Ana's time fall from 4000 to 0 in # <- progress Ana (layer 1 0:00), 1 death",
    ],
    [
      'layer',
      ['"current_layer":1', '"current_layer":0'],
      "Bo saw Ana's layer fall from 1 to 0 in # <- progress Ana (layer 0 0:05), 1 death",
    ],
    [
      'status',
      ['playing', 'ready'],
      "Bo saw Ana's status fall from playing to ready in # <- progress Ana (ready), 1 death",
    ],
  ] as const) {
    it(`have no ${figure} that falls`, () => {
      expect(told(replace)).to.deep.equal([sentence]);
    });
  }

  it('have no deaths that fall', () => {
    const race = PaperRace.running('Ana', 'Bo');
    race.reports('Ana', 5_000, 2);
    race.reports('Ana', 6_000, 2);
    const { notes } = race.lines('Bo');
    const note = notes.at(-1);
    if (note?.kind === 'received')
      notes.splice(-1, 1, received(note.raw.replace('"death_count":2', '"death_count":0')));
    expect(tellsTrueFigures(race.over()).map(unnumbered)).to.deep.equal([
      "Bo saw Ana's deaths fall from 2 to 0 in # <- progress Ana (layer 0 0:06), 0 deaths",
    ]);
  });

  it('have nobody play who is done', () => {
    const race = PaperRace.running('Ana', 'Bo');
    race.finishes('Ana', 5_000);
    race.leaves('Ana');
    const { notes } = race.lines('Bo');
    const note = notes.at(-1);
    if (note?.kind === 'received')
      notes.splice(-1, 1, received(note.raw.replace('"status":"finished"', '"status":"playing"')));
    expect(tellsTrueFigures(race.over()).map(unnumbered)).to.deep.equal([
      "Bo saw Ana's status fall from finished to playing in # <- standings Ana (layer 0 0:05, away), Bo (layer 0 0:00)",
    ]);
  });

  it('fall with a reset, and only with one', () => {
    const race = PaperRace.running('Ana', 'Bo');
    race.reports('Ana', 5_000, 1);
    race.orders('reset');
    expect(tellsTrueFigures(race.over())).to.deep.equal([]);
    for (const { notes } of race.people) {
      const reset = notes.findIndex(
        (note) => note.kind === 'received' && note.raw.includes('"status":"setup","started_at"'),
      );
      const statusChange = notes.findLastIndex(
        (note) => note.kind === 'received' && note.event.kind === 'race status' && note.raw.includes('setup'),
      );
      if (reset >= 0 && statusChange >= 0) notes.splice(statusChange, 1);
    }
    const [first = ''] = tellsTrueFigures(race.over()).map(unnumbered);
    expect(first).to.match(
      /^Ana saw Ana's time fall from 5000 to 0 in # <- standings Ana \(registered\), Bo \(registered\)$/,
    );
  });
});

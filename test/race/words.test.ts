import { describe, it } from 'node:test';
import { expect } from 'chai';
import * as fc from 'fast-check';
import { attempt } from '../../support/systems/race/attempts';
import { Course } from '../../support/systems/race/course';
import type { RecordedRace } from '../../support/systems/race/dialect';
import { FIGURES, figuresIn } from '../../support/systems/race/figures';
import { inGame, milliseconds } from '../../support/systems/race/in-game-time';
import { lineUp } from '../../support/systems/race/line-up';
import { orderCalled } from '../../support/systems/race/organizer';
import type { Race } from '../../support/systems/race/race';
import type { Races } from '../../support/systems/race/races';
import { expectRecord } from '../../support/systems/race/record';
import type { Runner } from '../../support/systems/race/runner';
import { attemptWith } from '../../support/systems/race/wrong-values';
import { failure } from '../players/scene';
import { course } from './model-race';

describe('in-game time', () => {
  for (const [text, time] of [
    ['0:00', 0],
    ['4:10', 250_000],
    ['99:59', 5_999_000],
    ['1:02:03', 3_723_000],
    ['4:59.999', 299_999],
    ['0:00.5', 500],
    ['596:31:23.647', 2 ** 31 - 1],
  ] as const) {
    it(`reads ${text}`, () => {
      expect(milliseconds(text)).to.equal(time);
    });
  }

  for (const text of ['', '4', '4:5', '4:60', '1:60:00', '-1:00', '4:10 ', 'noon', '4:10.1234', '1:2:3:4']) {
    it(`does not read "${text}"`, () => {
      expect(() => milliseconds(text)).to.throw(
        RangeError,
        new RegExp(`^"${text}" is no in-game time; write minutes and seconds, like 4:10 or 1:02:03\\.$`),
      );
    });
  }

  it('is read as it is written', () => {
    fc.assert(
      fc.property(fc.nat(2 ** 31 - 1), (time) => {
        expect(milliseconds(inGame(time))).to.equal(time);
      }),
    );
  });
});

describe('what a leaderboard shows', () => {
  for (const [phrase, figures] of [
    ['as playing', { status: 'playing' }],
    ['at 4:10 with 2 deaths', { time: 250_000, deaths: 2 }],
    ['with 1 death', { deaths: 1 }],
    ['in layer 3 in "Salt Mine"', { layer: 3, zone: 'Salt Mine' }],
    ['1:15 behind', { gap: 75_000 }],
    ['away', { connected: false }],
    ['back', { connected: true }],
    ['connected', { connected: true }],
    ['as registered, at 0:00, in layer 0', { status: 'registered', time: 0, layer: 0 }],
  ] as const) {
    it(`is said by "${phrase}"`, () => {
      expect(new RegExp(`^(?:${FIGURES.source})$`).test(phrase)).to.equal(true);
      expect(figuresIn(phrase)).to.deep.equal(figures);
    });
  }

  for (const phrase of ['as sleeping', 'at noon', 'in layer two', 'with many deaths', 'ahead', '']) {
    it(`is not said by "${phrase}"`, () => {
      expect(new RegExp(`^(?:${FIGURES.source})$`).test(phrase)).to.equal(false);
    });
  }
});

describe('a course', () => {
  const short = new Course('seed', 1, [
    { name: 'Harbour', layer: 0 },
    { name: 'Mine', layer: 1 },
  ]);

  it('names its zones where one is unknown', () => {
    expect(short.zone('Mine').layer).to.equal(1);
    expect(() => short.zone('Nowhere')).to.throw(
      'There is no zone "Nowhere" on this course. Its zones: Harbour, Mine.',
    );
    expect([short.layerOf('Mine'), short.layerOf('Nowhere')]).to.deep.equal([1, -1]);
  });

  it('says how deep it is where a layer is unknown', () => {
    expect(short.start.name).to.equal('Harbour');
    expect(() => short.entranceOf(7)).to.throw('There is no layer 7 on this course: its layers are 0 to 1.');
  });
});

describe('how a race stands, as a table', () => {
  const acts: string[] = [];
  const runner = {
    entersLayer: (layer: number, time: number) => acts.push(`layer ${layer} at ${time}`),
    finishes: (time: number) => acts.push(`finishes at ${time}`),
    givesUp: () => acts.push('gives up'),
  } as unknown as Runner;
  const race = {
    after: async (name: string, act: (runner: Runner) => unknown) => {
      acts.push(name);
      await act(runner);
    },
  } as unknown as Race;

  it('is brought about line after line', async () => {
    await lineUp(race, [
      { runner: 'Ana', state: 'layer 2', at: '5:00' },
      { runner: 'Ana', state: 'given up', at: '5:00' },
      { runner: 'Bo', state: 'finished', at: '21:30' },
    ]);
    expect(acts).to.deep.equal(['Ana', 'layer 2 at 300000', 'Ana', 'gives up', 'Bo', 'finishes at 1290000']);
  });

  for (const [what, line, message] of [
    [
      'an unknown state',
      { runner: 'Ana', state: 'asleep', at: '5:00' },
      '"asleep" is no state of a runner; write layer 2, finished or given up.',
    ],
    [
      'an unknown column',
      { runner: 'Ana', mood: 'asleep', at: '5:00' },
      'How a race stands has the columns runner, state, at, and not runner, mood, at.',
    ],
    [
      'a column too few',
      { runner: 'Ana', state: 'finished' },
      'How a race stands has the columns runner, state, at, and not runner, state.',
    ],
  ] as const) {
    it(`names ${what}`, async () => {
      expect(await failure(lineUp(race, [line]), 'Error')).to.equal(message);
    });
  }

  it('names a time that is none', async () => {
    const line = { runner: 'Ana', state: 'finished', at: 'noon' };
    expect(await failure(lineUp(race, [line]), 'RangeError')).to.match(/^"noon" is no in-game time;/);
  });
});

describe('a wrong value', () => {
  const sent: unknown[] = [];
  const runner = {
    course,
    time: 600_000,
    deaths: 5,
    zone: course.start.name,
    attemptsWith: (...what: unknown[]) => sent.push(what),
  } as unknown as Runner;

  for (const [phrase, figure, text] of [
    ['the time -1', 'time', '-1'],
    ['the time "600001"', 'time', '"600001"'],
    ['the time [600001]', 'time', '[600001]'],
    ['5.5 deaths', 'deaths', '5.5'],
    ['the zone "Nowhere"', 'zone', '"Nowhere"'],
    ['no time', 'time', undefined],
    ['no zone', 'zone', undefined],
  ] as const) {
    it(`is ${phrase}`, () => {
      attemptWith(runner, 'a report', phrase);
      expect(sent.at(-1)).to.deep.equal([{ kind: 'reports', time: 600_001, deaths: 5 }, figure, text]);
    });
  }

  for (const phrase of ['the weather bad', 'no weather', 'deaths', 'the time']) {
    it(`is not "${phrase}"`, () => {
      expect(() => attemptWith(runner, 'a finish', phrase)).to.throw(
        `"${phrase}" names no value; write the time -1, 5.5 deaths, the zone "Nowhere" or no time.`,
      );
    });
  }
});

describe('a message with a wrong value', () => {
  it('is a report, an entry or a finish', () => {
    expect(() => attemptWith({} as Runner, 'a farewell', 'no time')).to.throw(
      '"a farewell" is no message; there are a report, an entry, a finish.',
    );
  });
});

describe('what somebody does, in the words of a table', () => {
  const done: unknown[] = [];
  const reporter = {
    reports: (...figures: unknown[]) => done.push(['reports', ...figures]),
    entersLayer: (...figures: unknown[]) => done.push(['enters layer', ...figures]),
    finishes: (...figures: unknown[]) => done.push(['finishes', ...figures]),
    isReady: () => done.push(['is ready']),
    authenticates: (token: string) => done.push(['shows', token]),
    sends: (what: string) => done.push(['sends', what]),
  };
  const races = {
    reporter: () => reporter,
    runner: (name: string) => ({ pack: { accessToken: `${name}'s` } }),
  } as unknown as Races;

  for (const [words, act] of [
    ['reports 21:00 and 4 deaths', ['reports', 1_260_000, 4]],
    ['reports 1:00:00 and 1 death', ['reports', 3_600_000, 1]],
    ['enters layer 5 at 9:00', ['enters layer', 5, 540_000]],
    ['finishes at 19:00', ['finishes', 1_140_000]],
    ['reports ready', ['is ready']],
    ["shows Ana's access token", ['shows', "Ana's"]],
    ['says something that is no message', ['sends', 'text without sense']],
  ] as const) {
    it(words, () => {
      attempt(races, 'Sam', words);
      expect(done.at(-1)).to.deep.equal(act);
    });
  }

  it('is nothing else', () => {
    expect(() => attempt(races, 'Sam', 'reports 21:00')).to.throw(
      '"reports 21:00" is nothing that Sam could do.',
    );
  });

  it('is an order that there is', () => {
    expect(['start', 'end', 'reset'].map(orderCalled)).to.deep.equal(['start', 'finish', 'reset']);
    expect(() => orderCalled('stop')).to.throw(
      'There is no order to stop a race; there are start, end, reset.',
    );
  });
});

describe('the record, as a table', () => {
  const record: RecordedRace = {
    status: 'finished',
    ended: true,
    runners: [
      { runner: 'Ana', status: 'finished', zone: 'Summit', layer: 6, time: 1_215_000, deaths: 3, place: 1 },
      { runner: 'Bo', status: 'playing', zone: null, layer: 0, time: 0, deaths: 0, place: null },
    ],
  };

  it('is what it is, by whichever columns', () => {
    expectRecord(record, [
      {
        place: '1',
        runner: 'Ana',
        status: 'finished',
        layer: '6',
        zone: 'Summit',
        time: '20:15',
        deaths: '3',
      },
      { place: '', runner: 'Bo', status: 'playing', layer: '0', zone: '', time: '0:00', deaths: '0' },
    ]);
    expectRecord(record, [{ runner: 'Ana' }, { runner: 'Bo' }]);
  });

  it('is not one with other figures, which are named', () => {
    const lines = [
      { runner: 'Ana', time: '20:16', deaths: '3' },
      { runner: 'Bo', time: '0:00', deaths: '1' },
    ];
    expect(() => expectRecord(record, lines)).to.throw(
      /^the record, in which Ana's time is "20:15" instead of "20:16" and Bo's deaths is "0" instead of "1": expected /,
    );
  });

  for (const [what, table] of [
    ['another order', [{ runner: 'Bo' }, { runner: 'Ana' }]],
    ['a line too few', [{ runner: 'Ana' }]],
    ['a line too many', [{ runner: 'Ana' }, { runner: 'Bo' }, { runner: 'Cy' }]],
    ['no lines at all', []],
  ] as const) {
    it(`is not one with ${what}`, () => {
      const lines: readonly Record<string, string>[] = table;
      expect(() => expectRecord(record, lines)).to.throw(/^the record: expected .* to deeply equal /);
    });
  }

  it('names a column that it does not have', () => {
    expect(() => expectRecord(record, [{ runner: 'Ana', weather: 'fine' }])).to.throw(
      'The record has no column "weather". Its columns: place, runner, status, layer, zone, time, deaths.',
    );
  });
});

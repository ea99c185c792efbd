import { describe, it } from 'node:test';
import { expect } from 'chai';
import { tellsNothingTwice } from '../../support/checkers/race/once';
import { tellsAllTheSame } from '../../support/checkers/race/same-order';
import { again, type Lines, PaperRace, received, scenarioOf, told, unnumbered } from './paper-race';

describe('the same for all who watch', () => {
  /** Three reports of Ana, at the positions given back, seen by Bo as well. */
  const scene = () => {
    const race = PaperRace.running('Ana', 'Bo');
    for (const seconds of [1, 2, 3, 4]) race.reports('Ana', seconds * 1_000, 0);
    return { race, bo: race.lines('Bo'), reports: told(race.lines('Bo'), 'progress') };
  };

  it('is what an honest server tells', () => {
    expect(tellsAllTheSame(scene().race.over())).to.deep.equal([]);
  });

  for (const [what, breakIt, sentence] of [
    [
      'an update that one of them does not get',
      (bo: Lines, [, second]: number[]) => bo.notes.splice(second ?? 0, 1),
      '#16 <- progress Ana (layer 0 0:02), 0 deaths, but #15 <- progress Ana (layer 0 0:03), 0 deaths',
    ],
    [
      'an update that one of them gets twice',
      (bo: Lines, [, second]: number[]) => bo.notes.splice(second ?? 0, 0, again(bo, second)),
      '#16 <- progress Ana (layer 0 0:02), 0 deaths, but #15 <- progress Ana (layer 0 0:03), 0 deaths',
    ],
    [
      'two updates that one of them gets the other way round',
      (bo: Lines, [, second = 0]: number[]) => {
        const [one, other] = [bo.notes[second], bo.notes[second + 1]];
        if (one && other) bo.notes.splice(second, 2, { ...other }, { ...one });
      },
      '#16 <- progress Ana (layer 0 0:02), 0 deaths, but #15 <- progress Ana (layer 0 0:03), 0 deaths',
    ],
    [
      'another figure for one of them',
      (bo: Lines, [, second = 0]: number[]) => {
        const note = bo.notes[second];
        if (note?.kind === 'received') bo.notes[second] = received(note.raw.replace('2000', '1999'));
      },
      '#16 <- progress Ana (layer 0 0:02), 0 deaths, but #15 <- progress Ana (layer 0 0:01.999), 0 deaths',
    ],
  ] as const) {
    it(`is not ${what}`, () => {
      const { race, bo, reports } = scene();
      breakIt(bo, reports);
      const violations = tellsAllTheSame(race.over());
      expect(violations).to.have.lengthOf(1);
      expect(unnumbered(violations[0]).replace('Bo and Ana', 'Ana and Bo')).to.equal(
        `Ana and Bo were told different things of the same race: ${unnumbered(sentence)}`,
      );
    });
  }

  it('asks nothing of what only one of them was there for', () => {
    const race = PaperRace.running('Ana', 'Bo');
    race.leaves('Bo');
    race.reports('Ana', 1_000, 0);
    race.joins('Bo');
    race.watches('Sam');
    race.reports('Ana', 2_000, 0);
    race.leaves('Sam');
    race.reports('Ana', 3_000, 0);
    expect(tellsAllTheSame(race.over())).to.deep.equal([]);
  });

  it('lays two journals side by side by nothing that one of them holds twice', () => {
    const status = (word: string) => received(JSON.stringify({ type: 'race_status_change', status: word }));
    const connecting = { kind: 'connecting', connection: 1, to: '', channel: 'mod' } as const;
    const person = (name: string, ...words: readonly string[]): Lines => ({
      name,
      role: 'runner',
      notes: [connecting, ...words.map(status)],
      open: 0,
    });
    // Bo had begun to connect, and was let in after the first of it.
    const people = [person('Ana', 'setup', 'running', 'setup'), person('Bo', 'running', 'setup')];
    expect(tellsAllTheSame(scenarioOf(people))).to.deep.equal([]);
  });

  /** Two races in one scenario. */
  const twoRaces = (runners: readonly string[], others: readonly string[]) => {
    const [one, other] = [new PaperRace(...runners), new PaperRace(...others)] as const;
    Object.assign(other.race, { name: "Pia's race" });
    one.isPlayedBy(runners);
    other.isPlayedBy(others);
    return { one, other, people: () => [...one.over().players, ...other.over().players] };
  };

  it('asks nothing of those who watch another race, though both races are reset', () => {
    const { one, other, people } = twoRaces(['Ana', 'Bo'], ['Cy', 'Dee']);
    one.reports('Ana', 1_000, 0);
    for (const race of [one, other]) race.orders('reset');
    expect(tellsAllTheSame({ players: people(), secrets: one.secrets })).to.deep.equal([]);
  });

  it('is asked of a small race as well, beside a crowded one', () => {
    const crowd = Array.from({ length: 12 }, (_, number) => `Runner ${number + 1}`);
    const { one, other, people } = twoRaces(crowd, ['Cy', 'Dee']);
    for (const seconds of [1, 2, 3]) other.reports('Cy', seconds * 1_000, 0);
    const dee = other.lines('Dee');
    dee.notes.splice(told(dee, 'progress')[1] ?? 0, 1);
    const violations = tellsAllTheSame({ players: people(), secrets: one.secrets });
    expect(violations).to.have.lengthOf(1);
    expect(violations[0]).to.match(/^(Cy and Dee|Dee and Cy) were told different things of the same race/);
  });

  it('takes no moment before a reset for the same moment after it', () => {
    const race = PaperRace.running('Ana', 'Bo', 'Cy');
    race.leaves('Cy');
    race.orders('reset');
    race.watches('Sam');
    race.joins('Cy');
    race.orders('start');
    race.orders('reset');
    race.orders('start');
    expect(tellsAllTheSame(race.over())).to.deep.equal([]);
  });
});

describe('nothing twice', () => {
  const broken = (breakIt: (ana: Lines, race: PaperRace) => void) => {
    const race = PaperRace.running('Ana', 'Bo');
    race.reports('Ana', 5_000, 1);
    breakIt(race.lines('Ana'), race);
    return tellsNothingTwice(race.over()).map(unnumbered);
  };
  const double = (kind: string) => (ana: Lines) => {
    const [position] = told(ana, kind).slice(-1);
    ana.notes.splice(position ?? 0, 0, again(ana, position));
  };

  it('is what an honest server tells, be a report sent twice, or a race started again after a reset', () => {
    const race = PaperRace.running('Ana', 'Bo');
    race.reports('Ana', 5_000, 1);
    race.reports('Ana', 5_000, 1);
    race.orders('reset');
    race.orders('start');
    race.leaves('Bo');
    race.joins('Bo');
    expect(tellsNothingTwice(race.over())).to.deep.equal([]);
  });

  for (const [what, breakIt, sentence] of [
    ['welcome', double('welcomed'), 'Ana was told "welcomed" twice, and once would have been right.'],
    ['start', double('race started'), 'Ana was told "race started" twice, and once would have been right.'],
    ['status', double('race status'), 'Ana was told twice in a row that the race is running.'],
    [
      'report',
      double('progress'),
      'Ana was told twice what was reported once: # <- progress Ana (layer 0 0:05), 1 death',
    ],
  ] as const) {
    it(`is no second ${what}`, () => {
      expect(broken(breakIt)).to.deep.equal([sentence]);
    });
  }

  it('is no second start, though a second order to start was declined', () => {
    expect(
      broken((ana, race) => {
        double('race started')(ana);
        const event = { kind: 'declined', telling: '400', trouble: true } as const;
        const { notes } = race.lines('Olga');
        notes.push({ kind: 'asked', connection: 0, event: { kind: 'starts the race' }, raw: '' });
        notes.push({
          kind: 'answered',
          connection: 0,
          event,
          raw: '',
          channel: '',
          question: notes.length - 1,
        });
      }),
    ).to.deep.equal(['Ana was told "race started" twice, and once would have been right.']);
  });

  it('is no second picture for a spectator', () => {
    const race = PaperRace.running('Ana', 'Bo');
    race.watches('Sam');
    double('shown the race')(race.lines('Sam'));
    expect(tellsNothingTwice(race.over())).to.deep.equal([
      'Sam was told "shown the race" twice, and once would have been right.',
    ]);
  });
});

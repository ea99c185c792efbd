import { describe, it } from 'node:test';
import { expect } from 'chai';
import { checkAll } from '../../support/checkers';
import { movesActionsForward } from '../../support/checkers/party/actions';
import { tellsExactlyOnce } from '../../support/checkers/party/exactly-once';
import { partsWithAReason } from '../../support/checkers/party/farewell';
import { tellsItTheSameEachTime } from '../../support/checkers/party/same-form';
import { tellsTheTableTheSame } from '../../support/checkers/party/same-order';
import { showsWhatIsTheirs } from '../../support/checkers/party/views';
import type { Note } from '../../support/players/journal';
import { heard, PaperParty } from './paper-party';

type Received = Extract<Note, { kind: 'received' }>;

/** Where in somebody's lines a frame stands that holds this text; on that connection, if one is given. */
function place(party: PaperParty, name: string, text: string, connection?: number): number {
  const found = party
    .lines(name)
    .notes.findLastIndex(
      (note) =>
        note.kind === 'received' &&
        note.raw.includes(text) &&
        (connection === undefined || note.connection === connection),
    );
  if (found < 0) throw new Error(`Nothing that reached ${name} holds "${text}".`);
  return found;
}

/** The frame is told otherwise. */
function change(party: PaperParty, name: string, text: string, by: (raw: string) => string): void {
  const { notes } = party.lines(name);
  const at = place(party, name, text);
  const { raw, connection } = notes[at] as Received;
  notes.splice(at, 1, heard(JSON.parse(by(raw)) as object, connection));
}

function take(party: PaperParty, name: string, text: string, connection?: number): Note {
  const [note] = party.lines(name).notes.splice(place(party, name, text, connection), 1);
  if (!note) throw new Error('There is none.');
  return note;
}

/** Vex is away for two answers, and comes back. */
function returning(): PaperParty {
  const party = PaperParty.gathered();
  party.plays('Thorin', 'You find a key', { Thorin: 'It is cursed' });
  const seen = party.latest;
  party.leaves('Vex');
  party.plays('Elara', 'You read a rune', { Vex: 'You dream' });
  party.plays('Thorin', 'The door opens');
  party.comes('Vex', seen);
  party.plays('Vex', 'You hide');
  return party;
}

describe('a session in which every promise is kept', () => {
  it('has no violation, whoever comes, goes, returns and asks', () => {
    const party = returning();
    party.thinks('Hm');
    party.fights('Vex');
    party.isHurt('Thorin');
    party.comes('Thorin');
    party.plays('Elara', 'All is quiet');
    party.asksForTheHistory('Elara', '2026-05-01T18:00:03.000Z');
    party.plays('Elara', 'Still quiet');
    party.asksForTheHistory('Elara', '2026-01-01T00:00:00Z');
    party.leaves('Elara', { code: 4008, reason: 'Kicked by host', by: 'player' });
    const again = new PaperParty(['Gorm'], 2);
    again.comes('Gorm');
    again.plays('Gorm', 'Elsewhere');
    const over = party.over();
    const both = { ...over, players: [...over.players, ...again.over().players] };
    expect(both.players.flatMap(({ journal }) => journal.entries).length).to.be.greaterThan(100);
    expect(checkAll(both)).to.deep.equal([]);
  });
});

describe('exactly once', () => {
  const judge = (party: PaperParty) => tellsExactlyOnce(party.over());

  it('is broken by something that is left out', () => {
    const party = returning();
    take(party, 'Elara', 'The door opens');
    const [fault] = judge(party);
    expect(fault).to.match(
      /^Elara was never told narrative "The door opens" \(2026-.*Z\), or too late: next came #\d+ <- announcement "Vex has joined."\.$/,
    );
  });

  it('is broken by something that is told twice', () => {
    const party = returning();
    const { notes } = party.lines('Thorin');
    notes.splice(
      place(party, 'Thorin', 'Vex has joined'),
      0,
      heard(JSON.parse((notes[place(party, 'Thorin', 'The door opens')] as Received).raw) as object),
    );
    expect(judge(party)).to.have.lengthOf(1);
    expect(judge(party)[0]).to.match(
      /^Thorin was told #\d+ <- narrative "The door opens" after #\d+ <- narrative "The door opens"\.$/,
    );
  });

  it('is broken by another order', () => {
    const party = returning();
    const moved = take(party, 'Thorin', 'You read a rune');
    party.lines('Thorin').notes.splice(place(party, 'Thorin', 'The door opens') + 1, 0, moved);
    const faults = judge(party).join('\n');
    expect(faults).to.match(
      /Thorin was never told narrative "You read a rune".*or too late: next came .*"The door opens"/,
    );
    expect(faults).to.match(/Thorin was told .*"You read a rune" after what came later\./);
  });

  for (const text of ['Vex has left', 'You read a rune', 'The door opens']) {
    it(`is broken by a return to which ${text} is not told`, () => {
      const party = returning();
      take(party, 'Vex', text, 2);
      const faults = judge(party).join('\n');
      expect(faults).to.include(`Vex (connection 2) was never told`).and.to.include(text);
      expect(faults).to.match(/Vex \(connection 2\) was told that 3 messages were missed, and 2 came: /);
    });
  }

  it('is broken by a return to what was seen before', () => {
    const party = returning();
    const { notes } = party.lines('Vex');
    const again = { ...(notes[place(party, 'Vex', 'You find a key', 1)] as Received), connection: 2 };
    notes.splice(place(party, 'Vex', '"connected"', 2) + 1, 0, again);
    change(party, 'Vex', 'replay_end', (raw) => raw.replace('3', '4'));
    expect(judge(party)).to.have.lengthOf(1);
    expect(judge(party)[0]).to.match(
      /^Vex \(connection 2\) was told #\d+ <- narrative "You find a key" although it was from before \(last seen at 2026-.*\)\.$/,
    );
  });

  it('is broken by a wrong number of what was missed', () => {
    const party = returning();
    change(party, 'Vex', 'replay_end', (raw) => raw.replace('3', '5'));
    expect(judge(party)).to.deep.equal([
      `Vex (connection 2) was told that 5 messages were missed, and 3 came: #${place(party, 'Vex', 'replay_end')} <- replay end 5.`,
    ]);
  });

  it('is broken by a second device that does not get what the first one gets', () => {
    const party = PaperParty.gathered();
    party.comes('Vex');
    for (const text of ['You hide', 'You jump', 'You run']) party.plays('Vex', text);
    take(party, 'Vex', 'You jump', 2);
    expect(judge(party)).to.have.lengthOf(1);
    expect(judge(party)[0]).to.match(/^Vex \(connection 2\) was never told narrative "You jump"/);
  });

  it('is not broken by what was on its way when the history was asked for, and is told again in it', () => {
    const crossing = () => {
      const party = returning();
      party.plays('Thorin', 'A bell rings');
      const { notes } = party.lines('Elara');
      const rings = place(party, 'Elara', 'A bell rings');
      party.asksForTheHistory('Elara', '2026-05-01T18:00:03.000Z');
      const [question] = notes.splice(
        notes.findLastIndex(({ kind }) => kind === 'sent'),
        1,
      );
      if (question) notes.splice(rings, 0, question);
      return party;
    };
    expect(checkAll(crossing().over())).to.deep.equal([]);
    const twice = crossing();
    const { notes } = twice.lines('Elara');
    notes.push(notes[place(twice, 'Elara', 'A bell rings')] as Note);
    expect(judge(twice).join('\n')).to.match(/Elara was told #\d+ <- narrative "A bell rings" after #/);
  });

  it('is broken by a history with a gap, by one with too much, and by one nobody asked for', () => {
    const asking = () => {
      const party = returning();
      party.asksForTheHistory('Elara', '2026-05-01T18:00:03.000Z');
      return party;
    };
    const gap = asking();
    take(gap, 'Elara', 'You read a rune');
    expect(judge(gap).join('\n')).to.match(
      /Elara was never told narrative "You read a rune" .*belongs before #\d+ <- replay end/,
    );
    const double = asking();
    const { notes } = double.lines('Elara');
    notes.push(notes[place(double, 'Elara', 'You read a rune')] as Note);
    expect(judge(double).join('\n')).to.match(/Elara was told #\d+ <- narrative "You read a rune" after #/);
    const early = asking();
    early
      .lines('Elara')
      .notes.push(early.lines('Elara').notes[place(early, 'Elara', 'Elara has joined')] as Note);
    expect(judge(early).join('\n')).to.match(
      /Elara was told #\d+ <- announcement "Elara has joined\." after #/,
    );
    const unasked = asking();
    const lines = unasked.lines('Elara');
    lines.notes = lines.notes.filter((note) => note.kind !== 'sent');
    expect(judge(unasked).length).to.be.greaterThan(2);
  });
});

describe('the same each time', () => {
  const judge = (party: PaperParty) => tellsItTheSameEachTime(party.over());

  it('is broken by another text on the return than live', () => {
    const party = returning();
    change(party, 'Vex', 'The door opens', (raw) => raw.replace('opens', 'is open'));
    expect(judge(party)[0]).to.match(
      /^Vex \(connection 2\) was told #\d+ <- narrative "The door is open" in another form than #\d+ <- narrative "The door opens", although it is the same\.$/,
    );
  });

  it('is broken by a private text that is lost on the way', () => {
    const party = returning();
    party.asksForTheHistory('Thorin', '2026-01-01T00:00:00Z');
    change(party, 'Thorin', 'It is cursed', (raw) => raw.replace(',"private":"It is cursed"', ''));
    expect(judge(party)[0]).to.match(
      /^Thorin was told .*"You find a key" in another form than .*\(privately: "It is cursed"\)/,
    );
  });

  it('is broken by two messages of one time, and by times that are none in UTC', () => {
    const twice = returning();
    const time = (
      JSON.parse((twice.lines('Thorin').notes[place(twice, 'Thorin', 'The door opens')] as Received).raw) as {
        timestamp: string;
      }
    ).timestamp;
    for (const name of ['Thorin', 'Elara', 'Vex', 'the observer'])
      change(twice, name, 'Vex has joined', (raw) =>
        raw.replace(/"timestamp":"[^"]*"/, `"timestamp":"${time}"`),
      );
    expect(judge(twice)).to.have.lengthOf(1);
    expect(judge(twice)[0]).to.match(
      /^Two messages have the same time, 2026-.*"The door opens" and .*"Vex has joined\."\.$/,
    );
    const local = returning();
    for (const name of ['Thorin', 'Elara', 'Vex', 'the observer'])
      change(local, name, 'Vex has joined', (raw) => raw.replace('.000Z', '.000'));
    expect(judge(local)[0]).to.match(/^No time in UTC is 2026-05-01T18:00:\d\d\.000: #/);
  });
});

describe('times within one millisecond', () => {
  it('are told apart where the server writes microseconds', () => {
    const party = returning();
    party.asksForTheHistory('Elara', party.latest);
    const inMicroseconds = (text: string) =>
      text.replace(
        /T18:(\d\d):(\d\d)\.000Z/g,
        (_, minutes, seconds) =>
          `T18:00:00.000${String(60 * Number(minutes) + Number(seconds)).padStart(3, '0')}Z`,
      );
    for (const lines of party.people)
      lines.notes = lines.notes.map((note) =>
        note.kind === 'received'
          ? heard(JSON.parse(inMicroseconds(note.raw)) as object, note.connection)
          : (JSON.parse(inMicroseconds(JSON.stringify(note))) as Note),
      );
    const scenario = party.over();
    expect([...tellsExactlyOnce(scenario), ...tellsItTheSameEachTime(scenario)]).to.deep.equal([]);
  });
});

describe('the same order for all', () => {
  it('is kept at two tables at which the same is thought', () => {
    const [one, other] = [new PaperParty(['Thorin', 'Elara'], 1), new PaperParty(['Vex', 'Gorm'], 2)];
    for (const name of ['Thorin', 'Elara']) one.comes(name);
    for (const name of ['Vex', 'Gorm']) other.comes(name);
    one.plays('Thorin', 'You hide');
    for (const party of [one, other]) party.thinks('Hm');
    const players = [...one.over().players, ...other.over().players];
    expect(tellsTheTableTheSame({ players, secrets: one.secrets })).to.deep.equal([]);
  });

  it('is broken by a thought that comes before an answer to one and after it to another', () => {
    const party = PaperParty.gathered();
    party.plays('Vex', 'You hide');
    party.thinks('Hm');
    party.plays('Vex', 'You jump');
    const moved = take(party, 'Elara', '"Hm"');
    party.lines('Elara').notes.splice(place(party, 'Elara', 'You hide'), 0, moved);
    expect(tellsTheTableTheSame(party.over()).join('\n')).to.match(
      /told different things of the same session: .*(thinking "Hm"|"You hide").*, but /,
    );
  });
});

describe('actions', () => {
  const judge = (party: PaperParty) => movesActionsForward(party.over());
  const status = (action: string, word: string) => ({
    type: 'action_status',
    action_id: action,
    status: word,
  });

  it('go one way', () => {
    const party = PaperParty.gathered();
    const action = party.plays('Vex', 'You hide');
    party.tells('Vex', status(action, 'processing'));
    expect(judge(party)).to.have.lengthOf(1);
    expect(judge(party)[0]).to.match(
      /^Vex was told that an action that was answered is taken up: #\d+ <- action status/,
    );
  });

  it('wait again only where a server was lost', () => {
    const back = (lost: boolean) => {
      const party = PaperParty.gathered();
      if (lost) party.leaves('Elara', { code: 1006, by: 'server' });
      for (const word of ['pending', 'processing', 'pending', 'processing', 'resolved'])
        party.tells('Vex', status('a9', word));
      return judge(party);
    };
    expect(back(true)).to.deep.equal([]);
    expect(back(false)[0]).to.match(/^Vex was told that an action that was taken up is waiting: /);
  });

  it('are told to whose they are', () => {
    const party = PaperParty.gathered();
    const action = party.plays('Vex', 'You hide');
    party.tells('Elara', status(action, 'resolved'));
    expect(judge(party)[0]).to.match(/^Elara was told where an action of Vex's stands: #/);
  });
});

describe('what is shown', () => {
  const fight = (turn: string) => {
    const party = PaperParty.gathered();
    party.fights(turn);
    return party;
  };
  for (const [what, party, name, text, by, fault] of [
    [
      'initiatives to the observer',
      fight('Vex'),
      'the observer',
      'combat_state',
      (raw: string) => raw.replace('"name":"Vex",', '"name":"Vex","initiative":7,'),
      'the observer observes, and was shown who has which initiative',
    ],
    [
      'hit points to the observer',
      fight('Vex'),
      'the observer',
      'combat_state',
      (raw: string) => raw.replace('"your_turn"', '"hit_points":5,"your_turn"'),
      'the observer observes, and was shown hit points',
    ],
    [
      "another's turn as the own",
      fight('Vex'),
      'Elara',
      'combat_state',
      (raw: string) => raw.replace('"your_turn":false', '"your_turn":true'),
      'Elara was told that it is the own turn, and it is not',
    ],
    [
      "the own turn as another's",
      fight('Vex'),
      'Vex',
      'combat_state',
      (raw: string) => raw.replace('"your_turn":true', '"your_turn":false'),
      "Vex was told that it is somebody else's turn, and it is the own",
    ],
    [
      'more hit points than there are',
      fight('Vex'),
      'Vex',
      'combat_state',
      (raw: string) => raw.replace('"hit_points":7', '"hit_points":10'),
      'Vex was shown 10 of 9 hit points',
    ],
    [
      'a wrong order',
      fight('Vex'),
      'Vex',
      'combat_state',
      (raw: string) => raw.replace('"initiative":20', '"initiative":2'),
      'Vex was shown an order in which a lower initiative comes before a higher one',
    ],
  ] as const) {
    it(`is wrong with ${what}`, () => {
      change(party, name, text, by);
      const [only, ...others] = showsWhatIsTheirs(party.over());
      expect(others).to.deep.equal([]);
      expect(only?.startsWith(`${fault}: #`), only).to.equal(true);
    });
  }

  it("is wrong with another's hit points", () => {
    const party = PaperParty.gathered();
    party.isHurt('Thorin');
    change(party, 'Elara', 'wounded', (raw) => raw.replace('"health"', '"hit_points":3,"health"'));
    expect(showsWhatIsTheirs(party.over())[0]).to.match(/^Elara was shown hitPoints of Thorin: #/);
  });

  it('is wrong with a sheet, something private or an action, to the observer', () => {
    const party = PaperParty.gathered();
    party.tells('the observer', {
      type: 'character_update',
      player_id: 'Thorin',
      changes: { health: 'down' },
    });
    party.tells('the observer', { type: 'action_status', action_id: 'a', status: 'pending' });
    party.plays('Vex', 'You hide', { 'the observer': 'Psst' });
    expect(showsWhatIsTheirs(party.over()).map((one) => one.replace(/: #.*/, ''))).to.deep.equal([
      "the observer observes, and was told of a character's sheet",
      'the observer observes, and was told where an action stands',
      'the observer observes, and was told something private',
    ]);
  });

  it('is wrong before anybody is let in', () => {
    const party = PaperParty.gathered();
    take(party, 'Vex', '"connected"');
    expect(showsWhatIsTheirs(party.over())[0]).to.match(/^Vex was told before being let in: #/);
  });
});

describe('a farewell', () => {
  it('has a reason, or a code that is one', () => {
    const judge = (code: number, reason: string, by: 'player' | 'server' = 'server') => {
      const party = PaperParty.gathered();
      party.leaves('Vex', { code, reason, by });
      return partsWithAReason(party.over());
    };
    expect(judge(4008, 'Kicked by host')).to.deep.equal([]);
    expect(judge(1009, '')).to.deep.equal([]);
    expect(judge(1000, '', 'player')).to.deep.equal([]);
    for (const code of [1000, 1001, 1005, 1008, 1011, 4003]) {
      expect(judge(code, '')[0]).to.match(
        new RegExp(`^Vex was sent away without a reason: #\\d+ <- closed ${code}\\.$`),
      );
    }
  });
});

import { describe, it } from 'node:test';
import { expect } from 'chai';
import { checkAll } from '../../support/checkers';
import { keepsContract } from '../../support/checkers/contract';
import { endsByItself, serverLogViolations } from '../../support/checkers/server-log';
import { noUnexplainedTrouble } from '../../support/checkers/trouble';
import { Violations, violation } from '../../support/checkers/violation';
import type { Note } from '../../support/players/journal';
import { ModelRace } from '../race/model-race';
import { alone, PaperRace, received } from './paper-race';

const ordinary = { type: 'race_start' };
const participant = () => {
  const frames: object[] = [];
  const race = new ModelRace('Cup', (frame) => frames.push(frame));
  race.enter('Ana');
  return race.lines[0] as Record<string, unknown>;
};

describe('a scenario in which every promise is kept', () => {
  it('has no violation', () => {
    const race = PaperRace.running('Ana', 'Bo', 'Cy');
    race.watches('Sam');
    race.secrets.learn('token-of-ana', "Ana's access token", 'Ana');
    race.enters('Bo', 'Salt Mine', 120_000);
    race.enters('Ana', 'Drowned Chapel', 300_000);
    race.reports('Ana', 310_000, 2);
    race.leaves('Cy');
    race.joins('Cy');
    race.finishes('Ana', 900_000);
    race.givesUp('Cy');
    race.finishes('Bo', 950_000);
    race.orders('reset');
    race.orders('start');
    race.reports('Ana', 5_000, 0);
    const over = race.over();
    expect(over.players.flatMap(({ journal }) => journal.entries).length).to.be.greaterThan(80);
    expect(checkAll(over)).to.deep.equal([]);
  });
});

describe('the contract', () => {
  const judge = (raw: string, channel = 'mod') => keepsContract(alone(received(raw, 1, channel)));
  const wrong = (frame: unknown, channel?: string) => judge(JSON.stringify(frame), channel);
  const board = (line: object) => ({ type: 'leaderboard_update', participants: [line], leader_splits: {} });

  it('allows what it has', () => {
    expect(wrong(ordinary)).to.deep.equal([]);
    expect(wrong(board(participant()))).to.deep.equal([]);
    expect(wrong(board(participant()), 'spectator')).to.deep.equal([]);
  });

  it('says of what may be one thing or another what each would have to be, and of a long value how long it is', () => {
    const raw = JSON.stringify({ type: 'error', message: `Unknown message type: ${'x'.repeat(100)}` });
    const note = { ...received(raw, 1, 'game'), contract: 'contracts/pong.asyncapi.yaml' };
    const [verdict] = keepsContract(alone(note));
    expect(verdict).to.match(
      /error\/message must be equal to one of the allowed values, or must NOT have more than 62 characters \(it is a text of 122 characters\)$/,
    );
  });

  it('is not asked about a door for which none was published', () => {
    const note = {
      kind: 'received',
      connection: 1,
      event: { kind: 'unknown' },
      raw: '?',
      channel: 'mod',
    } as const;
    expect(keepsContract(alone(note))).to.deep.equal([]);
  });

  const { deaths: _, ...noDeaths } = { ...participant(), deaths: 0, death_count: undefined };
  for (const [what, violations, sentence] of [
    [
      'an unknown type',
      wrong({ type: 'surprise' }),
      '(unknown), which race.asyncapi.yaml does not allow: the channel "mod" has no message of type "surprise"',
    ],
    [
      'a type of the other direction',
      wrong({ type: 'ready' }),
      '(unknown), which race.asyncapi.yaml does not allow: the channel "mod" has no message of type "ready"',
    ],
    [
      'a type of another channel',
      wrong(ordinary, 'spectator'),
      '(race started), which race.asyncapi.yaml does not allow: the channel "spectator" has no message of type "race_start"',
    ],
    [
      'no type',
      wrong({ participants: [] }),
      '(unknown), which race.asyncapi.yaml does not allow: the channel "mod" has no message of type none',
    ],
    [
      'an extra field',
      wrong({ ...ordinary, extra: 1 }),
      '(race started), which race.asyncapi.yaml does not allow: race_start must NOT have additional properties (extra)',
    ],
    [
      'an extra field deep inside',
      wrong(board({ ...participant(), mod_token: 'leaked' })),
      '(standings), which race.asyncapi.yaml does not allow: leaderboard_update/participants/0 must NOT have additional properties (mod_token)',
    ],
    [
      'a missing field',
      wrong(board(noDeaths)),
      "(standings), which race.asyncapi.yaml does not allow: leaderboard_update/participants/0 must have required property 'death_count' (death_count)",
    ],
    [
      'a wrong type',
      wrong(board({ ...participant(), igt_ms: '5' })),
      '(standings), which race.asyncapi.yaml does not allow: leaderboard_update/participants/0/igt_ms must be integer (it is "5")',
    ],
    [
      'a value out of range',
      wrong(board({ ...participant(), igt_ms: -1 })),
      '(standings), which race.asyncapi.yaml does not allow: leaderboard_update/participants/0/igt_ms must be >= 0 (it is -1)',
    ],
    [
      'an id that is none',
      wrong(board({ ...participant(), id: '7' })),
      '(standings), which race.asyncapi.yaml does not allow: leaderboard_update/participants/0/id must match format "uuid" (it is "7")',
    ],
    [
      'a word that is not in the list',
      wrong({ type: 'race_status_change', status: 'paused', started_at: null }),
      '(race status), which race.asyncapi.yaml does not allow: race_status_change/status must be equal to one of the allowed values (it is "paused")',
    ],
    [
      'what is not JSON',
      judge('hello'),
      '(unknown), which race.asyncapi.yaml does not allow: it is not JSON',
    ],
    [
      'JSON that is no message',
      judge('null'),
      '(unknown), which race.asyncapi.yaml does not allow: the channel "mod" has no message of type none',
    ],
    ['bytes', judge('(binary) 00ff'), '(unknown), which race.asyncapi.yaml does not allow: it is not JSON'],
    [
      'a frame on a channel it does not know',
      wrong(ordinary, 'chat'),
      '(race started), which race.asyncapi.yaml does not allow: there is no channel "chat"',
    ],
  ] as const) {
    it(`does not allow ${what}`, () => {
      expect(violations).to.deep.equal([`Ana received #0 ${sentence}`]);
    });
  }
});

describe('trouble that no step asked for', () => {
  const closed = {
    kind: 'closed',
    code: 1011,
    reason: 'oops',
    by: 'server',
    telling: '1011 oops',
    trouble: true,
  } as const;
  const notes: readonly [string, Note, string][] = [
    ['an error answer', received('{"type":"error","message":"No"}'), '#0 <- refused No'],
    [
      'a declined request',
      {
        kind: 'answered',
        connection: 0,
        event: { kind: 'declined', telling: '403 No', trouble: true },
        raw: '',
        channel: '',
      },
      '#0 <- declined 403 No',
    ],
    ['a close by the server', { kind: 'connection', connection: 1, event: closed }, '#0 <- closed 1011 oops'],
    [
      'a connection that failed',
      {
        kind: 'connection',
        connection: 1,
        event: { kind: 'failed', message: 'x', telling: 'x', trouble: true },
      },
      '#0 <- failed x',
    ],
  ];
  for (const [what, note, telling] of notes) {
    it(`is ${what}`, () => {
      const scenario = alone(note);
      expect(noUnexplainedTrouble(scenario)).to.deep.equal([
        `Ana met with trouble that no step asked for: ${telling}`,
      ]);
      const [player] = scenario.players;
      const [entry] = player?.journal.entries ?? [];
      if (entry) player?.journal.explain(entry, 'a step asked for it');
      expect(noUnexplainedTrouble(scenario)).to.deep.equal([]);
    });
  }
});

describe("the server's log", () => {
  it('may warn, and may not hold an error', () => {
    const line = (level: string) => ({ level, text: `{"msg":"${level}"}` });
    expect(serverLogViolations(['debug', 'info', 'warn', 'error', 'fatal'].map(line))).to.deep.equal([
      'The server logged an error: {"msg":"error"}',
      'The server logged an error: {"msg":"fatal"}',
    ]);
    const end = {
      level: 'fatal',
      text: "The server's process ended by itself (exit code 1)",
      isItsEnd: true,
    } as const;
    expect(
      [endsByItself([line('fatal'), end]), serverLogViolations([end])],
      'its end is told apart',
    ).to.deep.equal([["The server's process ended by itself (exit code 1)"], []]);
    const [long = ''] = serverLogViolations([{ level: 'error', text: 'x'.repeat(10_000) }]);
    expect(long).to.have.lengthOf('The server logged an error: '.length + 500);
  });
});

describe('violations', () => {
  it('are told one by one, the first ten of them', () => {
    const one = violation('Ana', 'nothing of the kind');
    expect(new Violations(['One.'].map(one), ['Two.']).message).to.equal(
      'A rule that holds for every scenario was broken:\n- One.\n- Two.',
    );
    const all = Array.from({ length: 14 }, (_, index) => `Number ${index + 1}.`);
    const many = new Violations(all.map(one)).message;
    expect(many.split('\n').slice(-2)).to.deep.equal(['- Number 10.', '- and 4 more']);
  });

  it('of all kinds are found by the checkers together', () => {
    const race = PaperRace.running('Ana', 'Bo');
    const ana = race.lines('Ana');
    race.secrets.learn('token-of-bo', "Bo's access token", 'Bo');
    race.reports('Ana', 5_000, 0);
    const position = ana.notes.findLastIndex(({ kind }) => kind === 'received');
    race.reports('Ana', 6_000, 0);
    const { raw } = ana.notes[position] as { raw: string };
    ana.notes.splice(position, 1, received(raw.replace('5000', '5001').replace('null', '7')));
    ana.notes.push(received('{"type":"error","message":"token-of-bo"}'), received('{"type":"race_start"}'));
    ana.open = 2;
    const violations = checkAll(race.over()).join('\n');
    for (const part of [
      'met with trouble',
      "received Bo's access token",
      'one open connection',
      'told different things',
      'a gap of 7 ms',
      'was told "race started" twice',
      'which Ana never reported',
    ]) {
      expect(violations).to.include(part);
    }
  });
});

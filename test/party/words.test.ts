import { describe, it } from 'node:test';
import { expect } from 'chai';
import * as fc from 'fast-check';
import { tell } from '../../support/players/expectation';
import { Journal } from '../../support/players/journal';
import { partyDialect } from '../../support/systems/party/dialects';
import { decodeFrame } from '../../support/systems/party/dialects/reference-frames';
import { DoorsTried } from '../../support/systems/party/doors';
import type { PartyEvent } from '../../support/systems/party/events';
import * as expectations from '../../support/systems/party/expectations';
import * as fights from '../../support/systems/party/fight-expectations';
import { fightersIn } from '../../support/systems/party/fights';
import * as sheets from '../../support/systems/party/sheet-expectations';
import type { Target } from '../../support/targets/target';

const url = new URL('http://127.0.0.1:1/');
const target = { name: 'live', url, nodes: [url] } as unknown as Target;
const dialect = partyDialect(undefined, target, 'scope');
const decode = (text: string) => decodeFrame(text, (id) => (id === 'thorin' ? 'Thorin' : id));

const KEPT = { id: 'n', timestamp: '2026-05-01T18:00:00.000Z' };
const FRAMES: readonly object[] = [
  { type: 'connected', player_id: 'thorin', timestamp: KEPT.timestamp },
  { type: 'auth_error', message: 'Invalid token' },
  { type: 'narrative', ...KEPT, action_id: 'a', narrative: 'A door opens', private: 'It is a trap' },
  { type: 'narrative', ...KEPT, action_id: null, action_ids: ['a', 'b'], narrative: 'Steel rings' },
  { type: 'system', ...KEPT, content: 'Vex has joined.' },
  { type: 'replay_end', count: 5 },
  { type: 'action_status', action_id: 'a', status: 'processing' },
  { type: 'action_status', status: 'rejected', error: 'Too many actions' },
  { type: 'thinking', message: 'Hm' },
  {
    type: 'combat_state',
    active: true,
    mode: 'simultaneous',
    round: 2,
    current_turn: null,
    initiative: [{ id: 'thorin', name: 'Thorin', initiative: 12, conditions: ['prone'], health: 'down' }],
    your_turn: true,
    hit_points: 0,
    max_hit_points: 28,
    submitted: [],
    waiting_for: ['thorin'],
  },
  { type: 'character_update', player_id: 'thorin', changes: { hit_points: 9, health: 'wounded' } },
  { type: 'ping' },
  { type: 'error', message: 'Invalid JSON' },
];

/** Frames that are nearly right: a right one in which any value may be anything. */
const anyFrame = fc.constantFrom(...FRAMES).chain((frame) => {
  const text = JSON.stringify(frame);
  const values = [...text.matchAll(/(?<=:)(?:"[^"]*"|-?\d+|null|true|false|\[|\{)/g)];
  return fc.tuple(fc.constantFrom(...values), fc.json({ maxDepth: 2 })).map(([value, other]) => {
    const inside = value[0] === '[' || value[0] === '{';
    return `${text.slice(0, value.index)}${other}${inside ? text.slice(value.index) : text.slice(value.index + value[0].length)}`;
  });
});

/** Every expectation that there is, to be put to whatever event comes. */
const EXPECTATIONS = [
  expectations.letIn('Thorin'),
  expectations.turnedAway('Invalid token'),
  expectations.narrated('A door opens'),
  expectations.narratedToAll('A door opens'),
  expectations.narratedForAll('Steel rings', 2),
  expectations.toldPrivately('It is a trap'),
  expectations.announced('Vex has joined.'),
  expectations.actionIs('taken up'),
  expectations.actionRejected('Too many actions'),
  expectations.thinking('Hm'),
  expectations.replayEnd(5),
  expectations.askedForASignOfLife,
  fights.submissions([], ['Thorin']),
  fights.roundBegun(2),
  fights.ownTurn(true),
  fights.fightInOrder(['Thorin']),
  fights.turnOf('Thorin'),
  fights.fightOver,
  sheets.changed('Thorin', { hitPoints: 9, health: 'wounded' }),
  sheets.changedTo('Thorin', { hitPoints: 9 }),
  sheets.anyChange('Thorin'),
  expectations.anyNews,
  expectations.holding('It is a trap'),
];

function received(text: string) {
  const journal = new Journal('Thorin', { next: () => 1, now: () => 0 });
  const event = decode(text);
  return journal.append({ kind: 'received', connection: 1, event, raw: text, channel: 'table' });
}

describe("a party's frames in the words of the table", () => {
  it('never fail, whatever comes, and no expectation does: what is no word of the dialect is unknown', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json(), anyFrame), (text) => {
        const entry = received(text);
        expect(() => tell(entry)).not.to.throw();
        for (const expectation of EXPECTATIONS) expect(() => expectation.judge(entry)).not.to.throw();
      }),
      { numRuns: 2_000 },
    );
  });

  it('are all known', () => {
    const kinds = FRAMES.map((frame) => decode(JSON.stringify(frame)).kind);
    expect(kinds).not.to.include('unknown');
    expect(new Set(kinds).size).to.equal(12);
  });

  it('have names for ids', () => {
    const event = decode(JSON.stringify(FRAMES[9])) as Extract<PartyEvent, { kind: 'combat' }>;
    expect(event.combat.waitingFor).to.deep.equal(['Thorin']);
    expect(event.telling).to.equal('all at once, round 2: Thorin down; waiting for Thorin');
  });

  it('tell of a secret on a sheet without saying it', () => {
    const changes = { hidden_roll: 'Insight 19', level: 4 };
    const { telling } = decode(JSON.stringify({ type: 'character_update', player_id: 'thorin', changes }));
    expect(telling).to.equal('Thorin: level 4; a hidden roll');
  });
});

describe('what an expectation of a party says of what is not the one', () => {
  for (const [expectation, index, reason] of [
    [expectations.letIn('Elara'), 0, "whose place it is: expected 'Thorin' to equal 'Elara'"],
    [expectations.turnedAway('Authentication timeout'), 1, "the reason: expected 'Invalid token' to equal"],
    [
      expectations.narratedToAll('A door opens'),
      2,
      "the private text: expected 'It is a trap' to equal undefined",
    ],
    [expectations.narratedForAll('Steel rings', 3), 3, 'actions that it answers: expected 2 to equal 3'],
    [expectations.announced('Vex has left.'), 4, 'what is announced: expected'],
    [expectations.replayEnd(4), 5, 'messages that were missed: expected 5 to equal 4'],
    [
      expectations.actionIs('answered'),
      6,
      "the status of the action: expected 'taken up' to equal 'answered'",
    ],
    [fights.submissions(['Thorin'], []), 9, "who has submitted: expected '' to equal 'Thorin'"],
    [fights.turnOf('Thorin'), 9, "who has the turn: expected null to equal 'Thorin'"],
    [fights.fightOver, 9, 'whether there is a fight: expected true to equal false'],
    [sheets.changed('Thorin', { hitPoints: 9 }), 10, "what is shown: expected 'health, hitPoints' to equal"],
    [sheets.changedTo('Thorin', { hitPoints: 8 }), 10, 'what changed: expected'],
  ] as const) {
    it(`${expectation.description}: ${reason}`, () => {
      const verdict = expectation.judge(received(JSON.stringify(FRAMES[index])));
      expect(verdict).to.have.property('outcome', 'near');
      expect(verdict).to.have.property('reason').that.includes(reason);
    });
  }
});

describe('what may be sent to a party', () => {
  it('is named where a description is unknown', () => {
    expect(() => dialect.malformed('a lute')).to.throw(
      'No frame is known as "a lute". Known: text without sense,',
    );
  });

  it('has the sizes that it says', () => {
    expect(Buffer.byteLength(dialect.malformed('a message of the greatest size'))).to.equal(65_536);
    expect(Buffer.byteLength(dialect.malformed('a message too big'))).to.equal(65_537);
  });

  it('has no token in any address but where one is shown', () => {
    expect(dialect.door().address).to.equal('ws://127.0.0.1:1/ws');
    expect(dialect.door('abc').address).to.equal('ws://127.0.0.1:1/ws?token=abc');
  });
});

describe('the order of a fight, as a table', () => {
  it('has hit points for monsters only', () => {
    const table = [
      { who: 'Thorin', initiative: '12', 'hit points': '' },
      { who: 'Goblin', initiative: '15', 'hit points': '7' },
    ];
    expect(fightersIn(table)).to.deep.equal([
      { name: 'Thorin', initiative: 12 },
      { name: 'Goblin', initiative: 15, hitPoints: 7 },
    ]);
  });
});

describe('the table of doors and tokens', () => {
  it('names every cell that nobody has tried', () => {
    expect(() => new DoorsTried().expectTable([{ door: 'open the page', none: 'no', old: 'no' }])).to.throw(
      [
        'Tokens open other doors than they should:',
        'open the page: none: it is "not tried", and not "no"',
        'open the page: old: it is "not tried", and not "no"',
      ].join('\n'),
    );
  });
});

describe('a dialect of the party of one’s own', () => {
  it('is named with what is wrong with it', () => {
    expect(() => partyDialect('./nowhere.ts', target, 'x')).to.throw(
      /^The party dialect \.\/nowhere\.ts \(PARTY_DIALECT\) cannot be loaded: /,
    );
    expect(() => partyDialect('./test/party/model-party.ts', target, 'x')).to.throw(
      'The party dialect ./test/party/model-party.ts (PARTY_DIALECT) exports no function "partyDialect".',
    );
  });
});

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, describe, it } from 'node:test';
import { expect } from 'chai';
import * as fc from 'fast-check';
import { tell } from '../../support/players/expectation';
import { Journal } from '../../support/players/journal';
import type { Player } from '../../support/players/player';
import { partyDialect } from '../../support/systems/party/dialects';
import { raceDialect } from '../../support/systems/race/dialects';
import { decodeFrame } from '../../support/systems/race/dialects/reference-frames';
import { standingsIn } from '../../support/systems/race/events';
import type { Target } from '../../support/targets/target';
import { failure, serverFor, unhurried } from '../players/scene';
import { course, ModelRace } from './model-race';

const target = { name: 'live', url: new URL('http://127.0.0.1:1/') } as Target;
const decode = (text: string) => decodeFrame(text, course, (username) => username);

/** Frames that are nearly right: a right one in which any value may be anything. */
function anyFrame(): fc.Arbitrary<string> {
  const frames: object[] = [];
  const race = new ModelRace('Cup', (frame) => frames.push(frame));
  const ana = race.enter('Ana');
  race.start();
  race.hear(ana, { type: 'zone_entered', from_zone: 'Old Harbour', to_zone: 'Salt Mine', igt_ms: 5 });
  race.hear(ana, { type: 'status_update', igt_ms: 9 });
  frames.push(
    race.welcome(ana),
    race.picture(),
    { type: 'error', message: 'No' },
    { type: 'spectator_count', count: 1 },
  );
  return fc.constantFrom(...frames).chain((frame) => {
    const text = JSON.stringify(frame);
    const values = [...text.matchAll(/(?<=:)(?:"[^"]*"|-?\d+|null|true|false|\[|\{)/g)];
    return fc.tuple(fc.constantFrom(...values), fc.json({ maxDepth: 2 })).map(([value, other]) => {
      const inside = value[0] === '[' || value[0] === '{';
      return `${text.slice(0, value.index)}${other}${inside ? text.slice(value.index) : text.slice(value.index + value[0].length)}`;
    });
  });
}

describe('frames in domain words', () => {
  it('never fail, whatever comes: what is no word of the dialect is unknown', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json(), anyFrame()), (text) => {
        const event = decode(text);
        expect(event.kind).to.be.a('string');
        expect(() => standingsIn(event).map((line) => line.history.length)).not.to.throw();
        const journal = new Journal('Ana', { next: () => 1, now: () => 0 });
        expect(() =>
          tell(journal.append({ kind: 'received', connection: 1, event, raw: text, channel: 'mod' })),
        ).not.to.throw();
      }),
      { numRuns: 2_000 },
    );
  });

  for (const text of [
    '',
    'hello',
    'null',
    '[]',
    '7',
    '{}',
    '{"type":7}',
    '{"type":"surprise"}',
    '{"type":"auth_ok"}',
  ]) {
    it(`are unknown for ${text || 'an empty text'}`, () => {
      expect(decode(text)).to.include({ kind: 'unknown', telling: text.slice(0, 60) });
    });
  }

  it('are unknown when an object stands where a value should: whoever prints it would fail', () => {
    const hostile = '{"toString":false}';
    const line = (more: string) =>
      `{"type":"player_update","player":{"username":"Ana","status":"ready","current_zone":"Salt Mine","current_layer":0,"igt_ms":0,
        "death_count":0,"mod_connected":true,"zone_history":[],"gap_ms":null,"color_index":0${more}}}`;
    expect(decode(line('')).kind).to.equal('progress');
    for (const frame of [
      `{"type":"race_status_change","status":${hostile}}`,
      `{"type":"error","message":${hostile}}`,
      `{"type":"auth_error","message":${hostile}}`,
      `{"type":"spectator_count","count":${hostile}}`,
      `{"type":"race_state","race":{"name":"Cup","status":${hostile}},"participants":[]}`,
      line(`,"death_count":${hostile}`),
      line(`,"zone_history":[{"zone":"Salt Mine","igt_ms":${hostile},"deaths":0}]`),
    ]) {
      expect(decode(frame).kind, frame).to.equal('unknown');
    }
  });

  it('show no more of what is unknown than a glance', () => {
    expect(decode('x'.repeat(10_000)).telling).to.have.lengthOf(60);
  });
});

describe('an act with one figure replaced', () => {
  const dialect = raceDialect(undefined, target, 'abc');
  const report = { kind: 'reports', time: 5, zone: 'Salt Mine', deaths: 2 } as const;

  for (const [figure, text, frame] of [
    ['time', '-1', '{"type":"status_update","zone":"Salt Mine","deaths":2,"igt_ms":-1}'],
    [
      'time',
      '9007199254740993',
      '{"type":"status_update","zone":"Salt Mine","deaths":2,"igt_ms":9007199254740993}',
    ],
    ['deaths', '"6"', '{"type":"status_update","igt_ms":5,"zone":"Salt Mine","deaths":"6"}'],
    ['zone', undefined, '{"type":"status_update","igt_ms":5,"deaths":2}'],
  ] as const) {
    it(`holds ${figure} ${text ?? 'no more'}, as it stands`, () => {
      expect(dialect.encodeWith(report, figure, text)).to.equal(frame);
    });
  }

  it('names the zone that is entered, not the one that is left', () => {
    const enters = { kind: 'enters', from: 'Old Harbour', to: 'Salt Mine', time: 5 } as const;
    expect(dialect.encodeWith(enters, 'zone', '"Nowhere"')).to.equal(
      '{"type":"zone_entered","from_zone":"Old Harbour","igt_ms":5,"to_zone":"Nowhere"}',
    );
  });

  it('or a frame that nobody knows is told with those there are', () => {
    expect(() => dialect.malformed('a poem')).to.throw(
      /^No frame is known as "a poem"\. Known: text without sense, half a message, /,
    );
  });
});

describe("a user's own dialect", () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'gauntlet-dialect-'));
  after(() => rmSync(folder, { recursive: true }));
  const load = (name: string, code: string) => {
    const module = path.join(folder, name);
    writeFileSync(module, code);
    return () => raceDialect(module, target, 'abc');
  };
  const told = (name: string) => `The race dialect ${path.join(folder, name)} (RACE_DIALECT)`;

  it('that does not exist is named', () => {
    expect(() => raceDialect(path.join(folder, 'none.js'), target, 'abc')).to.throw(
      `${told('none.js')} cannot be loaded: Cannot find module '${path.join(folder, 'none.js')}'`,
    );
  });

  it('that cannot be read is named with the reason', () => {
    expect(load('broken.js', 'throw new Error("no licence\\nand more")')).to.throw(
      /broken\.js \(RACE_DIALECT\) cannot be loaded: no licence$/,
    );
  });

  it('that exports something else is named', () => {
    expect(load('other.js', 'exports.chess = 1')).to.throw(
      `${told('other.js')} exports no function "raceDialect".`,
    );
  });

  it('that returns nothing is named', () => {
    expect(load('nothing.js', 'exports.raceDialect = () => {}')).to.throw(
      `${told('nothing.js')}: raceDialect returns no dialect.`,
    );
  });

  it('that lacks calls is named with them', () => {
    const calls = [
      'openAccount',
      'createRace',
      'enter',
      'makeSeedPacks',
      'fetchSeedPack',
      'unpack',
      'command',
      'giveUp',
    ];
    const code = `exports.raceDialect = () => ({ course: {}, ${calls.map((call) => `${call}() {}`).join(', ')} })`;
    expect(load('half.js', code)).to.throw(
      `${told('half.js')} lacks: lookUp, isRefusal, modDoor, spectatorDoor, encode, encodeWith, malformed, decode, recordOf.`,
    );
  });

  it('is used for the scenario, with target and scope', () => {
    const reference = JSON.stringify(
      path.resolve(__dirname, '../../support/systems/race/dialects/reference.ts'),
    );
    const code = `const { ReferenceRaceDialect } = require(${reference});
      exports.raceDialect = (target, scope) => Object.assign(new ReferenceRaceDialect(target, scope), { scope });`;
    expect(load('own.js', code)()).to.include({ scope: 'abc' });
  });
});

describe('an account that a live server will not give', () => {
  const at = serverFor();

  it("is told with the setting that holds the administrator's token", async () => {
    at.server.answer = () => ({ status: 401, type: 'application/json', body: '{"detail":"No"}' });
    const live = { ...target, url: at.server.url, nodes: [at.server.url], administrator: 'wrong' };
    for (const asks of [
      (player: Player) => raceDialect(undefined, live, 'abc').openAccount(player, 'runner'),
      (player: Player) => partyDialect(undefined, live, 'abc').openAccount(player),
    ]) {
      const ana = unhurried().add('Ana', 'runner');
      expect(await failure(asks(ana), 'Error')).to.equal(
        'The server would not give an account for Ana: 401 {"detail":"No"}; is ADMIN_TOKEN that of this server?',
      );
    }
  });
});

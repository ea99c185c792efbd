import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, describe, it } from 'node:test';
import { expect } from 'chai';
import * as fc from 'fast-check';
import { tell } from '../../support/players/expectation';
import { Journal } from '../../support/players/journal';
import { pongDialect } from '../../support/systems/pong/dialects';
import { decodeFrame } from '../../support/systems/pong/dialects/reference-frames';
import type { Target } from '../../support/targets/target';

const target = { name: 'live', url: new URL('http://127.0.0.1:1/') } as Target;

const UPDATE = {
  type: 'game_update',
  status: 'playing',
  p1_y: 50,
  p2_y: 48.5,
  ball_x: 50.8,
  ball_y: 50,
  score_p1: 1,
  score_p2: 0,
  winner: null,
};
const OVER = {
  type: 'game_over',
  winner: 'Player 2',
  final_score: [3, 5],
  room_code: 'BLUE',
  points_limit: 5,
};
const FRAMES: readonly object[] = [
  UPDATE,
  OVER,
  { type: 'room_created', room_code: 'BLUE', points_limit: 5 },
  { type: 'joined_as_player', player_num: 2, room_code: 'BLUE' },
  { type: 'joined_as_observer', room_code: 'BLUE' },
  { type: 'status_change', status: 'waiting_for_ready' },
  { type: 'player_disconnected', player_num: 1 },
  { type: 'error', message: 'Invalid JSON' },
];

/** Frames that are nearly right: a right one in which any value may be anything. */
const nearlyRight = fc
  .constantFrom(...FRAMES)
  .chain((frame) =>
    fc
      .tuple(fc.constantFrom(...Object.keys(frame)), fc.jsonValue())
      .map(([field, value]) => JSON.stringify({ ...frame, [field]: value })),
  );

describe("pong's frames in domain words", () => {
  it('never fail, whatever comes: what is no word of the dialect is unknown', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json(), nearlyRight), (text) => {
        const event = decodeFrame(text);
        expect(event.kind).to.be.a('string');
        const journal = new Journal('Ana', { next: () => 1, now: () => 0 });
        expect(() =>
          tell(journal.append({ kind: 'received', connection: 1, event, raw: text, channel: 'game' })),
        ).not.to.throw();
      }),
      { numRuns: 2_000 },
    );
  });

  it('are known for every message of the contract', () => {
    const kinds = FRAMES.map((frame) => decodeFrame(JSON.stringify(frame)).kind);
    expect(kinds).to.deep.equal([
      'update',
      'game over',
      'room created',
      'joined',
      'joined',
      'game status',
      'player left',
      'refused',
    ]);
  });

  for (const text of ['', 'hello', 'null', '[]', '7', '{}', '{"type":7}', '{"type":"surprise"}']) {
    it(`are unknown for ${text || 'an empty text'}`, () => {
      expect(decodeFrame(text)).to.include({ kind: 'unknown', telling: text.slice(0, 60) });
    });
  }

  for (const frame of [
    { ...UPDATE, status: 'constructor' },
    { ...UPDATE, winner: 'toString' },
    { ...UPDATE, ball_x: { toString: false } },
    { ...OVER, final_score: [{ toString: false }, 5] },
    { ...OVER, room_code: { toString: false } },
    { type: 'error', message: { toString: false } },
    { type: 'status_change', status: '__proto__' },
  ]) {
    const text = JSON.stringify(frame);
    it(`are unknown for ${text}: no game says so, and whoever compares or prints it would fail`, () => {
      expect(decodeFrame(text).kind).to.equal('unknown');
    });
  }

  it('or a frame or code that nobody knows is told with those there are', () => {
    const dialect = pongDialect(undefined, target, 'abc');
    expect(() => dialect.malformed('a poem')).to.throw(
      /^No frame is known as "a poem"\. Known: text without sense, half a message, /,
    );
    expect(() => dialect.codeLike('a poem')).to.throw(
      /^No code is known that is made of "a poem"\. Known: one letter, 50 characters, /,
    );
  });
});

describe("a user's own dialect of pong", () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'gauntlet-dialect-'));
  after(() => rmSync(folder, { recursive: true }));
  const load = (name: string, code: string) => {
    const module = path.join(folder, name);
    writeFileSync(module, code);
    return () => pongDialect(module, target, 'abc');
  };
  const told = (name: string) => `The pong dialect ${path.join(folder, name)} (PONG_DIALECT)`;

  it('that does not exist is named', () => {
    expect(() => pongDialect(path.join(folder, 'none.js'), target, 'abc')).to.throw(
      `${told('none.js')} cannot be loaded: Cannot find module '${path.join(folder, 'none.js')}'`,
    );
  });

  it('that is one of a race is named', () => {
    expect(load('race.js', 'exports.raceDialect = () => ({})')).to.throw(
      `${told('race.js')} exports no function "pongDialect".`,
    );
  });

  it('that is wrongly written is named with the place', () => {
    const [js, ts] = ['wrong.js', 'wrong.ts'].map((name) => load(name, 'exports.pongDialect = () => {'));
    expect(js).to.throw(
      `${told('wrong.js')} cannot be loaded: Unexpected end of input (${folder}/wrong.js:1)`,
    );
    expect(ts).to.throw(`${folder}/wrong.ts:1:`);
  });

  it('that throws as it is made is named', () => {
    expect(load('throws.js', 'exports.pongDialect = () => { throw new Error("no config"); }')).to.throw(
      `${told('throws.js')}: pongDialect throws: no config`,
    );
  });

  it('that returns nothing is named', () => {
    expect(load('nothing.js', 'exports.pongDialect = () => {}')).to.throw(
      `${told('nothing.js')}: pongDialect returns no dialect.`,
    );
  });

  it('that lacks calls is named with them', () => {
    const calls = ['code', 'codeLike', 'door', 'encode', 'decode', 'recordOf'];
    const code = `exports.pongDialect = () => ({ ${calls.map((call) => `${call}() {}`).join(', ')} })`;
    expect(load('half.js', code)).to.throw(
      `${told('half.js')} lacks: malformed, hold, step, arrange, release.`,
    );
  });

  it('is used for the scenario, with target and scope', () => {
    const reference = JSON.stringify(
      path.resolve(__dirname, '../../support/systems/pong/dialects/reference.ts'),
    );
    const code = `const { ReferencePongDialect } = require(${reference});
      exports.pongDialect = (target, scope) => Object.assign(new ReferencePongDialect(target, scope), { scope });`;
    expect(load('own.js', code)()).to.include({ scope: 'abc' });
  });
});

import { describe, it } from 'node:test';
import { expect } from 'chai';
import { parseAuth, parsePlayerMessage } from '../../../reference-server/party/party-messages';

const noon = '2026-05-01T12:00:00.000Z';
const wrongs = (text: string) => {
  const parsed = parsePlayerMessage(text);
  return 'wrong' in parsed ? parsed.wrong : parsed;
};

describe("a player's first frame", () => {
  const read = (frame: object) => parseAuth(JSON.stringify({ type: 'auth', token: 'T', ...frame }));

  it('is who they are, and since when they have missed what was told', () => {
    expect(read({})).to.deep.equal({ message: { token: 'T', lastSeen: undefined } });
    expect(read({ last_seen: null })).to.deep.equal({ message: { token: 'T', lastSeen: undefined } });
    expect(read({ last_seen: noon })).to.deep.equal({ message: { token: 'T', lastSeen: new Date(noon) } });
    expect(read({ last_seen: '2026-05-01T14:00:00+02:00' })).to.deep.equal({
      message: { token: 'T', lastSeen: new Date(noon) },
    });
  });

  for (const garbled of [
    'yesterday',
    '',
    5,
    {},
    [noon],
    '2026-05-01',
    '2026-13-01T12:00:00Z',
    `${noon}'--`,
  ]) {
    it(`lets them in with the time ${JSON.stringify(garbled)}, which cannot be read`, () => {
      expect(read({ last_seen: garbled })).to.deep.equal({ message: { token: 'T', lastSeen: 'garbled' } });
    });
  }

  for (const [what, text, wrong] of [
    ['no JSON', '{', 'Invalid JSON'],
    ['something else', '{"type":"action","text":"x"}', 'Invalid auth message'],
    ['null', 'null', 'Invalid auth message'],
    ['no token', '{"type":"auth"}', 'Invalid auth message'],
    ['a token that is no text', '{"type":"auth","token":5}', 'Invalid auth message'],
    ['a token of any length', `{"type":"auth","token":"${'x'.repeat(201)}"}`, 'Invalid auth message'],
    ['more than is known', '{"type":"auth","token":"T","admin":true}', 'Invalid auth message'],
  ] as const) {
    it(`is wrong as ${what}`, () => {
      expect(parseAuth(text)).to.deep.equal({ wrong });
    });
  }
});

describe("a player's later frames", () => {
  it('are understood', () => {
    expect(wrongs('{"type":"action","text":"I look"}')).to.deep.equal({
      message: { type: 'action', text: 'I look' },
    });
    expect(wrongs(`{"type":"history_request","since":"${noon}"}`)).to.deep.equal({
      message: { type: 'history_request', since: new Date(noon) },
    });
    for (const type of ['heartbeat', 'pong'])
      expect(wrongs(JSON.stringify({ type }))).to.deep.equal({ message: { type } });
  });

  it('leave it to the rules what a text is', () => {
    for (const text of ['', 5, null, ['x']])
      expect(wrongs(JSON.stringify({ type: 'action', text }))).to.deep.equal({
        message: { type: 'action', text },
      });
  });

  for (const [text, wrong] of [
    ['nonsense', 'Invalid JSON'],
    ['', 'Invalid JSON'],
    ['[]', 'A message must be a JSON object'],
    ['null', 'A message must be a JSON object'],
    ['"action"', 'A message must be a JSON object'],
    [`${'['.repeat(20_000)}${']'.repeat(20_000)}`, 'A message must be a JSON object'],
    ['{}', 'A message must have a type'],
    ['{"type":5}', 'A message must have a type'],
    ['{"type":"auth","token":"T"}', 'Already authenticated'],
    ['{"type":"narrative"}', 'Unknown message type: narrative'],
    ['{"type":"__proto__"}', 'Unknown message type: __proto__'],
    [`{"type":"${'x'.repeat(100)}"}`, `Unknown message type: ${'x'.repeat(60)}...`],
    ['{"type":"action","text":"x","player_id":"vex"}', 'Unknown field: player_id'],
    ['{"type":"heartbeat","x":1}', 'Unknown field: x'],
    [
      '{"type":"history_request","since":"now"}',
      'since must be a timestamp, such as 2026-05-01T12:00:00.000Z',
    ],
    ['{"type":"history_request"}', 'since must be a timestamp, such as 2026-05-01T12:00:00.000Z'],
  ] as const) {
    it(`are wrong as ${text.slice(0, 60)}`, () => {
      expect(wrongs(text)).to.equal(wrong);
    });
  }
});

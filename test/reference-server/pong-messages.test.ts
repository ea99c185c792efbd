import { describe, it } from 'node:test';
import { expect } from 'chai';
import fc from 'fast-check';
import { parsePlayerMessage } from '../../reference-server/pong/pong-messages';

const REFUSED: [text: string, why: string][] = [
  ['', 'Invalid JSON'],
  ['{', 'Invalid JSON'],
  ["{'type':'player_ready'}", 'Invalid JSON'],
  ['null', 'Invalid message'],
  ['7', 'Invalid message'],
  ['"player_ready"', 'Invalid message'],
  ['[{"type":"player_ready"}]', 'Invalid message'],
  ['{}', 'Invalid message'],
  ['{"type":null}', 'Invalid message'],
  ['{"type":["player_ready"]}', 'Invalid message'],
  ['{"__proto__":{"type":"player_ready"}}', 'Invalid message'],
  ['{"type":"shout"}', 'Unknown message type: shout'],
  ['{"type":"Player_Ready"}', 'Unknown message type: Player_Ready'],
  ['{"type":"constructor"}', 'Unknown message type: constructor'],
  [`{"type":"${'x'.repeat(41)}"}`, `Unknown message type: ${'x'.repeat(40)}`],
  [`{"type":"${'🏓'.repeat(41)}"}`, `Unknown message type: ${'🏓'.repeat(40)}`],
  ['{"type":"create_room","points_limit":0}', 'Invalid points limit'],
  ['{"type":"create_room","points_limit":101}', 'Invalid points limit'],
  ['{"type":"create_room","points_limit":1.5}', 'Invalid points limit'],
  ['{"type":"create_room","points_limit":"5"}', 'Invalid points limit'],
  ['{"type":"create_room","points_limit":null}', 'Invalid points limit'],
  ['{"type":"create_room","points_limit":1e999}', 'Invalid points limit'],
  ['{"type":"join_game","role":"referee"}', 'Invalid role'],
  ['{"type":"join_game","role":null}', 'Invalid role'],
  ['{"type":"move_paddle"}', 'Invalid direction'],
  ['{"type":"move_paddle","direction":"left"}', 'Invalid direction'],
  ['{"type":"move_paddle","direction":["up"]}', 'Invalid direction'],
];

describe('what a player says', () => {
  for (const [text, why] of REFUSED) {
    it(`is refused: ${text.slice(0, 60) || 'nothing'}`, () => {
      expect(parsePlayerMessage(text)).to.deep.equal({ wrong: why });
    });
  }

  it('may leave out what has a default, and hold what nobody knows', () => {
    expect(parsePlayerMessage('{"type":"create_room"}')).to.deep.equal({
      message: { type: 'create_room', pointsLimit: 5 },
    });
    expect(parsePlayerMessage('{"type":"join_game","name":"<b>Ana</b>"}')).to.deep.equal({
      message: { type: 'join_game', role: 'player' },
    });
  });

  it('never makes the reader fail, whatever it is', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.json(),
          fc.jsonValue().map((value) => JSON.stringify(value)),
        ),
        (text) => {
          const parsed = parsePlayerMessage(text);
          expect('wrong' in parsed || 'message' in parsed).to.equal(true);
        },
      ),
      { numRuns: 500 },
    );
  });
});

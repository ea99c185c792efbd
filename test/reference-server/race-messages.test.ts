import { describe, it } from 'node:test';
import { expect } from 'chai';
import * as fc from 'fast-check';
import { parseAuth, parseModMessage } from '../../reference-server/race/race-messages';

describe('the first frame of a mod', () => {
  it('is understood', () => {
    expect(parseAuth('{"type":"auth","mod_token":"abc"}')).to.deep.equal({
      message: { type: 'auth', mod_token: 'abc' },
    });
  });

  const WRONG: [frame: string, reason: string][] = [
    ['', 'Invalid JSON'],
    ['hello', 'Invalid JSON'],
    ['{"type":"auth"', 'Invalid JSON'],
    ['null', 'Invalid auth message'],
    ['[]', 'Invalid auth message'],
    ['{}', 'Invalid auth message'],
    ['{"type":"ready"}', 'Invalid auth message'],
    ['{"type":"auth"}', 'Invalid auth message'],
    ['{"type":"auth","mod_token":""}', 'Invalid auth message'],
    ['{"type":"auth","mod_token":5}', 'Invalid auth message'],
    ['{"type":"auth","mod_token":"abc","admin":true}', 'Invalid auth message'],
  ];
  for (const [frame, reason] of WRONG) {
    it(`is refused: ${frame || '(empty)'}`, () => {
      expect(parseAuth(frame)).to.deep.equal({ wrong: reason });
    });
  }
});

describe('a later frame of a mod', () => {
  for (const message of [
    { type: 'ready' },
    { type: 'pong' },
    { type: 'status_update', igt_ms: 0 },
    { type: 'status_update', igt_ms: 2147483647, zone: 'Salt Mine', deaths: 0 },
    { type: 'zone_entered', from_zone: 'Old Harbour', to_zone: 'Salt Mine', igt_ms: 1 },
    { type: 'finished', igt_ms: 1 },
  ]) {
    it(`is understood: ${JSON.stringify(message)}`, () => {
      expect(parseModMessage(JSON.stringify(message))).to.deep.equal({ message });
    });
  }

  const FIGURE = 'must be a whole number from 0 to 2147483647';
  const WRONG: [frame: string, reason: string][] = [
    ['{', 'Invalid JSON'],
    ['null', 'A message must be a JSON object'],
    ['"ready"', 'A message must be a JSON object'],
    ['[{"type":"ready"}]', 'A message must be a JSON object'],
    ['{}', 'A message must have a type'],
    ['{"type":1}', 'A message must have a type'],
    ['{"type":"Ready"}', 'Unknown message type: Ready'],
    ['{"type":"constructor"}', 'Unknown message type: constructor'],
    ['{"type":"__proto__"}', 'Unknown message type: __proto__'],
    ['{"type":"auth","mod_token":"abc"}', 'Already authenticated'],
    ['{"type":"ready","now":true}', 'Unknown field: now'],
    ['{"type":"ready","__proto__":{}}', 'Unknown field: __proto__'],
    ['{"type":"status_update"}', `igt_ms ${FIGURE}`],
    ['{"type":"status_update","igt_ms":null}', `igt_ms ${FIGURE}`],
    ['{"type":"status_update","igt_ms":-1}', `igt_ms ${FIGURE}`],
    ['{"type":"status_update","igt_ms":0.5}', `igt_ms ${FIGURE}`],
    ['{"type":"status_update","igt_ms":"7"}', `igt_ms ${FIGURE}`],
    ['{"type":"status_update","igt_ms":[7]}', `igt_ms ${FIGURE}`],
    ['{"type":"status_update","igt_ms":true}', `igt_ms ${FIGURE}`],
    ['{"type":"status_update","igt_ms":2147483648}', `igt_ms ${FIGURE}`],
    ['{"type":"status_update","igt_ms":1e999}', `igt_ms ${FIGURE}`],
    ['{"type":"status_update","igt_ms":1,"deaths":-1}', `deaths ${FIGURE}`],
    ['{"type":"status_update","igt_ms":1,"deaths":null}', `deaths ${FIGURE}`],
    ['{"type":"status_update","igt_ms":1,"zone":""}', 'zone must be the name of a zone'],
    ['{"type":"status_update","igt_ms":1,"zone":7}', 'zone must be the name of a zone'],
    ['{"type":"zone_entered","to_zone":"B","igt_ms":1}', 'from_zone must be the name of a zone'],
    ['{"type":"zone_entered","from_zone":"A","igt_ms":1}', 'to_zone must be the name of a zone'],
    ['{"type":"finished"}', `igt_ms ${FIGURE}`],
  ];
  for (const [frame, reason] of WRONG) {
    it(`is refused: ${frame}`, () => {
      expect(parseModMessage(frame)).to.deep.equal({ wrong: reason });
    });
  }

  it('is quoted in part only', () => {
    const parsed = parseModMessage(JSON.stringify({ type: 'x'.repeat(10_000) }));
    expect('wrong' in parsed && parsed.wrong.length).to.be.below(100);
  });

  it('never throws, whatever it is', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), (frame) => {
        expect(parseModMessage(frame)).to.be.an('object');
        expect(parseAuth(frame)).to.be.an('object');
      }),
    );
  });
});

import { readFileSync } from 'node:fs';
import { join as path } from 'node:path';
import { describe, it } from 'node:test';
import Ajv, { type AnySchema } from 'ajv';
import { expect } from 'chai';
import { parse } from 'yaml';
import {
  errorFrame,
  gameUpdate,
  joined,
  playerDisconnected,
  resultOf,
  roomCreated,
  statusChange,
} from '../../reference-server/pong/pong-frames';
import { parsePlayerMessage } from '../../reference-server/pong/pong-messages';
import { STATUSES } from '../../reference-server/pong/pong-room';
import { play } from '../../reference-server/pong/pong-room-rules';
import { bothReady, withBoth } from './a-room';

interface Contract {
  operations: Record<string, { action: 'send' | 'receive'; messages: { $ref: string }[] }>;
  components: { messages: Record<string, { payload: AnySchema; examples: { payload: { type: string } }[] }> };
}

const contract: Contract = parse(
  readFileSync(path(__dirname, '..', '..', 'contracts', 'pong.asyncapi.yaml'), 'utf8'),
);
const ajv = new Ajv({ strict: false });
ajv.addSchema(contract, 'pong');

/** What is wrong with a frame by the contract's schema of its type; empty if nothing. */
function faultsOf(frame: object): string {
  const type = 'type' in frame ? String(frame.type) : '';
  const validate = ajv.getSchema(`pong#/components/messages/${type}/payload`);
  if (validate === undefined) return `no message ${type}`;
  return validate(frame) ? '' : ajv.errorsText(validate.errors);
}

const typesOf = (action: 'send' | 'receive') =>
  Object.values(contract.operations)
    .filter((operation) => operation.action === action)
    .flatMap(({ messages }) => messages.map(({ $ref }) => $ref.split('/').at(-1) ?? ''));

describe('the published contract of pong', () => {
  for (const [type, { examples }] of Object.entries(contract.components.messages)) {
    it(`shows ${type} by examples that keep it`, () => {
      expect(examples).not.to.have.length(0);
      for (const { payload } of examples) {
        expect(payload.type).to.equal(type);
        expect(faultsOf(payload)).to.equal('');
      }
    });
  }

  it('publishes each message in one direction', () => {
    expect([...typesOf('send'), ...typesOf('receive')].sort()).to.deep.equal(
      Object.keys(contract.components.messages).sort(),
    );
  });

  it('names as messages of a player what the server understands', () => {
    for (const type of typesOf('receive')) {
      for (const { payload } of contract.components.messages[type]?.examples ?? [])
        expect(parsePlayerMessage(JSON.stringify(payload))).to.have.nested.property('message.type', type);
    }
  });

  it('is kept by what the server says', () => {
    let room = bothReady(withBoth(1));
    while (room.status === 'playing') {
      room = play(room);
      if (room.match !== null) expect(faultsOf(gameUpdate(room.status, room.match))).to.equal('');
    }
    const said = [
      roomCreated(room),
      joined(room, 'player', 2),
      joined(room, 'observer', undefined),
      playerDisconnected(1),
      resultOf(room),
      ...STATUSES.map(statusChange),
      ...['Invalid JSON', 'Room cannot be reached', `Unknown message type: ${'🏓'.repeat(40)}`].map(
        errorFrame,
      ),
    ];
    for (const frame of said) expect(faultsOf(frame), JSON.stringify(frame)).to.equal('');
  });
});

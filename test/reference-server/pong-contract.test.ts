import { describe, it } from 'node:test';
import { expect } from 'chai';
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
import { bothReady, played, withBoth } from './a-room';
import { Contract } from './contract';

const contract = new Contract('pong');

describe('the published contract of pong', () => {
  contract.isSound();

  it('names as messages of a player what the server understands', () => {
    for (const type of contract.typesOf('receive')) {
      for (const payload of contract.examplesOf(type))
        expect(parsePlayerMessage(JSON.stringify(payload))).to.have.nested.property('message.type', type);
    }
  });

  it('is kept by what the server says', () => {
    let room = bothReady(withBoth(1));
    while (room.status === 'playing') {
      room = played(room);
      if (room.match !== null) contract.expectKept([gameUpdate(room.status, room.match)]);
    }
    contract.expectKept([
      roomCreated(room),
      joined(room, 'player', 2),
      joined(room, 'observer', undefined),
      playerDisconnected(1),
      resultOf(room),
      ...STATUSES.map(statusChange),
      ...['Invalid JSON', 'Room cannot be reached', `Unknown message type: ${'🏓'.repeat(40)}`].map(
        errorFrame,
      ),
    ]);
  });
});

import { describe, it } from 'node:test';
import { expect } from 'chai';
import { startCombat } from '../../../reference-server/party/party-combat-rules';
import * as frames from '../../../reference-server/party/party-frames';
import { parseAuth, parsePlayerMessage } from '../../../reference-server/party/party-messages';
import { combatNews, type News, OBSERVER, type Session } from '../../../reference-server/party/party-session';
import { viewFor } from '../../../reference-server/party/party-views';
import { Contract } from '../contract';
import { cast, fight, message, noon, session } from './a-party';

const contract = new Contract('party');
const ID = '0b7a4f0e-5a0e-4b52-9a5e-7f4d6f6a1c01';
const OTHER_ID = '0b7a4f0e-5a0e-4b52-9a5e-7f4d6f6a1c02';
const viewers = [...cast.map(({ id }) => id), OBSERVER];

/** The frames of what happened, as each who is in the session is told it. */
const toldOf = (news: News): object[] =>
  viewers.flatMap((memberId) => viewFor({ ...message(news), id: ID }, { memberId }) ?? []);

const fighting = (mode: 'turn_based' | 'simultaneous'): Session => {
  const goblin = { id: 'goblin', name: 'Goblin', initiative: 9, hit_points: 7 };
  const entries = [...cast.map(({ id, initiative }) => ({ id, initiative })), goblin];
  const sorted = entries.sort((one, other) => other.initiative - one.initiative);
  return session({ combat: fight(startCombat(null, cast, mode, sorted)) });
};

describe('the published contract of the party', () => {
  contract.isSound();

  it('names as messages of a player what the server understands', () => {
    for (const type of contract.typesOf('receive')) {
      for (const payload of contract.examplesOf(type)) {
        const read = parsePlayerMessageOrAuth(type, JSON.stringify(payload));
        expect(read, JSON.stringify(read)).to.have.property('message');
        if (type !== 'auth') expect(read).to.have.nested.property('message.type', type);
      }
    }
  });

  it('is kept by what the server says to one', () => {
    contract.expectKept([
      ...viewers.map((id) => frames.connected(id, noon)),
      frames.authError('Invalid token'),
      ...[0, 5].map(frames.replayEnd),
      frames.rejected('Too many actions'),
      frames.errorFrame(`Unknown message type: ${'🎲'.repeat(30)}`),
      frames.PING,
    ]);
  });

  it('is kept by what each in a session is told of what happens', () => {
    const narrative = {
      kind: 'narrative',
      narrative: 'The door opens.',
      privateMessages: { thorin: 'You know this place.' },
      dmNotes: 'The Ferryman listens.',
    } as const;
    const said = [
      { ...narrative, actionId: ID },
      { ...narrative, actionId: null, actionIds: [ID, OTHER_ID] },
      { kind: 'system', content: 'Elara has joined.' },
      ...(['pending', 'processing', 'resolved'] as const).map(
        (status) => ({ kind: 'action_status', playerId: 'vex', actionId: ID, status }) as const,
      ),
      combatNews(session()),
      combatNews(fighting('turn_based')),
      combatNews(fighting('simultaneous')),
      {
        kind: 'character_update',
        playerId: 'thorin',
        changes: { hit_points: 9, max_hit_points: 30, level: 4, conditions: ['prone'], health: 'wounded' },
      },
      { kind: 'thinking', message: 'Hm' },
    ] as const satisfies readonly News[];
    for (const news of said) {
      const told = toldOf(news);
      expect(told, news.kind).not.to.have.length(0);
      contract.expectKept(told);
    }
  });
});

function parsePlayerMessageOrAuth(type: string, text: string): object {
  return type === 'auth' ? parseAuth(text) : parsePlayerMessage(text);
}

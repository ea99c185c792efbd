import { describe, it } from 'node:test';
import { expect } from 'chai';
import { startCombat } from '../../../reference-server/party/party-combat-rules';
import { resolve, submit, type Wish } from '../../../reference-server/party/party-queue-rules';
import { type Action, OBSERVER } from '../../../reference-server/party/party-session';
import { noon, session } from './a-party';

const wish = (but: Partial<Wish> = {}): Wish => ({
  id: 'new',
  text: 'I open the door',
  privateText: null,
  at: noon,
  recent: 0,
  ...but,
});
const action = (but: Partial<Action> = {}): Action => ({
  id: 'a1',
  playerId: 'thorin',
  text: 'I open the door',
  privateText: null,
  status: 'processing',
  submittedAt: noon,
  ...but,
});
const cast = session().players.map(({ id, sheet }) => ({
  id,
  name: sheet.name,
  initiative: sheet.initiative,
  active: true,
}));
const fight = (mode: 'turn_based' | 'simultaneous') => {
  const ruling = startCombat(null, cast, mode);
  if (!ruling.allowed) throw new Error(ruling.reason);
  return session({ combat: ruling.combat });
};

describe('submitting an action', () => {
  it('puts it at the end of the queue and tells its owner', () => {
    expect(submit(session(), 'thorin', wish())).to.deep.equal({
      allowed: true,
      session: session(),
      tell: [{ kind: 'action_status', playerId: 'thorin', actionId: 'new', status: 'pending' }],
      queued: action({ id: 'new', status: 'pending' }),
      answer: action({ id: 'new', status: 'pending' }),
    });
  });

  const REFUSED: [why: string, memberId: string, wish: Partial<Wish>, because: string, reason: string][] = [
    ['of the observer', OBSERVER, {}, 'not theirs to do', 'Observers cannot act'],
    ['that is no text', 'thorin', { text: 7 }, 'not a text', 'An action must be a text'],
    ['that is left out', 'thorin', { text: undefined }, 'not a text', 'An action must be a text'],
    ['that is empty', 'thorin', { text: ' \n' }, 'not a text', 'An action must not be empty'],
    [
      'that is too long',
      'thorin',
      { text: 'x'.repeat(4_001) },
      'not a text',
      'An action must not be longer than 4000 characters',
    ],
    [
      'with a NUL',
      'thorin',
      { text: 'a\0b' },
      'not a text',
      'An action must not hold NUL or half a character',
    ],
    [
      'with half a character',
      'thorin',
      { text: 'a\ud83d' },
      'not a text',
      'An action must not hold NUL or half a character',
    ],
    [
      'with a private part that is no text',
      'thorin',
      { privateText: {} },
      'not a text',
      'The private text must be a text',
    ],
    ['after ten in a second', 'thorin', { recent: 10 }, 'too many', 'Too many actions'],
  ];
  for (const [why, memberId, but, because, reason] of REFUSED) {
    it(`refuses one ${why}`, () => {
      expect(submit(session(), memberId, wish(but))).to.deep.equal({ allowed: false, because, reason });
    });
  }

  it('takes 4,000 characters, however many units they have', () => {
    expect(submit(session(), 'thorin', wish({ text: '🎲'.repeat(4_000) })).allowed).to.equal(true);
    expect(submit(session(), 'thorin', wish({ text: '🎲'.repeat(4_001) })).allowed).to.equal(false);
  });

  it('takes the tenth in a second', () => {
    expect(submit(session(), 'thorin', wish({ recent: 9 })).allowed).to.equal(true);
  });

  it('knows whose turn it is', () => {
    expect(submit(fight('turn_based'), 'vex', wish()).allowed).to.equal(true);
    expect(submit(fight('turn_based'), 'thorin', wish())).to.deep.include({
      because: 'not theirs to do',
      reason: 'Not your turn. Waiting for Vex.',
    });
  });

  it('counts where all act at once, and says so to all', () => {
    const once = submit(fight('simultaneous'), 'thorin', wish());
    if (!once.allowed) throw new Error(once.reason);
    expect(once.tell.map(({ kind }) => kind)).to.deep.equal(['action_status', 'combat_state']);
    expect(submit(once.session, 'thorin', wish({ id: 'second' }))).to.deep.include({
      reason: 'Already submitted this round',
    });
    expect(submit(once.session, 'elara', wish()).allowed).to.equal(true);
  });
});

describe('answering an action', () => {
  const answer = { actionId: 'a1', narrative: 'It creaks.' };

  it('resolves it and tells the narrative', () => {
    const privateMessages = { elara: 'You hear more.' };
    expect(resolve(session(), action(), { ...answer, privateMessages, dmNotes: 'a trap' })).to.deep.equal({
      allowed: true,
      session: session(),
      resolved: ['a1'],
      tell: [
        { kind: 'narrative', actionId: 'a1', narrative: 'It creaks.', privateMessages, dmNotes: 'a trap' },
      ],
      answer: undefined,
    });
  });

  const REFUSED: [why: string, action: Action | undefined, reason: string][] = [
    ['that is not there', undefined, 'Unknown action: a1'],
    ['that was answered', action({ status: 'resolved' }), 'Already resolved: a1'],
    ['that was not popped', action({ status: 'pending' }), 'Still pending: pop a1 first'],
  ];
  for (const [why, given, reason] of REFUSED) {
    it(`is refused for one ${why}`, () => {
      expect(resolve(session(), given, answer)).to.deep.equal({ allowed: false, reason });
    });
  }

  it('is refused with a private text for somebody who is not there', () => {
    for (const stranger of ['nobody', OBSERVER, 'toString']) {
      expect(
        resolve(session(), action(), { ...answer, privateMessages: { [stranger]: 'psst' } }),
      ).to.deep.equal({
        allowed: false,
        reason: `Unknown player in private_messages: ${stranger}`,
      });
    }
  });
});

import { describe, it } from 'node:test';
import { expect } from 'chai';
import { startCombat } from '../../../reference-server/party/party-combat-rules';
import {
  farewell,
  holdsToken,
  kick,
  memberOf,
  refresh,
  stop,
  welcome,
} from '../../../reference-server/party/party-people-rules';
import { OBSERVER, type Ruling, type Session } from '../../../reference-server/party/party-session';
import { session } from './a-party';

const [old, fresh] = [Buffer.from('old'), Buffer.from('new')];
/** Everybody has the token `old`. */
function seated(but: Partial<Session> = {}): Session {
  const { players, observer, ...rest } = session();
  const token = { tokenHash: old };
  return {
    ...rest,
    players: players.map((player) => ({ ...player, ...token })),
    observer: { ...observer, ...token },
    ...but,
  };
}

function after<Answer>(ruling: Ruling<Answer>): Session {
  if (!ruling.allowed) throw new Error(ruling.reason);
  return ruling.session;
}

const newsOf = <Answer>(ruling: Ruling<Answer>) => (ruling.allowed ? ruling.tell : []);

describe('a token', () => {
  it("is its member's, as long as the session runs", () => {
    for (const id of ['thorin', OBSERVER]) {
      expect(holdsToken(seated(), id, old)).to.equal(true);
      expect(holdsToken(seated(), id, fresh)).to.equal(false);
      expect(holdsToken(after(stop(seated())), id, old)).to.equal(false);
    }
    expect(holdsToken(seated(), 'nobody', old)).to.equal(false);
  });

  it('is replaced by a refresh, which closes what the old one had opened', () => {
    for (const id of ['thorin', OBSERVER]) {
      const ruling = refresh(seated(), id, fresh, false);
      expect([holdsToken(after(ruling), id, old), holdsToken(after(ruling), id, fresh)]).to.deep.equal([
        false,
        true,
      ]);
      expect(newsOf(ruling)).to.deep.equal([
        { kind: 'revoked', memberId: id, code: 4003, reason: 'Token refreshed' },
      ]);
    }
  });

  it('that is refreshed under a player who is here makes them leave', () => {
    expect(newsOf(refresh(seated(), 'thorin', fresh, true)).at(-1)).to.deep.equal({
      kind: 'system',
      content: 'Thorin has left.',
    });
    expect(newsOf(refresh(seated(), OBSERVER, fresh, true))).to.have.length(1);
  });

  it('is not given to somebody unknown', () => {
    expect(refresh(seated(), 'nobody', fresh, false)).to.deep.equal({
      allowed: false,
      reason: 'Unknown player: nobody',
    });
  });

  it('is dead for all when the session is over', () => {
    const ruling = stop(seated());
    expect(after(ruling).status).to.equal('stopped');
    for (const { tokenHash } of [...after(ruling).players, after(ruling).observer])
      expect(tokenHash).to.equal(null);
    expect(newsOf(ruling)).to.deep.equal([
      { kind: 'revoked', memberId: null, code: 1000, reason: 'Session ended' },
    ]);
  });
});

describe('removing a player', () => {
  it('kills the token, closes the connections, and tells all', () => {
    const ruling = kick(seated(), 'thorin');
    expect(memberOf(after(ruling), 'thorin')).to.deep.include({ status: 'kicked', tokenHash: null });
    expect(memberOf(after(ruling), 'elara')).to.deep.include({ status: 'active', tokenHash: old });
    expect(newsOf(ruling)).to.deep.equal([
      { kind: 'revoked', memberId: 'thorin', code: 4008, reason: 'Kicked by host' },
      { kind: 'system', content: 'Thorin was removed by the host.' },
    ]);
  });

  it('is undone by a new token', () => {
    const back = after(refresh(after(kick(seated(), 'thorin')), 'thorin', fresh, false));
    expect(memberOf(back, 'thorin')).to.deep.include({ status: 'active', tokenHash: fresh });
  });

  it('takes them out of the fight', () => {
    const cast = seated().players.map(({ id, sheet }) => ({
      id,
      name: sheet.name,
      initiative: sheet.initiative,
      active: true,
    }));
    const begun = startCombat(null, cast, 'turn_based');
    if (!begun.allowed) throw new Error(begun.reason);
    const ruling = kick(seated({ combat: begun.combat }), 'vex');
    expect(after(ruling).combat?.current).to.equal('elara');
    expect(newsOf(ruling).map(({ kind }) => kind)).to.deep.equal(['revoked', 'system', 'combat_state']);
  });

  it('is refused for somebody who is not there', () => {
    for (const id of ['nobody', OBSERVER])
      expect(kick(seated(), id)).to.deep.equal({ allowed: false, reason: `Unknown player: ${id}` });
    expect(kick(after(kick(seated(), 'thorin')), 'thorin')).to.deep.equal({
      allowed: false,
      reason: 'Already removed: thorin',
    });
  });
});

describe('coming and going', () => {
  it('is told of players, and not of the observer', () => {
    const { players, observer } = seated();
    const [thorin] = players;
    if (thorin === undefined) throw new Error('no player');
    expect(welcome(thorin)).to.deep.equal([{ kind: 'system', content: 'Thorin has joined.' }]);
    expect(farewell(thorin)).to.deep.equal([{ kind: 'system', content: 'Thorin has left.' }]);
    expect([...welcome(observer), ...farewell(observer)]).to.deep.equal([]);
  });
});

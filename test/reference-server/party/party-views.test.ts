import { describe, it } from 'node:test';
import { expect } from 'chai';
import * as fc from 'fast-check';
import { changeSheet } from '../../../reference-server/party/party-character-rules';
import {
  acted,
  type CombatState,
  combatState,
  refusalToAct,
  startCombat,
} from '../../../reference-server/party/party-combat-rules';
import {
  type News,
  OBSERVER,
  type Player,
  type Session,
} from '../../../reference-server/party/party-session';
import {
  characterFor,
  combatStateFor,
  viewFor,
  wholeCharacter,
} from '../../../reference-server/party/party-views';
import { anyEntries, anyMode, cast, fight, message, player, session } from './a-party';

const viewers = [...cast.map(({ id }) => id), OBSERVER];
const seen = (news: News, memberId: string) => viewFor(message(news), { memberId });

/** Who is shown anything of it. */
const shownTo = (news: News) => viewers.filter((memberId) => seen(news, memberId) !== undefined);

/** Every number in a frame that can be somebody's hit points. */
function numbersIn(value: unknown): number[] {
  if (typeof value === 'number') return [value];
  if (typeof value !== 'object' || value === null) return [];
  return Object.values(value).flatMap(numbersIn);
}

/** A fight of all four in turns, Thorin wounded. */
function brawl(within: Session = session()): CombatState {
  const players = within.players.map((each) =>
    each.id === 'thorin' ? { ...each, sheet: { ...each.sheet, hit_points: 9, conditions: ['prone'] } } : each,
  );
  return combatState(fight(startCombat(null, cast, 'turn_based')), (id) => sheetIn(players, id));
}

const sheetIn = (players: readonly Player[], id: string) => players.find((each) => each.id === id)?.sheet;

describe('a narrative', () => {
  const told: News = {
    kind: 'narrative',
    actionId: 'action-1',
    narrative: 'The door opens.',
    privateMessages: { thorin: 'You know this place.', vex: 'There is a trap.' },
    dmNotes: 'The Ferryman listens.',
  };

  it('is for all, with the private text for the one it is for', () => {
    const all = {
      type: 'narrative',
      id: 'message-1',
      timestamp: '2026-05-01T12:00:00.000Z',
      action_id: 'action-1',
      narrative: 'The door opens.',
    };
    expect(seen(told, 'thorin')).to.deep.equal({ ...all, private: 'You know this place.' });
    expect(seen(told, 'vex')).to.deep.equal({ ...all, private: 'There is a trap.' });
    expect(seen(told, 'elara')).to.deep.equal(all);
    expect(seen(told, OBSERVER)).to.deep.equal(all);
  });

  it('of a round names all its actions', () => {
    const round: News = { ...told, actionId: null, actionIds: ['action-1', 'action-2'] };
    expect(seen(round, 'gorm')).to.deep.include({ action_id: null, action_ids: ['action-1', 'action-2'] });
  });

  it('has nothing private for the observer, or for names that every object has', () => {
    const odd: News = { ...told, privateMessages: { [OBSERVER]: 'x' } };
    expect(seen(odd, OBSERVER)).not.to.have.key('private');
    for (const name of ['constructor', 'toString', '__proto__'])
      expect(seen(told, name)).not.to.have.key('private');
  });

  it('shows nobody what is private to another, or to the host', () => {
    const secret = fc.uuid();
    fc.assert(
      fc.property(
        fc.dictionary(fc.constantFrom(...cast.map(({ id }) => id)), secret),
        fc.option(secret),
        (privateMessages, dmNotes) => {
          for (const memberId of viewers) {
            const frame = JSON.stringify(seen({ ...told, privateMessages, dmNotes }, memberId));
            for (const [owner, text] of Object.entries(privateMessages))
              expect(frame.includes(text)).to.equal(owner === memberId);
            if (dmNotes !== null) expect(frame).not.to.contain(dmNotes);
          }
        },
      ),
    );
  });
});

describe('what goes to whom', () => {
  it('the status of an action to its owner alone', () => {
    const news: News = { kind: 'action_status', playerId: 'vex', actionId: 'action-1', status: 'processing' };
    expect(shownTo(news)).to.deep.equal(['vex']);
    expect(seen(news, 'vex')).to.deep.equal({
      type: 'action_status',
      action_id: 'action-1',
      status: 'processing',
    });
  });

  it('what the system says to all, with its time', () => {
    const news: News = { kind: 'system', content: 'Vex has joined.' };
    expect(shownTo(news)).to.deep.equal(viewers);
    expect(seen(news, OBSERVER)).to.deep.equal({
      type: 'system',
      id: 'message-1',
      timestamp: '2026-05-01T12:00:00.000Z',
      content: 'Vex has joined.',
    });
  });

  it('that the host thinks to all', () => {
    const news: News = { kind: 'thinking', message: 'The dice roll ...' };
    expect(shownTo(news)).to.deep.equal(viewers);
    expect(seen(news, OBSERVER)).to.deep.equal({ type: 'thinking', message: 'The dice roll ...' });
  });

  it('that a token was revoked to nobody', () => {
    expect(shownTo({ kind: 'revoked', memberId: null, code: 4003, reason: 'Token refreshed' })).to.deep.equal(
      [],
    );
  });
});

describe('a change to a character', () => {
  const update = (wish: Parameters<typeof changeSheet>[1]): News => {
    const ruling = changeSheet(player(session(), 'thorin').sheet, wish);
    if (!ruling.allowed) throw new Error(ruling.reason);
    return { kind: 'character_update', playerId: 'thorin', changes: ruling.changes };
  };

  it('is whole for its player, public for others, nothing for the observer', () => {
    const news = update({ hit_points: 5, conditions: ['prone'], hidden_roll: 'Stealth 3' });
    const frame = { type: 'character_update', player_id: 'thorin' };
    expect(seen(news, 'thorin')).to.deep.equal({
      ...frame,
      changes: { hit_points: 5, conditions: ['prone'], hidden_roll: 'Stealth 3', health: 'wounded' },
    });
    expect(seen(news, 'vex')).to.deep.equal({
      ...frame,
      changes: { conditions: ['prone'], health: 'wounded' },
    });
    expect(seen(news, OBSERVER)).to.equal(undefined);
  });

  it('of nothing that others may know is told to its player alone', () => {
    expect(shownTo(update({ hit_points: 27 }))).to.deep.equal(['thorin']);
    expect(shownTo(update({ secret_background: 'Another one' }))).to.deep.equal(['thorin']);
    expect(shownTo(update({ hit_points: 1 }))).to.deep.equal(['thorin', 'elara', 'vex', 'gorm']);
  });
});

describe('a fight', () => {
  it('shows a player the own hit points in full, and how others are by and large', () => {
    const frame = combatStateFor(brawl(), { memberId: 'thorin' });
    expect(frame).to.deep.equal({
      type: 'combat_state',
      active: true,
      mode: 'turn_based',
      round: 1,
      current_turn: 'vex',
      initiative: [
        { id: 'vex', name: 'Vex', initiative: 20, conditions: [], health: 'healthy' },
        { id: 'elara', name: 'Elara', initiative: 17, conditions: [], health: 'healthy' },
        { id: 'thorin', name: 'Thorin', initiative: 12, conditions: ['prone'], health: 'wounded' },
        { id: 'gorm', name: 'Gorm', initiative: 9, conditions: [], health: 'healthy' },
      ],
      your_turn: false,
      hit_points: 9,
      max_hit_points: 28,
    });
    expect(combatStateFor(brawl(), { memberId: 'vex' })).to.include({ your_turn: true, hit_points: 21 });
  });

  it("shows the observer no number but the round's", () => {
    const frame = combatStateFor(brawl(), { memberId: OBSERVER });
    expect(numbersIn(frame)).to.deep.equal([1]);
    expect(frame).to.deep.include({ your_turn: false, current_turn: 'vex' });
    expect(frame.initiative).to.deep.include({
      id: 'thorin',
      name: 'Thorin',
      conditions: ['prone'],
      health: 'wounded',
    });
  });

  it("is whoever's turn who is waited for, where all act at once", () => {
    const combat = acted(fight(startCombat(null, cast, 'simultaneous')), 'vex', 'action-1');
    const state = combatState(combat, (id) => sheetIn(session().players, id));
    const turnOf = (memberId: string) => combatStateFor(state, { memberId }).your_turn;
    expect(viewers.filter(turnOf)).to.deep.equal(['thorin', 'elara', 'gorm']);
    expect(combatStateFor(state, { memberId: OBSERVER })).to.deep.include({
      submitted: ['vex'],
      waiting_for: ['elara', 'thorin', 'gorm'],
      current_turn: null,
    });
  });

  it('has neither turn nor hit points for a player who is not in it', () => {
    const only = fight(startCombat(null, cast, 'turn_based', [{ id: 'vex', initiative: 1 }]));
    const state = combatState(only, (id) => sheetIn(session().players, id));
    expect(combatStateFor(state, { memberId: 'gorm' })).to.include({ your_turn: false });
    expect(combatStateFor(state, { memberId: 'gorm' })).not.to.have.any.keys('hit_points', 'max_hit_points');
  });

  it('that is over is the same for all', () => {
    const none = combatState(null, () => undefined);
    for (const memberId of viewers) {
      expect(combatStateFor(none, { memberId })).to.deep.equal({
        type: 'combat_state',
        active: false,
        mode: null,
        round: 0,
        current_turn: null,
        initiative: [],
        your_turn: false,
      });
    }
  });
});

describe('whatever a fight is', () => {
  /** Hit points that no other number of a fight can be taken for. */
  const anyFight = fc
    .record({
      entries: anyEntries,
      mode: anyMode,
      points: fc.uniqueArray(fc.integer({ min: 1_000, max: 9_000 }), { minLength: 12, maxLength: 12 }),
      acting: fc.subarray(cast.map(({ id }) => id)),
    })
    .map(({ entries, mode, points, acting }) => {
      const players = session().players.map((each, at) => {
        const [one = 0, other = 0] = points.slice(2 * at).sort();
        const sheet = {
          ...each.sheet,
          hit_points: Math.min(one, other),
          max_hit_points: Math.max(one, other),
        };
        return { ...each, sheet };
      });
      const monsters = entries.map((entry, at) => ({
        ...entry,
        ...(entry.hit_points !== undefined && { hit_points: points[8 + (at % 4)] }),
      }));
      let combat = fight(startCombat(null, cast, mode, monsters));
      for (const id of acting)
        if (refusalToAct(combat, id) === undefined) combat = acted(combat, id, `act-${id}`) ?? combat;
      return { players, combat, state: combatState(combat, (id) => sheetIn(players, id)) };
    });

  it("nobody is shown a number of anybody else's hit points", () => {
    fc.assert(
      fc.property(anyFight, ({ players, state }) => {
        for (const memberId of viewers) {
          const sheet = sheetIn(players, memberId);
          const inFight = state.initiative.some(({ id }) => id === memberId);
          const shown = numbersIn(combatStateFor(state, { memberId })).filter((each) => each >= 1_000);
          expect(shown).to.deep.equal(inFight && sheet ? [sheet.hit_points, sheet.max_hit_points] : []);
        }
      }),
    );
  });

  it('the observer is shown the round and no other number', () => {
    fc.assert(
      fc.property(anyFight, ({ state }) => {
        expect(numbersIn(combatStateFor(state, { memberId: OBSERVER }))).to.deep.equal([state.round]);
      }),
    );
  });

  it("it is somebody's turn exactly if they may act and are in it", () => {
    fc.assert(
      fc.property(anyFight, ({ combat, state }) => {
        for (const { id } of cast) {
          const may = refusalToAct(combat, id) === undefined;
          expect(combatStateFor(state, { memberId: id }).your_turn, id).to.equal(may);
        }
      }),
    );
  });
});

describe('a character', () => {
  const thorin = player(session(), 'thorin');

  it('is whole for its player', () => {
    expect(characterFor(session(), { memberId: 'thorin' }, 'thorin')).to.deep.equal({
      player_id: 'thorin',
      name: 'Thorin',
      class: 'fighter',
      level: 3,
      health: 'healthy',
      conditions: [],
      initiative: 12,
      hit_points: 28,
      max_hit_points: 28,
      secret_background: thorin.sheet.secret_background,
    });
    expect(characterFor(session(), { memberId: 'thorin' }, 'thorin')).to.deep.equal(wholeCharacter(thorin));
  });

  it('is public for others', () => {
    expect(characterFor(session(), { memberId: 'vex' }, 'thorin')).to.deep.equal({
      player_id: 'thorin',
      name: 'Thorin',
      class: 'fighter',
      level: 3,
      health: 'healthy',
      conditions: [],
    });
  });

  it('is nothing for the observer, and of nobody', () => {
    expect(characterFor(session(), { memberId: OBSERVER }, 'thorin')).to.equal(undefined);
    expect(characterFor(session(), { memberId: 'thorin' }, 'bob')).to.equal(undefined);
    expect(characterFor(session(), { memberId: 'thorin' }, OBSERVER)).to.equal(undefined);
  });
});

import { describe, it } from 'node:test';
import { expect } from 'chai';
import {
  acted,
  type Combat,
  type CombatState,
  combatState,
  endCombat,
  leaveCombat,
  nextTurn,
  refusalToAct,
  resolveRound,
  settled,
  startCombat,
} from '../../../reference-server/party/party-combat-rules';
import { cast, fight, idsOf, player, reason, session } from './a-party';

const goblin = { id: 'goblin', name: 'Goblin', initiative: 15, hit_points: 7 };
const turns = (entries?: Parameters<typeof startCombat>[3]) =>
  fight(startCombat(null, cast, 'turn_based', entries));
const atOnce = () => fight(startCombat(null, cast, 'simultaneous'));
const players = session().players;
const sheetOf = (id: string) => players.find((each) => each.id === id)?.sheet;
const stateOf = (combat: Combat | null): CombatState => combatState(combat, sheetOf);

/** The fight after a player has acted. */
function after(combat: Combat, playerId: string, actionId = `act-${playerId}`): Combat {
  const next = acted(combat, playerId, actionId);
  if (next === null) throw new Error('over');
  return next;
}

/** The fight without somebody. */
function left(combat: Combat, playerId: string): Combat {
  const next = leaveCombat(combat, playerId);
  if (next === null) throw new Error('over');
  return next;
}

describe('starting a fight', () => {
  it('takes all players by their sheets, highest first, and the first one has the turn', () => {
    const combat = turns();
    expect(idsOf(combat)).to.deep.equal(['vex', 'elara', 'thorin', 'gorm']);
    expect(combat).to.include({ mode: 'turn_based', round: 1, current: 'vex' });
  });

  it('leaves out who was kicked', () => {
    const present = cast.map((each) => ({ ...each, active: each.id !== 'vex' }));
    expect(idsOf(fight(startCombat(null, present, 'turn_based')))).to.deep.equal(['elara', 'thorin', 'gorm']);
  });

  it('takes the order given, with monsters in it, and nobody else', () => {
    const combat = turns([{ id: 'gorm', initiative: 3 }, goblin, { id: 'thorin', initiative: 18 }]);
    expect(combat.order).to.deep.equal([
      { id: 'thorin', name: 'Thorin', initiative: 18, monster: false, hitPoints: null },
      { id: 'goblin', name: 'Goblin', initiative: 15, monster: true, hitPoints: 7 },
      { id: 'gorm', name: 'Gorm', initiative: 3, monster: false, hitPoints: null },
    ]);
  });

  it("leaves equals in the order given, or the story's", () => {
    const all = ['gorm', 'goblin', 'vex', 'thorin'].map((id) => ({
      id,
      initiative: 10,
      ...(id === 'goblin' && { name: 'Goblin' }),
    }));
    expect(idsOf(turns(all))).to.deep.equal(['gorm', 'goblin', 'vex', 'thorin']);
    const equal = cast.map((each) => ({ ...each, initiative: 10 }));
    expect(idsOf(fight(startCombat(null, equal, 'turn_based')))).to.deep.equal([
      'thorin',
      'elara',
      'vex',
      'gorm',
    ]);
  });

  it('takes the name that a player has anyway', () => {
    expect(turns([{ id: 'vex', initiative: 1, name: 'Vex' }]).order[0]?.monster).to.equal(false);
  });

  const REFUSED: [what: string, entries: Parameters<typeof startCombat>[3], reason: string][] = [
    ['nobody', [], 'No player in the order'],
    ['monsters alone', [goblin], 'No player in the order'],
    [
      'a player twice',
      [{ id: 'vex', initiative: 1 }, goblin, { id: 'vex', initiative: 2 }],
      'Twice in the order: vex',
    ],
    ['a monster twice', [{ id: 'vex', initiative: 1 }, goblin, goblin], 'Twice in the order: goblin'],
    ['somebody unknown', [{ id: 'bob', initiative: 1 }], 'Unknown player: bob (a monster needs a name)'],
    ['somebody kicked', [{ id: 'gorm', initiative: 1 }], 'Kicked, and not in the session: gorm'],
    ['a player by another name', [{ id: 'vex', initiative: 1, name: 'Rat' }], 'vex is Vex, and not Rat'],
    [
      'hit points for a player',
      [{ id: 'vex', initiative: 1, hit_points: 5 }],
      'The hit points of vex are those of the sheet, and not to be given here',
    ],
  ];
  for (const [what, entries, words] of REFUSED) {
    it(`is refused with ${what}`, () => {
      const present = cast.map((each) => ({ ...each, active: each.id !== 'gorm' }));
      expect(reason(startCombat(null, present, 'turn_based', entries))).to.equal(words);
    });
  }

  it('is refused while one is on, and when everybody was kicked', () => {
    expect(reason(startCombat(turns(), cast, 'simultaneous'))).to.equal('Combat is on already');
    const gone = cast.map((each) => ({ ...each, active: false }));
    expect(reason(startCombat(null, gone, 'turn_based'))).to.equal('No player in the order');
  });
});

describe('turns', () => {
  it('go down the order, and begin again in the next round', () => {
    const seen: [number, string | null][] = [];
    for (let combat = turns(), turn = 0; turn < 9; turn++, combat = fight(nextTurn(combat)))
      seen.push([combat.round, combat.current]);
    expect(seen).to.deep.equal([
      [1, 'vex'],
      [1, 'elara'],
      [1, 'thorin'],
      [1, 'gorm'],
      [2, 'vex'],
      [2, 'elara'],
      [2, 'thorin'],
      [2, 'gorm'],
      [3, 'vex'],
    ]);
  });

  it('let the one whose turn it is act as often as they like, and tell others for whom they wait', () => {
    const combat = turns();
    expect(refusalToAct(combat, 'vex')).to.equal(undefined);
    expect(refusalToAct(acted(combat, 'vex', 'a'), 'vex')).to.equal(undefined);
    expect(acted(combat, 'vex', 'a')).to.equal(combat);
    for (const id of ['elara', 'thorin', 'gorm'])
      expect(refusalToAct(combat, id)).to.equal('Not your turn. Waiting for Vex.');
  });

  it('let nobody act while a monster has one', () => {
    const combat = turns([{ id: 'vex', initiative: 1 }, goblin]);
    expect(refusalToAct(combat, 'vex')).to.equal('Not your turn. Waiting for Goblin.');
    expect(refusalToAct(combat, 'gorm')).to.equal('Not your turn. Waiting for Goblin.');
    expect(refusalToAct(fight(nextTurn(combat)), 'vex')).to.equal(undefined);
  });

  it('of one alone are a round each', () => {
    const combat = fight(nextTurn(turns([{ id: 'vex', initiative: 1 }])));
    expect(combat).to.include({ round: 2, current: 'vex' });
  });

  it('are nothing to pass on where all act at once, or where nobody fights', () => {
    expect(reason(nextTurn(atOnce()))).to.equal(
      'All act at once in this combat: resolve_round ends the round',
    );
    expect(reason(nextTurn(null))).to.equal('There is no combat');
  });
});

describe('a round in which all act at once', () => {
  it('takes one action of each, in any order', () => {
    const combat = after(atOnce(), 'gorm');
    expect(refusalToAct(combat, 'gorm')).to.equal('Already submitted this round');
    expect(refusalToAct(combat, 'vex')).to.equal(undefined);
    expect(stateOf(after(combat, 'vex'))).to.deep.include({
      current_turn: null,
      submitted: ['gorm', 'vex'],
      waiting_for: ['elara', 'thorin'],
    });
  });

  it('is for those in the order', () => {
    const combat = fight(startCombat(null, cast, 'simultaneous', [{ id: 'vex', initiative: 1 }, goblin]));
    expect(refusalToAct(combat, 'gorm')).to.equal('Not in this fight');
    expect(stateOf(combat).waiting_for).to.deep.equal(['vex']);
  });

  it('ends when the host says so, and everybody may act again', () => {
    const next = fight(resolveRound(after(atOnce(), 'gorm')));
    expect(next).to.deep.include({ round: 2, submitted: [], current: null });
    expect(refusalToAct(next, 'gorm')).to.equal(undefined);
  });

  it('ends also if nobody has acted', () => {
    expect(fight(resolveRound(atOnce())).round).to.equal(2);
  });

  it('does not take an action twice that was resolved by itself, nor its player', () => {
    const combat = settled(after(after(atOnce(), 'gorm'), 'vex'), 'act-gorm');
    expect(combat?.submitted.map(({ actionId }) => actionId)).to.deep.equal([null, 'act-vex']);
    expect(refusalToAct(combat, 'gorm')).to.equal('Already submitted this round');
    expect(stateOf(combat).submitted).to.deep.equal(['gorm', 'vex']);
  });

  it('is left as it is by an action that is not of it', () => {
    const combat = after(atOnce(), 'gorm');
    expect(settled(combat, 'another')).to.equal(combat);
    expect(settled(null, 'another')).to.equal(null);
  });

  it('is nothing to resolve in turns, or where nobody fights', () => {
    expect(reason(resolveRound(turns()))).to.equal('This combat goes by turns: next_turn passes the turn on');
    expect(reason(resolveRound(null))).to.equal('There is no combat');
  });
});

describe('leaving a fight', () => {
  it('passes the turn on, if it was theirs', () => {
    const combat = left(turns(), 'vex');
    expect(combat).to.include({ round: 1, current: 'elara' });
    expect(idsOf(combat)).to.deep.equal(['elara', 'thorin', 'gorm']);
  });

  it('of the last one in the order, on their turn, begins the next round', () => {
    const combat = [1, 2, 3].reduce((each) => fight(nextTurn(each)), turns());
    expect(combat.current).to.equal('gorm');
    expect(left(combat, 'gorm')).to.include({ round: 2, current: 'vex' });
  });

  it('passes the turn to a monster like to anybody', () => {
    const combat = turns([{ id: 'vex', initiative: 20 }, goblin, { id: 'gorm', initiative: 1 }]);
    expect(left(combat, 'vex').current).to.equal('goblin');
  });

  it('of another changes no turn', () => {
    const combat = fight(nextTurn(turns()));
    for (const id of ['vex', 'thorin', 'gorm'])
      expect(left(combat, id)).to.include({ round: 1, current: 'elara' });
  });

  it('takes the player out of what was handed in and waited for', () => {
    const combat = left(left(after(after(atOnce(), 'vex'), 'gorm'), 'vex'), 'elara');
    expect(stateOf(combat)).to.deep.include({ submitted: ['gorm'], waiting_for: ['thorin'] });
    expect(refusalToAct(combat, 'vex')).to.equal('Not in this fight');
  });

  it('of the last player ends it, whatever monsters there are', () => {
    expect(leaveCombat(turns([{ id: 'vex', initiative: 1 }, goblin]), 'vex')).to.equal(null);
    expect(leaveCombat(turns([{ id: 'vex', initiative: 1 }]), 'vex')).to.equal(null);
  });

  it('of somebody who is not in it, or of none, is nothing', () => {
    const combat = turns([{ id: 'vex', initiative: 1 }]);
    expect(leaveCombat(combat, 'gorm')).to.equal(combat);
    expect(leaveCombat(null, 'gorm')).to.equal(null);
  });
});

describe('a fight', () => {
  it('ends when the host says so, once', () => {
    expect(endCombat(turns())).to.deep.equal({ allowed: true, combat: null });
    expect(reason(endCombat(null))).to.equal('There is no combat');
  });

  it('that is not on lets everybody act', () => {
    expect(refusalToAct(null, 'vex')).to.equal(undefined);
    expect(acted(null, 'vex', 'a')).to.equal(null);
    expect(stateOf(null)).to.deep.equal({
      active: false,
      mode: null,
      round: 0,
      current_turn: null,
      initiative: [],
    });
  });

  it('shows the host all numbers, of players as their sheets are now', () => {
    const thorin = { ...player(session(), 'thorin').sheet, hit_points: 9, conditions: ['prone'] };
    const combat = turns([
      { id: 'thorin', initiative: 20 },
      goblin,
      { id: 'rat', name: 'Rat', initiative: 2 },
    ]);
    const state = combatState(combat, (id) => (id === 'thorin' ? thorin : undefined));
    expect(state.initiative).to.deep.equal([
      {
        id: 'thorin',
        name: 'Thorin',
        initiative: 20,
        conditions: ['prone'],
        health: 'wounded',
        hit_points: 9,
        max_hit_points: 28,
      },
      {
        id: 'goblin',
        name: 'Goblin',
        initiative: 15,
        conditions: [],
        health: 'healthy',
        hit_points: 7,
        max_hit_points: 7,
      },
      { id: 'rat', name: 'Rat', initiative: 2, conditions: [], health: 'healthy' },
    ]);
    expect(state).not.to.have.any.keys('submitted', 'waiting_for');
  });
});

import { describe, it } from 'node:test';
import { expect } from 'chai';
import * as fc from 'fast-check';
import {
  acted,
  type Combat,
  type CombatState,
  combatState,
  leaveCombat,
  nextTurn,
  refusalToAct,
  resolveRound,
  startCombat,
} from '../../../reference-server/party/party-combat-rules';
import { anyEntries, anyMode, cast, fight, idsOf, session } from './a-party';

const turns = (entries?: Parameters<typeof startCombat>[3]) =>
  fight(startCombat(null, cast, 'turn_based', entries));
const players = session().players;
const sheetOf = (id: string) => players.find((each) => each.id === id)?.sheet;
const stateOf = (combat: Combat | null): CombatState => combatState(combat, sheetOf);

/** Something that happens in a fight. What may not happen does not. */
type Act = { kind: 'act' | 'leave'; id: string } | { kind: 'next' | 'resolve' };
const anyAct: fc.Arbitrary<Act> = fc.oneof(
  fc.record({
    kind: fc.constantFrom('act' as const, 'leave' as const),
    id: fc.constantFrom(...cast.map(({ id }) => id), 'nobody'),
  }),
  fc.record({ kind: fc.constantFrom('next' as const, 'resolve' as const) }),
);

function happen(combat: Combat, act: Act, at: number): Combat | null {
  switch (act.kind) {
    case 'act':
      return refusalToAct(combat, act.id) === undefined ? acted(combat, act.id, `act-${at}`) : combat;
    case 'leave':
      return leaveCombat(combat, act.id);
    case 'next': {
      const ruling = nextTurn(combat);
      return ruling.allowed ? ruling.combat : combat;
    }
    case 'resolve': {
      const ruling = resolveRound(combat);
      return ruling.allowed ? ruling.combat : combat;
    }
  }
}

describe('whatever happens in a fight', () => {
  const story = fc.record({ mode: anyMode, entries: anyEntries, acts: fc.array(anyAct, { maxLength: 40 }) });

  /** Checks each state that the fight goes through, with the one before and what happened. */
  function through(check: (now: Combat, before: Combat, act: Act) => void): void {
    fc.assert(
      fc.property(story, ({ mode, entries, acts }) => {
        let combat: Combat | null = fight(startCombat(null, cast, mode, entries));
        for (const [at, act] of acts.entries()) {
          if (combat === null) break;
          const next = happen(combat, act, at);
          if (next !== null) check(next, combat, act);
          combat = next;
        }
      }),
    );
  }

  it('one of those in the order has the turn, or nobody where all act at once', () => {
    through(({ mode, order, current }) => {
      const having = order.filter(({ id }) => id === current);
      expect(having).to.have.length(mode === 'turn_based' ? 1 : 0);
      if (mode === 'simultaneous') expect(current).to.equal(null);
    });
  });

  it('the order stays sorted, and nobody changes places', () => {
    through((now, before) => {
      expect(idsOf(before).filter((id) => idsOf(now).includes(id))).to.deep.equal(idsOf(now));
      const initiatives = now.order.map(({ initiative }) => initiative);
      expect(initiatives).to.deep.equal(initiatives.toSorted((one, other) => other - one));
    });
  });

  it('equals are in the order in which they were given', () => {
    fc.assert(
      fc.property(anyEntries, anyMode, (entries, mode) => {
        const order = idsOf(fight(startCombat(null, cast, mode, entries)));
        for (const [at, one] of entries.entries())
          for (const other of entries.slice(at + 1))
            if (one.initiative === other.initiative)
              expect(order.indexOf(one.id)).to.be.lessThan(order.indexOf(other.id));
      }),
    );
  });

  it('who was kicked is in no list, and there is a player in the order', () => {
    through((now, _before, act) => {
      expect(now.order.some(({ monster }) => !monster)).to.equal(true);
      if (act.kind !== 'leave') return;
      expect(JSON.stringify(now)).not.to.contain(`"${act.id}"`);
      expect(JSON.stringify(stateOf(now))).not.to.contain(`"${act.id}"`);
    });
  });

  it('each player of the order has acted or is waited for, and no monster', () => {
    through((now) => {
      if (now.mode === 'turn_based') return expect(now.submitted).to.deep.equal([]);
      const { submitted = [], waiting_for = [] } = stateOf(now);
      const inOrder = now.order.filter(({ monster }) => !monster).map(({ id }) => id);
      return expect([...submitted, ...waiting_for].sort()).to.deep.equal(inOrder.sort());
    });
  });

  it('exactly those may act whose turn it is, or who are waited for', () => {
    through((now) => {
      const { waiting_for = [], current_turn } = stateOf(now);
      for (const { id } of cast) {
        const may = id === current_turn || waiting_for.includes(id);
        expect(refusalToAct(now, id) === undefined, id).to.equal(may);
      }
    });
  });

  it('the round never goes back, and turns pass to each in the order', () => {
    through((now, before) => expect(now.round - before.round).to.be.within(0, 1));
    fc.assert(
      fc.property(anyEntries, (entries) => {
        let combat = turns(entries);
        const round: (string | null)[] = [];
        while (combat.round === 1) {
          round.push(combat.current);
          combat = fight(nextTurn(combat));
        }
        expect(round).to.deep.equal(idsOf(combat));
      }),
    );
  });

  it('it can be written as JSON and read back', () => {
    through((now) => expect(JSON.parse(JSON.stringify(now))).to.deep.equal(now));
  });
});

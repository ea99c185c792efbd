import { AssertionError, expect } from 'chai';
import { type Expectation, expecting } from '../../players/expectation';
import type { Combat, Kind } from './events';

/** How the fight stands, by whatever `verify` finds wrong with it. */
export function fight(description: string, verify: (combat: Combat) => void): Expectation {
  return expecting<Kind<'combat'>>(description, ['combat'], ({ combat }) => {
    if (!combat.active) throw new AssertionError('there is no fight');
    verify(combat);
  });
}

/** That there is a fight, with this order. */
export function fightInOrder(names: readonly string[]): Expectation {
  return fight(`a fight in the order ${names.join(', ')}`, ({ order }) => {
    expect(order.map(({ name }) => name).join(', '), 'the order').to.equal(names.join(', '));
  });
}

/** That somebody has the turn, in that round if one is given. */
export function turnOf(name: string, round?: number): Expectation {
  const when = round === undefined ? '' : ` in round ${round}`;
  return fight(`${name}'s turn${when}`, (combat) => {
    expect(combat.turn, 'who has the turn').to.equal(name);
    if (round !== undefined) expect(combat.round, 'the round').to.equal(round);
  });
}

/** That this reader has the turn, or that it is somebody else's. */
export function ownTurn(isOwn: boolean): Expectation {
  return fight(isOwn ? 'the own turn' : "somebody else's turn", (combat) => {
    expect(combat.yourTurn, 'whether it is the own turn').to.equal(isOwn);
  });
}

/** That a round has begun. */
export function roundBegun(round: number): Expectation {
  return fight(`round ${round}`, (combat) => {
    expect(combat.round, 'the round').to.equal(round);
  });
}

/** That these have submitted, and those are waited for. */
export function submissions(submitted: readonly string[], waitingFor: readonly string[]): Expectation {
  const list = (names: readonly string[]) => names.join(', ') || 'nobody';
  return fight(`word that ${list(submitted)} submitted and ${list(waitingFor)} did not`, (combat) => {
    expect(combat.submitted?.toSorted().join(', '), 'who has submitted').to.equal(
      submitted.toSorted().join(', '),
    );
    expect(combat.waitingFor?.toSorted().join(', '), 'who is waited for').to.equal(
      waitingFor.toSorted().join(', '),
    );
  });
}

/** That the fight is over. */
export const fightOver = expecting<Kind<'combat'>>('the end of the fight', ['combat'], ({ combat }) => {
  expect(combat.active, 'whether there is a fight').to.equal(false);
});

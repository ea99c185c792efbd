import { describe, it } from 'node:test';
import { expect } from 'chai';
import { toldOfParties } from '../../support/checkers/party/told';
import { oncePerScenario } from '../../support/checkers/told';
import { PaperParty } from './paper-party';

describe('what each connection was told', () => {
  it('is looked for once in a scenario, whatever is found, and anew in the next', () => {
    const seen: number[] = [];
    const look = oncePerScenario((players) => {
      seen.push(players.length);
      return undefined;
    });
    const [one, other] = [PaperParty.gathered().over().players, PaperParty.gathered().over().players];
    look(one);
    look(one);
    look(other);
    expect(seen).to.deep.equal([one.length, other.length]);
  });

  it('names the connection where somebody had several, and only there', () => {
    const party = PaperParty.gathered();
    party.leaves('Vex');
    party.comes('Vex');
    expect(toldOfParties(party.over().players).map(({ who }) => who)).to.deep.equal([
      'Thorin',
      'Elara',
      'Vex (connection 1)',
      'Vex (connection 2)',
      'the observer',
    ]);
  });

  it('lasts from when the connection began to when it was over', () => {
    const party = PaperParty.gathered();
    party.leaves('Vex');
    party.comes('Vex');
    const [first, second] = toldOfParties(party.over().players).filter(({ name }) => name === 'Vex');
    expect(first?.until).to.be.greaterThan(first?.since ?? Number.NaN);
    expect(second?.since).to.be.greaterThan(first?.until ?? Number.NaN);
    expect(second?.until).to.be.greaterThan(second?.since ?? Number.NaN);
  });
});

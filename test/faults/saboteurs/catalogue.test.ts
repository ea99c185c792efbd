import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, it } from 'node:test';
import { expect } from 'chai';
import { castingOf } from '../../../support/faults/saboteurs/casting';
import { SABOTEURS, saboteurOf } from '../../../support/faults/saboteurs/catalogue';

const REQUIREMENTS = readFileSync(path.resolve(__dirname, '../../../features/requirements.md'), 'utf8');
const FEWEST = 80;
/** Promises that nobody between players and a server can break. */
const OUT_OF_REACH = {
  'RACE-23': 'about two nodes, which the embedded target has not',
  'PONG-11': 'about containers, and what is left of them',
  'PONG-12': 'about two nodes, which the embedded target has not',
};

describe('the saboteurs', () => {
  it(`are ${FEWEST} at least, each with a name of its own`, () => {
    expect(SABOTEURS.length).to.be.at.least(FEWEST);
    expect(new Set(SABOTEURS.map(({ id }) => id)).size).to.equal(SABOTEURS.length);
    expect(new Set(SABOTEURS.map(({ sentence }) => sentence)).size).to.equal(SABOTEURS.length);
  });

  for (const { id, system, requirement, sentence, interferes } of SABOTEURS)
    it(`${id} breaks a promise that there is, and says so in a sentence`, () => {
      expect(id).to.match(new RegExp(`^${system}-[a-z0-9-]+$`));
      expect(REQUIREMENTS).to.include(`| ${requirement} |`);
      expect(sentence).to.match(/^[A-Z"].{15,}\.$/);
      expect(Object.keys(interferes()), 'what it meddles with').not.to.deep.equal([]);
    });

  it('leave out no promise of the three systems', () => {
    const promised = [...REQUIREMENTS.matchAll(/^\| ((?:RACE|PONG|PARTY)-\d\d) \|/gm)].map(([, id]) => id);
    const broken: readonly string[] = SABOTEURS.map(({ requirement }) => requirement);
    const forgotten = promised.filter((id) => id !== undefined && !broken.includes(id));
    expect(forgotten).to.have.members(Object.keys(OUT_OF_REACH));
  });

  it('are found by their names, and nobody else is', () => {
    const [first] = SABOTEURS;
    expect(saboteurOf(first?.id ?? '')).to.equal(first);
    expect(() => saboteurOf('race-made-up')).to.throw(
      /There is no saboteur "race-made-up". There are: race-/,
    );
    expect(() => castingOf(['race-made-up'])).to.throw('There is no saboteur "race-made-up"');
  });
});

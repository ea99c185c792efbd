import { describe, it } from 'node:test';
import { expect } from 'chai';
import { HOUSE } from '../project/features';
import { ChoiceError, readChoice } from './choice';

const RULES = 'reference-server/race/race-status-rules.ts';
const STORE = 'reference-server/race/race-store.ts';

describe('npm run mutate', () => {
  const choice = (...words: string[]) => readChoice(words, HOUSE);

  it('takes all files unless some are named', () => {
    expect(choice()).to.deep.equal({ files: [], concurrency: undefined });
    expect(choice('--mutate', RULES, '--concurrency', '3')).to.deep.equal({ files: [RULES], concurrency: 3 });
    expect(choice('--mutate', `${RULES},./${STORE}`, '--mutate', RULES).files).to.deep.equal([RULES, STORE]);
  });

  const refused: readonly (readonly [string, readonly string[], RegExp])[] = [
    ['a file that is not there', ['--mutate', 'reference-server/chess.ts'], /"reference-server\/chess.ts"/],
    ['a file of the suite', ['--mutate', 'support/world.ts'], /"support\/world.ts"/],
    ['a file of no system', ['--mutate', 'reference-server/core/clock.ts'], /core\/clock.ts/],
    ['a file outside', ['--mutate', '../../etc/passwd'], /passwd/],
    ['a folder', ['--mutate', 'reference-server/race'], /no .ts file/],
    ['lines of a file', ['--mutate', `${RULES}:1-5`], /:1-5/],
    ['a number that is none', ['--concurrency', 'many'], /"many".*from 1 to 64/],
    ['none at a time', ['--concurrency', '0'], /"0"/],
    ['a word it does not know', ['--force'], /--force.*npm run mutate -- /],
  ];
  for (const [what, words, says] of refused) {
    it(`refuses ${what}`, () => {
      expect(() => choice(...words)).to.throw(ChoiceError, says);
    });
  }
});

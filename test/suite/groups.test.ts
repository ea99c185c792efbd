import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, it } from 'node:test';
import { expect } from 'chai';

const HOUSE = path.resolve(__dirname, '../..');

/** As cucumber's expressions have it. */
interface TreeRegexp {
  match(text: string): unknown;
}
interface Expressions {
  readonly RegularExpression: new (regexp: RegExp, registry: unknown) => { readonly treeRegexp: TreeRegexp };
  readonly ParameterTypeRegistry: new () => unknown;
}
const { original } = require(path.join(HOUSE, 'support/entry/groups.js')) as {
  original: TreeRegexp['match'] | undefined;
};
const cucumber = require.resolve('@cucumber/cucumber');
const { RegularExpression, ParameterTypeRegistry } = require(
  require.resolve('@cucumber/cucumber-expressions', { paths: [cucumber] }),
) as Expressions;

describe("the groups of a step's text", () => {
  it('are found where cucumber of itself finds them', () => {
    if (original === undefined)
      throw new Error('Cucumber finds groups in another way now: this is needed no more.');
    const steps = readFileSync(path.join(HOUSE, 'features/race/leaderboard.feature'), 'utf8').split('\n');
    const texts = ['', 'a', 'xAnaAna', 'Ana, Bo and Cy', 'x'.repeat(40), ...steps.map((step) => step.trim())];
    // None in which a group repeats: of itself, cucumber tells a wrong place then.
    const expressions = [
      /^$/,
      /a|(b)/,
      /(x)?(Ana)\2/,
      /^(?:Given|When|Then|And) ((?:[A-Z][a-z]+)(?:, [A-Z][a-z]+)*(?: and [A-Z][a-z]+)?) (.*?)(\d+)?$/,
      /(?<name>[A-Z]\w+)(?=(,)|( and))/,
    ];
    let found = 0;
    for (const expression of expressions) {
      const { treeRegexp } = new RegularExpression(expression, new ParameterTypeRegistry());
      for (const text of texts) {
        const groups = treeRegexp.match(text);
        expect(groups, `${expression} in "${text}"`).to.deep.equal(original.call(treeRegexp, text));
        if (groups !== null) found += 1;
      }
    }
    expect(found, 'texts that matched').to.be.above(20);
  });
});

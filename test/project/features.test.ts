import { describe, it } from 'node:test';
import { expect } from 'chai';
import { laidOut } from './feature-layout';
import { type ReadFeature, readFeature, readFeatures } from './features';

const MOST_SCENARIOS = 19;
const LONGEST_BACKGROUND = 4;
const LONGEST_NAME = 100;
const TAG = /^@([A-Z]+-\d\d|[a-z]+(-eight)?|needs-(clock|record|restart|nodes|browser))$/;

/** Words of those who build servers. A product owner has others for what is meant. */
const TECHNICAL = new RegExp(
  String.raw`\b(${[
    'web ?sockets?',
    'sockets?',
    'frames?',
    'json',
    'https?',
    'databases?',
    'payloads?',
    'endpoints?',
    'milliseconds?',
    'ms',
    'status codes?',
    'close codes?',
    'null',
    'undefined',
  ].join('|')})\b`,
  'i',
);

/**
 * What features keep that gplint cannot check: its rules do not look inside a `Rule:`. Literal values in the cells of Examples and of a
 * When's table may be as technical as they are. One sentence for each thing that is wrong.
 */
function faultsIn(features: readonly ReadFeature[]): string[] {
  const names = new Map<string, string>();
  return features.flatMap(({ file, scenarios, backgrounds, prose }) => [
    ...(scenarios.length > MOST_SCENARIOS
      ? [`${file} has ${scenarios.length} scenarios; at most ${MOST_SCENARIOS}.`]
      : []),
    ...backgrounds
      .filter((lines) => lines > LONGEST_BACKGROUND)
      .map((lines) => `${file} has a Background of ${lines} lines; at most ${LONGEST_BACKGROUND}.`),
    ...prose.flatMap(({ place, text }) => {
      const word = TECHNICAL.exec(text)?.[0];
      return word === undefined ? [] : [`${place} says "${word}".`];
    }),
    ...scenarios.flatMap(({ place, name, tags }) => {
      const before = names.get(name);
      names.set(name, place);
      return [
        ...(name === '' || name.length > LONGEST_NAME
          ? [`${place} needs a name, of at most 100 letters.`]
          : []),
        ...(before === undefined ? [] : [`${place} has the name of ${before}.`]),
        ...tags.filter((tag) => !TAG.test(tag)).map((tag) => `${place} has an unknown tag ${tag}.`),
        ...tags
          .filter((tag, index) => tags.indexOf(tag) < index)
          .map((tag) => `${place} has the tag ${tag} twice.`),
        ...(tags.some((tag) => /^@[A-Z]+-\d\d$/.test(tag)) ? [] : [`${place} shows no requirement.`]),
      ];
    }),
  ]);
}

function faultsOf(text: string): string[] {
  return faultsIn([readFeature('a.feature', text)]);
}

describe('Features', () => {
  it('keep to the rules', () => {
    expect(faultsIn(readFeatures())).to.deep.equal([]);
  });

  it('hold under 20 scenarios; an outline counts as one', () => {
    const outline = (n: number) =>
      `  @X-01\n  Scenario Outline: ${n}\n    Given <c>\n    Examples:\n      | c |\n      | 1 |\n      | 2 |\n`;
    const text = (count: number) =>
      `Feature: A\n${Array.from({ length: count }, (_, n) => outline(n)).join('\n')}`;
    expect(faultsOf(text(19))).to.deep.equal([]);
    expect(faultsOf(text(20))).to.deep.equal(['a.feature has 20 scenarios; at most 19.']);
  });

  it('begin with at most four lines, also inside a rule', () => {
    const text = `Feature: A\n  Rule: B\n    Background:\n${'      Given c\n'.repeat(5)}`;
    expect(faultsOf(text)).to.deep.equal(['a.feature has a Background of 5 lines; at most 4.']);
  });

  it('use no technical words, but for literal values in Examples and in what somebody tries', () => {
    const text = (said: string, cell: string) =>
      `Feature: A\n  @X-01\n  Scenario Outline: B\n    Given ${said} <c>\n    Examples:\n      | c |\n      | ${cell} |\n`;
    expect(faultsOf(text('the time', 'null'))).to.deep.equal([]);
    expect(faultsOf(text('a JSON text of', '1'))).to.deep.equal(['a.feature:4 says "JSON".']);
    expect(faultsOf('Feature: The WebSocket\n')).to.deep.equal(['a.feature:1 says "WebSocket".']);
    expect(faultsOf(text('a framework', '1'))).to.deep.equal([]);
    const table = (step: string, head: string) =>
      `Feature: A\n  @X-01\n  Scenario: B\n    ${step} c\n      | ${head} |\n      | null |\n`;
    expect(faultsOf(table('When', 'value'))).to.deep.equal([]);
    expect(faultsOf(table('When', 'null'))).to.deep.equal(['a.feature:4 says "null".']);
    expect(faultsOf(table('Then', 'value'))).to.deep.equal(['a.feature:4 says "null".']);
  });

  it('name each scenario once, with tags that exist', () => {
    const text =
      'Feature: A\n  @X-01\n  Scenario: B\n    Given c\n  @x1 @needs-clocks\n  Scenario: B\n    Given c\n';
    expect(faultsOf(text)).to.deep.equal([
      'a.feature:6 has the name of a.feature:3.',
      'a.feature:6 has an unknown tag @x1.',
      'a.feature:6 has an unknown tag @needs-clocks.',
      'a.feature:6 shows no requirement.',
    ]);
  });
});

describe('The layout of features', () => {
  it("is that of cucumber's formatter", () => {
    const crooked = '@a\nFeature: B\n\n Scenario: C\n     Given d\n  |e|\n  |10|\n';
    expect(laidOut(crooked)).to.equal(
      '@a\nFeature: B\n\n  Scenario: C\n    Given d\n      | e  |\n      | 10 |\n',
    );
  });

  it('leaves blank lines and the lines of tags to the writer', () => {
    const text =
      'Feature: A\n\n  Who reads this.\n\n  @b\n  @c\n  Scenario: D\n    When e\n    Then f\n\n    When g\n';
    expect(laidOut(text)).to.equal(text);
  });
});

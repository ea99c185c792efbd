import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, it } from 'node:test';
import { expect } from 'chai';
import { HOUSE, type ReadScenario, readFeature, readFeatures } from './features';

const ID = /^@([A-Z]+-\d\d)$/;
/** Of the scenarios for a first look: whoever plays them does not wait for long. */
const KEY = '@key';
const MOST_KEY_SCENARIOS = 60;

/** The ids in the tables of a list of requirements, in order. */
function idsIn(markdown: string): string[] {
  return [...markdown.matchAll(/^\| ([A-Z]+-\d\d) \|/gm)].map(([, id = '']) => id);
}

/** What is wrong between promises and scenarios, one sentence each. */
function gaps(promised: readonly string[], scenarios: readonly ReadScenario[], kind = 'scenario'): string[] {
  const shown = scenarios.flatMap(({ place, tags }) =>
    tags.flatMap((tag) => {
      const id = ID.exec(tag)?.[1];
      return id === undefined ? [] : [{ id, place }];
    }),
  );
  const ids = new Set(shown.map(({ id }) => id));
  return [
    ...promised.filter((id) => !ids.has(id)).map((id) => `No ${kind} shows ${id}.`),
    ...shown
      .filter(({ id }) => !promised.includes(id))
      .map(({ id, place }) => `${place} shows ${id}, which features/requirements.md does not promise.`),
  ];
}

describe('Requirements', () => {
  const promised = idsIn(readFileSync(path.join(HOUSE, 'features/requirements.md'), 'utf8'));
  const scenarios = readFeatures().flatMap((feature) => feature.scenarios);

  it('are each shown by a scenario, and scenarios show nothing else', () => {
    expect(gaps(promised, scenarios)).to.deep.equal([]);
  });

  it('are each shown by one of a few key scenarios', () => {
    const key = scenarios.filter(({ tags }) => tags.includes(KEY));
    expect(gaps(promised, key, 'key scenario')).to.deep.equal([]);
    expect(key.length).to.be.at.most(MOST_KEY_SCENARIOS);
  });

  it('have ids of their own', () => {
    expect(new Set(promised).size).to.equal(promised.length).and.to.be.greaterThan(20);
  });

  it('are missed when no scenario shows them', () => {
    const { scenarios } = readFeature('a.feature', '@X-01\nFeature: A\n\n  Scenario: B\n    Given c\n');
    expect(gaps(['X-01', 'X-02'], scenarios)).to.deep.equal(['No scenario shows X-02.']);
  });

  it('are missed when a scenario shows one that nobody promised', () => {
    const text = 'Feature: A\n\n  Rule: B\n\n    @X-01 @X-03\n    Scenario: C\n      Given d\n';
    expect(gaps(['X-01'], readFeature('a.feature', text).scenarios)).to.deep.equal([
      'a.feature:6 shows X-03, which features/requirements.md does not promise.',
    ]);
  });
});

import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, it } from 'node:test';
import { loadConfiguration, loadSupport } from '@cucumber/cucumber/api';
import { compile } from '@cucumber/gherkin';
import { IdGenerator } from '@cucumber/messages';
import { expect } from 'chai';
import { featureFiles, HOUSE, parseFeature } from '../project/features';

const MATCHING = path.join(HOUSE, 'support/entry/step-matching.js');

/** The texts of all steps of all scenarios. */
function texts(): string[] {
  const pickles = featureFiles().flatMap((file) =>
    compile(
      { ...parseFeature(readFileSync(path.join(HOUSE, file), 'utf8')), uri: file },
      file,
      IdGenerator.incrementing(),
    ),
  );
  return [...new Set(pickles.flatMap(({ steps }) => steps.map(({ text }) => text)))];
}

interface Group {
  readonly value: string;
  readonly start: number;
  readonly end: number;
}

/** What is asked here of a definition as cucumber has it in mind. */
interface Definition {
  readonly expression: { match(text: string): readonly { readonly group: Group }[] | null };
}

describe('Where in the text of a step its values are', () => {
  it('is found by Node as by the library that cucumber asks, for every step there is', async () => {
    const { runConfiguration } = await loadConfiguration({ provided: [] });
    const { support } = runConfiguration;
    const modules = support.requireModules ?? [];
    expect(modules.at(-1), 'what is loaded last for a run').to.equal(MATCHING);
    const without = { ...support, requireModules: modules.slice(0, -1) };
    const library = await loadSupport({ ...runConfiguration, support: without });
    const { stepDefinitions } = library as unknown as { stepDefinitions: readonly Definition[] };
    const steps = texts();
    const found = () =>
      steps.map((step) => {
        const values = stepDefinitions.flatMap(({ expression }) => expression.match(step) ?? []);
        // A group that repeats itself within a value, which nobody is shown, is another matter: the library places its first turn.
        return { step, values: values.map(({ group: { value, start, end } }) => ({ value, start, end })) };
      });
    const byTheLibrary = found();
    require(MATCHING);
    let asked = 0;
    const { exec } = RegExp.prototype;
    RegExp.prototype.exec = function (text) {
      if (this.hasIndices) asked += 1;
      return exec.call(this, text);
    };
    try {
      expect(found()).to.deep.equal(byTheLibrary);
    } finally {
      RegExp.prototype.exec = exec;
    }
    expect(byTheLibrary.flatMap(({ values }) => values).length).to.be.greaterThan(steps.length);
    expect(asked, 'times that Node was asked').to.be.greaterThan(steps.length);
  });
});

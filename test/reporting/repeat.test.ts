import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { after, describe, it } from 'node:test';
import type { Envelope } from '@cucumber/messages';
import { expect } from 'chai';
import { RepeatError, repetitionFrom } from '../../support/reporting/repeat';
import { OUTCOMES, repeat, repeatIn } from './run';

/** Stands in for the suite's plugin, which starts servers too. */
const COPIES = `module.exports = { type: 'plugin', coordinator({ transform }) {
  transform('pickles:order', (pickles) => pickles.flatMap((p) => Array(Number(process.env.REPEAT)).fill(p)));
} };`;

describe('repeat', () => {
  it('takes the number of times first, and chooses a random order with a seed', () => {
    expect(repetitionFrom(['50', '--tags', '@RACE-06'], () => 7)).to.deep.equal({
      times: 50,
      cucumber: ['--tags', '@RACE-06', '--order', 'random:7'],
      messages: 'reports/repeat.ndjson',
    });
    expect(repetitionFrom(['2', '--order', 'defined'], () => 7).cucumber).to.deep.equal([
      '--order',
      'defined',
    ]);
  });

  it('writes its messages where it is told to', () => {
    expect(repetitionFrom(['2', '--messages', 'a.ndjson', '--order', 'defined'], () => 7)).to.deep.equal({
      times: 2,
      cucumber: ['--order', 'defined'],
      messages: 'a.ndjson',
    });
    expect(() => repetitionFrom(['2', '--messages'], () => 7)).to.throw(RepeatError, '--messages FILE');
  });

  for (const args of [[], ['0'], ['abc'], ['-1'], ['1.5'], ['10001'], ['--tags', '@a']]) {
    it(`refuses "${args.join(' ')}"`, () => {
      expect(() => repetitionFrom(args, () => 7)).to.throw(RepeatError, 'npm run repeat -- 50');
    });
  }

  it('ends with 2 and one sentence for a bad number', async () => {
    const { code, stdout, stderr } = await repeat('abc');
    expect({ code, stdout }).to.deep.equal({ code: 2, stdout: '' });
    expect(stderr.trim().split('\n')).to.have.length(1);
  });

  it('ends with 2 where no scenario matches', async () => {
    const { code, stderr } = await repeat('3', '--messages', os.devNull, ...OUTCOMES, '--tags', '@nothing');
    expect({ code, stderr }).to.deep.equal({
      code: 2,
      stderr: 'No scenario matches, so nothing was repeated.\n',
    });
  });

  describe('of a scenario that passes and fails', () => {
    const folder = mkdtempSync(path.join(os.tmpdir(), 'gauntlet-repeat-'));
    const plugin = path.join(folder, 'copies.js');
    const messages = path.join(folder, 'repeat.ndjson');
    after(() => rmSync(folder, { recursive: true }));
    const args = [
      '8',
      '--messages',
      messages,
      ...OUTCOMES,
      '--plugin',
      plugin,
      '--tags',
      '@flaky or @passes',
    ];

    it('counts each scenario, bounds the rate, tells the order, and fails if anything failed', async () => {
      writeFileSync(plugin, COPIES);
      const { code, stdout } = await repeat(...args);
      expect(code).to.equal(1);
      expect(stdout).to.match(/ 8 {8}6 {8}2 {8}0 {2}It depends/);
      expect(stdout).to.match(/ 8 {8}8 {8}0 {8}0 {2}Everybody arrives/);
      expect(stdout).to.contain('16 runs: 14 passed, 2 failed. Flake rate at most 34 %');
      expect(stdout).to.match(/--tags '@flaky or @passes' --order random:\d+\n$/);
      // Once for each of the readers of a failure.
      expect(stdout.split('The fourth time.')).to.have.length(3);
      expect(stdout).to.match(
        /1 flaky scenario, which both failed and passed:\n {2}flaky \(2 of 8\): It depends/,
      );
      expect(stdout).to.not.contain('\u001b[');
    });

    it('leaves messages in which every copy has its verdict, and only those that failed are whole', () => {
      const envelopes = readFileSync(messages, 'utf8')
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line) as Envelope);
      const of = (id: string) => ({
        results: envelopes.flatMap(({ testStepFinished: one }) =>
          one?.testCaseStartedId === id ? [one.testStepResult.status] : [],
        ),
        attachments: envelopes.filter(({ attachment }) => attachment?.testCaseStartedId === id).length,
        ends: envelopes.filter(({ testCaseFinished }) => testCaseFinished?.testCaseStartedId === id).length,
      });
      const known = new Map(envelopes.flatMap(({ testCase }) => (testCase ? [[testCase.id, testCase]] : [])));
      const names = new Map(envelopes.flatMap(({ pickle }) => (pickle ? [[pickle.id, pickle.name]] : [])));
      const copies = envelopes.flatMap(({ testCaseStarted }) => {
        if (!testCaseStarted) return [];
        const played = known.get(testCaseStarted.testCaseId);
        const { results, ...rest } = of(testCaseStarted.id);
        const status = results.every((one) => one === 'PASSED') ? 'PASSED' : 'FAILED';
        const planned = played?.testSteps.length;
        return [{ name: names.get(played?.pickleId ?? ''), status, steps: results.length, planned, ...rest }];
      });
      const failed = copies.filter(({ status }) => status === 'FAILED');
      expect(copies).to.have.length(16);
      expect(failed.map(({ name }) => name)).to.deep.equal(['It depends', 'It depends']);
      for (const one of failed) expect(one).to.include({ steps: 4, planned: 4, attachments: 1, ends: 1 });
      for (const one of copies)
        if (!failed.includes(one))
          expect(one).to.include({ status: 'PASSED', steps: 1, planned: 1, attachments: 0, ends: 1 });
    });

    it('shows it in a colour of its own where there are colours, and nobody has none', async () => {
      const coloured = await repeatIn({ FORCE_COLOR: '1' }, ...args);
      const lines = coloured.stdout.split('\n');
      const magenta = lines.filter((line) => line.includes('\u001b[35m')).join();
      expect(magenta).to.contain('It depends').and.not.to.contain('Everybody arrives');
      const plain = await repeatIn({ FORCE_COLOR: '1', NO_COLOR: '1' }, ...args);
      expect(plain.stdout).to.not.contain('\u001b[35m');
    });
  });
});

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { describe, it } from 'node:test';
import { expect } from 'chai';
import { RepeatError, repetitionFrom } from '../../support/reporting/repeat';
import { OUTCOMES, repeat } from './run';

/** Stands in for the suite's plugin, which starts servers too. */
const COPIES = `module.exports = { type: 'plugin', coordinator({ transform }) {
  transform('pickles:order', (pickles) => pickles.flatMap((p) => Array(Number(process.env.REPEAT)).fill(p)));
} };`;

describe('repeat', () => {
  it('takes the number of times first, and chooses a random order with a seed', () => {
    expect(repetitionFrom(['50', '--tags', '@RACE-06'], () => 7)).to.deep.equal({
      times: 50,
      cucumber: ['--tags', '@RACE-06', '--order', 'random:7'],
    });
    expect(repetitionFrom(['2', '--order', 'defined'], () => 7).cucumber).to.deep.equal([
      '--order',
      'defined',
    ]);
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
    const { code, stderr } = await repeat('3', ...OUTCOMES, '--tags', '@nothing');
    expect({ code, stderr }).to.deep.equal({
      code: 2,
      stderr: 'No scenario matches, so nothing was repeated.\n',
    });
  });

  it('counts each scenario, bounds the rate, tells the order, and fails if anything failed', async (t) => {
    const folder = mkdtempSync(path.join(os.tmpdir(), 'gauntlet-repeat-'));
    t.after(() => rmSync(folder, { recursive: true }));
    const plugin = path.join(folder, 'copies.js');
    writeFileSync(plugin, COPIES);
    const args = ['8', ...OUTCOMES, '--plugin', plugin, '--tags', '@flaky or @passes'];
    const { code, stdout } = await repeat(...args);
    expect(code).to.equal(1);
    expect(stdout).to.match(/ 8 {8}6 {8}2 {8}0 {2}It depends/);
    expect(stdout).to.match(/ 8 {8}8 {8}0 {8}0 {2}Everybody arrives/);
    expect(stdout).to.contain('16 runs: 14 passed, 2 failed. Flake rate at most 34 %');
    expect(stdout).to.match(/--tags '@flaky or @passes' --order random:\d+\n$/);
    expect(stdout.split('The fourth time.')).to.have.length(2);
  });
});

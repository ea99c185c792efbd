import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { describe, it } from 'node:test';
import { expect } from 'chai';
import { notVerifiable, reasonIn } from '../../support/reporting/verifiability';
import { cucumber, HOUSE, OUTCOMES } from './run';

describe('the terminal', () => {
  it('tells failures twice, then the summary, then what was not verifiable', async () => {
    const { code, stdout } = await cucumber(...OUTCOMES);
    expect(code).to.equal(1);
    const lines = stdout.split('\n');
    const failure = lines.findIndex((line) => line.startsWith('1) Scenario: Somebody does not see it'));
    expect(lines.slice(failure + 1, failure + 8).map((line) => line.trim())).to.deep.equal([
      'Unproved promise RACE-06: A runner in a deeper layer is ahead',
      'Who: whoever looks',
      'Should have seen: it ends well',
      'Saw instead: Cy waited 2 s for the standings with Bo ahead of Ana. nothing matched',
      '',
      '---- for a developer ----',
      '',
    ]);
    expect(lines[failure + 8]).to.contain('Error: Cy waited 2 s for the standings with Bo ahead of Ana.');
    expect(stdout.split('Cy waited 2 s')).to.have.length(3);
    expect(stdout).to.contain("Given('a step that nobody wrote', function");
    expect(stdout).to.contain('Saw instead: Nobody has written this step.');
    expect(stdout).to.contain('Multiple step definitions match');
    expect(stdout).to.contain('7 scenarios (1 failed, 1 ambiguous, 1 undefined, 2 skipped, 2 passed)');
    expect(stdout).to.match(/First scenario after \d+\.\d s\n/);
    expect(stdout).to.match(/Not verifiable here: 2 scenarios \(no record 1, no test clock 1\)\n$/);
  });

  it('prints no hooks that passed, no attachments and, on a pipe, no control characters', async () => {
    const { stdout } = await cucumber(...OUTCOMES);
    expect(stdout).not.to.match(/Before|After|Attachment/);
    expect(stdout).not.to.match(/[^\P{Cc}\n]/u);
  });

  it('says the same with workers', async () => {
    const { code, stdout } = await cucumber(...OUTCOMES, '--parallel', '2');
    expect(code).to.equal(1);
    expect(stdout).to.contain('7 scenarios (1 failed, 1 ambiguous, 1 undefined, 2 skipped, 2 passed)');
    expect(stdout).to.contain('Not verifiable here: 2 scenarios');
  });

  it('is short where all is well', async () => {
    const { code, stdout } = await cucumber(...OUTCOMES, '--tags', '@passes');
    expect(code).to.equal(0);
    expect(stdout.trim().split('\n')).to.have.length(4);
  });

  it('leaves a feature that cannot be read to cucumber', async (t) => {
    const folder = mkdtempSync(path.join(os.tmpdir(), 'gauntlet-parse-'));
    t.after(() => rmSync(folder, { recursive: true }));
    const feature = path.join(folder, 'bad.feature');
    writeFileSync(feature, 'Feature: F\n  Scenario: S\n    Given a story of a whole race\n   rubbish\n');
    const { code, stderr } = await cucumber(...OUTCOMES.slice(0, 2), path.relative(HOUSE, feature));
    expect(code).to.equal(1);
    expect(stderr).to.match(/Parse error in .*bad\.feature/);
  });
});

describe('what was not verifiable', () => {
  it('is read from the log of a scenario', () => {
    expect(reasonIn('Not verifiable here: no test clock.\nmore')).to.equal('no test clock');
    expect(reasonIn('Something else')).to.equal(undefined);
  });

  it('is one line, the most frequent reason first', () => {
    const reasons = ['no record', 'no test clock', 'no test clock'];
    expect(notVerifiable('live', reasons)).to.equal(
      'Not verifiable on live: 3 scenarios (no test clock 2, no record 1)',
    );
    expect(notVerifiable(undefined, ['no record'])).to.equal('Not verifiable here: 1 scenario (no record 1)');
  });
});

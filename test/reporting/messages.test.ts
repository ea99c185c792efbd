import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { describe, it } from 'node:test';
import type { Envelope } from '@cucumber/messages';
import { expect } from 'chai';
import { readingsOf } from '../../support/reporting/failure';
import { cucumber, OUTCOMES } from './run';

describe('the messages of a run', () => {
  it("are cucumber's, with each failure told twice, also where cucumber itself ended the step", async (t) => {
    const folder = mkdtempSync(path.join(os.tmpdir(), 'gauntlet-messages-'));
    t.after(() => rmSync(folder, { recursive: true }));
    const [own, ours] = [path.join(folder, 'own.ndjson'), path.join(folder, 'ours.ndjson')];
    const format = ['--format', `message:"${own}"`, '--format', `"./support/entry/messages.js":"${ours}"`];
    await cucumber(...OUTCOMES, ...format);
    const read = (file: string) =>
      readFileSync(file, 'utf8')
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line) as Envelope);
    const [plain, told] = [read(own), read(ours)];
    expect(told.map((one) => Object.keys(one))).to.deep.equal(plain.map((one) => Object.keys(one)));
    const heads: string[] = [];
    for (const [index, { testStepFinished: before }] of plain.entries()) {
      const after = told[index]?.testStepFinished;
      if (after?.testStepResult.message === before?.testStepResult.message) {
        expect(told[index]).to.deep.equal(plain[index]);
        continue;
      }
      const { message = '', exception } = after?.testStepResult ?? {};
      const { story, details } = readingsOf(message);
      if (before?.testStepResult.message) expect(details).to.equal(before.testStepResult.message);
      if (before?.testStepResult.exception) expect(exception?.stackTrace).to.equal(message);
      heads.push(story.split('\n')[0] ?? '');
    }
    expect(heads).to.deep.equal([
      'Unproved promise RACE-06: A runner in a deeper layer is ahead',
      'Unproved promise of the scenario "Nobody wrote this step", which names none',
      'Unproved promise of the scenario "Two wrote this step", which names none',
    ]);
  });
});

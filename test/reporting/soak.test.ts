import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { describe, it } from 'node:test';
import { expect } from 'chai';
import { minutesFrom, SoakError } from '../../support/reporting/soak';

describe('a session in real time', () => {
  it('lasts as long as was asked for, or half an hour', () => {
    expect(minutesFrom(['--minutes', '5'])).to.equal(5);
    expect(minutesFrom(['--minutes=1440'])).to.equal(1_440);
    expect(minutesFrom([])).to.equal(30);
  });

  it('lasts as long as the environment says where the command line says nothing', () => {
    expect(minutesFrom([], { SOAK_MINUTES: '7' })).to.equal(7);
    expect(minutesFrom(['--minutes', '5'], { SOAK_MINUTES: '7' })).to.equal(5);
    expect(minutesFrom([], { SOAK_MINUTES: '' })).to.equal(30);
    expect(() => minutesFrom([], { SOAK_MINUTES: 'long' })).to.throw(
      SoakError,
      '"long" is not a number of minutes',
    );
  });

  for (const args of [
    ['--minutes', '0'],
    ['--minutes', '1441'],
    ['--minutes', 'ten'],
    ['--minutes', '1.5'],
    ['--minutes'],
    ['30'],
    ['--hours', '1'],
  ]) {
    it(`is refused for "${args.join(' ')}"`, () => {
      expect(() => minutesFrom(args)).to.throw(SoakError, 'npm run soak -- --minutes 30');
    });
  }

  it('is not begun for a bad number: one sentence, and exit code 2', () => {
    const house = path.resolve(__dirname, '../..');
    const program = path.join(house, 'support/reporting/soak.ts');
    const { status, stdout, stderr } = spawnSync(
      process.execPath,
      ['-r', './support/entry/typescript.js', program, '--minutes', 'ten'],
      { cwd: house, encoding: 'utf8', env: { ...process.env, NODE_NO_WARNINGS: '1' } },
    );
    expect({ status, stdout }).to.deep.equal({ status: 2, stdout: '' });
    expect(stderr.trim().split('\n')).to.deep.equal([
      '"ten" is not a number of minutes. Say how many minutes, 1 to 1440 (30 if you do not): npm run soak -- --minutes 30.',
    ]);
  });
});

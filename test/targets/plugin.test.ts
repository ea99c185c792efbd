import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { after, describe, it } from 'node:test';
import { expect } from 'chai';

const ROOT = path.resolve(__dirname, '../..');
const CUCUMBER = path.join(ROOT, 'node_modules/@cucumber/cucumber/bin/cucumber.js');
const CONFIGURATION = path.relative(ROOT, path.join(__dirname, 'fixtures/run/cucumber.js'));

describe('a run of cucumber', { skip: process.platform === 'win32' }, () => {
  const place = mkdtempSync(path.join(tmpdir(), 'run-test-'));
  chmodSync(place, 0o755); // as root, PostgreSQL is another user
  after(() => rmSync(place, { recursive: true }));

  it('has one PostgreSQL and a server, tells what they took, and leaves nothing', async () => {
    const { code, stdout } = await run(['--name', 'asked']);
    expect(stdout).to.match(/First scenario after \d+\.\d s \(PostgreSQL \d+\.\d s, server \d+\.\d s\)/);
    expect(stdout).to.contain('1 scenario (1 passed)');
    expect(code).to.equal(0);
  });

  it('repeats every scenario, for all workers, and leaves nothing when some fail', async () => {
    const { code, stdout } = await run(['--parallel', '2'], { REPEAT: '3' });
    expect(stdout).to.contain('6 scenarios (3 failed, 3 passed)');
    expect(code).to.equal(1);
  });

  it('starts nothing when it is dry', async () => {
    const { code, stdout, stderr } = await run(['--dry-run', '-fsummary'], { TMPDIR: '/no/such/folder' });
    expect(stdout + stderr).to.contain('2 scenarios (2 skipped)');
    expect(code).to.equal(0);
  });

  const refused: [why: string, words: string[], env: NodeJS.ProcessEnv, says: string][] = [
    ['a setting', [], { TARGET: 'moon' }, 'TARGET is "moon"; it must be one of embedded, containers, live.'],
    [
      "a profile's parameter",
      ['-p', 'misspelt'],
      {},
      'The world parameter "tarqet" is unknown; there are target,',
    ],
    [
      'a parameter',
      ['--world-parameters', '{"repeat":0}'],
      {},
      'The world parameter "repeat" is "0"; it must be',
    ],
    [
      'a temporary folder',
      [],
      { TMPDIR: __filename },
      "The embedded target's PostgreSQL is not there: No temporary",
    ],
    ['a choice of scenarios', ['--name', 'asked by nobody'], {}, 'There is no scenario of that choice: '],
    [
      'a dialect',
      [],
      { PONG_DIALECT: '/no/such/dialect.ts' },
      "The pong dialect /no/such/dialect.ts (PONG_DIALECT) cannot be loaded: Cannot find module '/no/such",
    ],
    [
      'an address',
      ['--parallel', '1'],
      { TARGET: 'live', SERVER_URL: 'http://127.0.0.1:1', ADMIN_TOKEN: 'any' },
      'Nothing answers at http://127.0.0.1:1/ (',
    ],
  ];
  for (const [why, words, env, says] of refused) {
    it(`does not begin when ${why} is wrong: one sentence and exit code`, async () => {
      const { code, stderr } = await run(words, env);
      expect(stderr.startsWith(says), stderr).to.equal(true);
      expect(stderr.trim().split('\n')).to.have.lengthOf(1);
      expect(code).to.be.oneOf([1, 2]);
    });
  }

  async function run(words: string[], env: NodeJS.ProcessEnv = {}) {
    const child = spawn(process.execPath, [CUCUMBER, '--config', CONFIGURATION, ...words], {
      cwd: ROOT,
      env: { ...process.env, TMPDIR: place, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const [stdout, stderr, [code]] = await Promise.all([
      text(child.stdout),
      text(child.stderr),
      once(child, 'close'),
    ]);
    expect(readdirSync(place).filter((name) => name.startsWith('gauntlet-'))).to.deep.equal([]);
    return { stdout, stderr, code: code as number };
  }
});

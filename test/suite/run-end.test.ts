import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { after, describe, it } from 'node:test';
import { expect } from 'chai';
import { cucumber } from '../reporting/run';

const ROOT = path.resolve(__dirname, '../..');
const PROGRAM = path.join(ROOT, 'support/run-end.ts');

/** A process that has so many milliseconds when it is done. @returns its exit code, and what it said. */
async function ends(grace: number, leaves: string): Promise<{ code: number | null; said: string }> {
  const script = `${leaves}; require(${JSON.stringify(PROGRAM)}).seeToTheEnd(${grace});`;
  const child = spawn(process.execPath, ['-r', './support/entry/typescript.js', '-e', script], {
    cwd: ROOT,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const [said, [code]] = await Promise.all([text(child.stderr), once(child, 'exit')]);
  return { code: code as number | null, said };
}

describe('The end of a run', () => {
  it('comes at once where nothing is left, with the exit code of the run', async () => {
    expect(await ends(2 ** 30, 'process.exitCode = 3')).to.deep.equal({ code: 3, said: '' });
  });

  it('comes though something is left, and says what, and that the run has failed', async () => {
    const { code, said } = await ends(1, "require('node:net').createServer().listen(0, '127.0.0.1')");
    expect(said).to.equal('The run was over, and did not end: it has left TCPServerWrap behind.\n');
    expect(code).to.equal(1);
  });
});

describe('An error that the server logs after the last scenario', () => {
  const place = mkdtempSync(path.join(tmpdir(), 'gauntlet-late-'));
  after(() => rmSync(place, { recursive: true }));
  const at = (name: string) => path.join(place, name);

  for (const [who, workers] of [
    ['one process', '0'],
    ['a worker', '1'],
  ] as const) {
    it(`fails the run, whose reports are written, in ${who}`, async () => {
      const { code, stdout, stderr } = await cucumber(
        ...['-c', 'test/race/cucumber.json', '--require', 'test/suite/fixture/late-error.ts'],
        ...['--parallel', workers, '--name', 'A second connection takes over and the first is closed'],
        ...['--format', `message:${at('messages')}`, '--format', `./support/entry/overview.js:${at('page')}`],
        ...['--format', `junit:${at('junit')}`],
      );
      const said = stdout + stderr;
      expect(said).to.contain('1 scenario (1 passed)');
      expect(said).to.contain('The server logged an error: The last connection was lost');
      expect(code).to.equal(1);
      const messages = readFileSync(at('messages'), 'utf8').trim().split('\n');
      expect(JSON.parse(messages.at(-1) ?? '').testRunFinished.success).to.equal(false);
      expect(messages.at(-2)).to.contain('"FAILED"').and.to.contain('The last connection was lost');
      expect(readFileSync(at('page'), 'utf8')).to.contain('Something beside the scenarios failed');
      expect(readFileSync(at('junit'), 'utf8')).to.contain('</testsuite>');
    });
  }
});

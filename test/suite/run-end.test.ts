import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { describe, it } from 'node:test';
import { expect } from 'chai';

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

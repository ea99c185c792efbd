import { spawnSync } from 'node:child_process';
import { chmodSync, chownSync, cpSync, existsSync, lstatSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, describe, it } from 'node:test';
import { expect } from 'chai';
import { binariesIn, findBinaries } from '../../support/targets/embedded/binaries';
import { Cluster } from '../../support/targets/embedded/cluster';
import { isRunning, startRunner, watchKeeper } from './fixtures/processes';

/** `daemon`, on every unix; initdb wants a user that the system knows. */
const ANYBODY = { uid: 1, gid: 1 };
const root = process.getuid?.() === 0;

describe('a cluster of an ordinary user', {
  skip: root ? whyUnreadable(ANYBODY) : 'needs root, to be somebody else',
}, () => {
  const home = root ? mkdtempSync(path.join(tmpdir(), 'user-test-')) : '';
  before(() => chownSync(home, ANYBODY.uid, ANYBODY.gid));
  after(() => rmSync(home, { recursive: true }));

  it('runs as that user, and leaves nothing', async () => {
    const { runner, address } = await startRunner({ ...ANYBODY, env: { TMPDIR: home, HOME: home } });
    expect(path.dirname(address.folder)).to.equal(home);
    expect(statSync(path.join(address.folder, 'data')).uid).to.equal(ANYBODY.uid);
    const keeper = await watchKeeper(address.folder);
    runner.kill('SIGKILL');
    await keeper.gone;
    expect(existsSync(address.folder)).to.equal(false);
    expect(isRunning(address.pid)).to.equal(false);
  });
});

describe('binaries that cannot be used where they are', { skip: process.platform === 'win32' }, () => {
  const checkout = mkdtempSync(path.join(tmpdir(), 'checkout-test-'));
  const native = path.join(checkout, 'native');
  before(() => {
    // As after `npm ci --ignore-scripts`: no links. As under /root: nobody else may enter.
    const noLinks = (name: string): boolean => !lstatSync(name).isSymbolicLink();
    cpSync(findBinaries().native, native, { recursive: true, filter: noLinks });
    chmodSync(checkout, 0o700);
  });
  after(() => rmSync(checkout, { recursive: true }));

  it('are copied, with the links between libraries, for the run', async () => {
    const binaries = binariesIn(native);
    if (process.platform === 'linux') expect(Object.keys(binaries.links)).to.include('lib/libpq.so.5');
    const cluster = await Cluster.launch({ binaries });
    const { folder } = await cluster.ready;
    expect(existsSync(path.join(folder, 'postgresql', 'bin', 'postgres'))).to.equal(true);
    await cluster.stop();
    expect(existsSync(folder)).to.equal(false);
  });
});

/** Why this checkout is of no use to another user, or false. */
function whyUnreadable(user: { uid: number; gid: number }): string | false {
  const probe = spawnSync(
    process.execPath,
    ['-e', 'require("node:fs").readFileSync(process.argv[1])', __filename],
    user,
  );
  return probe.status === 0 ? false : 'this checkout, or node itself, cannot be read by others';
}

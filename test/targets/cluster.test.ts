import { once } from 'node:events';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, it } from 'node:test';
import { expect } from 'chai';
import { Cluster, temporaryFolder } from '../../support/targets/embedded/cluster';
import { createDatabase } from '../../support/targets/embedded/database';
import { removeLeftovers } from '../../support/targets/embedded/leftovers';
import { openRecord } from '../../support/targets/record';
import { TargetError } from '../../support/targets/target';
import { ownTmpdir } from '../own-tmpdir';
import { isRunning, keeperOf, startRunner, watchKeeper } from './fixtures/processes';

const unix = process.platform !== 'win32';
/** Connections that the reference server's pool may have, and those beside it: `reference-server/core/database.ts`. */
const [SERVER_POOL, SERVER_HOLD] = [10, 1];
/** And the suite's: `support/targets/record.ts`. */
const RECORD = 2;
const root = process.getuid?.() === 0;

describe('a cluster', { skip: !unix }, () => {
  /** Of its own: whoever starts one elsewhere clears away what lies about there. */
  const own = ownTmpdir(() => {
    const folder = mkdtempSync(path.join(temporaryFolder(), 'clusters-'));
    chmodSync(folder, 0o777);
    return folder;
  });

  it('holds databases while it runs, and leaves nothing when it stops', async () => {
    const cluster = await Cluster.launch();
    const address = await cluster.ready;
    const url = await createDatabase(address, "bo's");
    const record = openRecord(url);
    const [row] = await record.query<{ name: string; sync: string }>(
      "SELECT current_database() AS name, current_setting('synchronous_commit') AS sync WHERE 1 = $1",
      [1],
    );
    await record.close();
    expect(row).to.deep.equal({ name: "bo's", sync: 'on' });
    expect(statSync(address.folder).mode & 0o077).to.equal(0);

    await Promise.all([cluster.stop(), cluster.stop()]);
    expect(existsSync(address.folder)).to.equal(false);
    expect(isRunning(address.pid)).to.equal(false);
  });

  it('has room for all connections that many workers may have', async (t) => {
    const cluster = await Cluster.launch({ workers: 12 });
    t.after(() => cluster.stop());
    const record = openRecord(await createDatabase(await cluster.ready, 'many'));
    const [row] = await record.query<{ most: number }>(
      "SELECT current_setting('max_connections')::int AS most",
      [],
    );
    await record.close();
    expect(row?.most).to.be.at.least(12 * (SERVER_POOL + SERVER_HOLD + RECORD));
  });

  it('ends when its runner is killed, and leaves nothing', async () => {
    const { runner, address } = await startRunner();
    const keeper = await watchKeeper(address.folder);
    runner.kill('SIGKILL');
    await keeper.gone;
    expect(existsSync(address.folder)).to.equal(false);
    expect(isRunning(address.pid)).to.equal(false);
  });

  it('is cleaned up by the next run when its keeper was killed too; a living run is left alone', async (t) => {
    const living = await Cluster.launch();
    t.after(() => living.stop());
    const { runner, address } = await startRunner();
    const keeper = await watchKeeper(address.folder);
    process.kill(keeperOf(address.pid), 'SIGKILL');
    runner.kill('SIGKILL');
    await Promise.all([keeper.gone, once(runner, 'close')]);
    expect(isRunning(address.pid)).to.equal(true);

    await removeLeftovers(temporaryFolder());
    expect(isRunning(address.pid)).to.equal(false);
    expect(existsSync(address.folder)).to.equal(false);
    const { folder, pid } = await living.ready;
    expect(isRunning(pid) && existsSync(folder)).to.equal(true);
  });

  it('takes a folder that has been there for a minute for left, but none that holds anything else than a run', async () => {
    const folders = { 'gauntlet-abc123': 'data', 'gauntlet-master': 'src', 'gauntlet-master-2': 'data' };
    const anHourAgo = new Date(Date.now() - 3_600_000);
    for (const [name, entry] of Object.entries(folders)) {
      mkdirSync(path.join(own.folder, name, entry), { recursive: true });
      utimesSync(path.join(own.folder, name), anHourAgo, anHourAgo);
    }
    await removeLeftovers(own.folder);
    const left = Object.keys(folders).filter((name) => existsSync(path.join(own.folder, name)));
    expect(left).to.deep.equal(['gauntlet-master', 'gauntlet-master-2']);
  });

  it('leaves nothing when its keeper was killed during the run', async () => {
    const cluster = await Cluster.launch();
    const address = await cluster.ready;
    process.kill(keeperOf(address.pid), 'SIGKILL');
    await cluster.stop();
    expect(isRunning(address.pid)).to.equal(false);
    expect(existsSync(address.folder)).to.equal(false);
  });
});

describe('a cluster in a strange place', { skip: !unix }, () => {
  const own = ownTmpdir(() => mkdtempSync(path.join(tmpdir(), 'cluster-test-')));

  it('goes to /tmp where TMPDIR leaves no room for a socket', () => {
    process.env.TMPDIR = path.join(own.folder, 'x'.repeat(80));
    expect(temporaryFolder()).to.equal('/tmp');
  });

  it('goes to /tmp where TMPDIR is closed to the user that root lends PostgreSQL', { skip: !root }, () => {
    process.env.TMPDIR = path.join(own.folder, 'closed');
    mkdirSync(process.env.TMPDIR, { mode: 0o700 });
    expect(temporaryFolder()).to.equal('/tmp');
  });

  it('says that the temporary folder cannot be written', async () => {
    process.env.TMPDIR = path.join(own.folder, 'file');
    writeFileSync(process.env.TMPDIR, '');
    const failure = await failureOf(Cluster.launch());
    expect(failure).to.match(
      /^The embedded target's PostgreSQL is not there: No temporary folder can be made in .*file/,
    );
    expect(failure).to.contain('(not a directory); set TMPDIR to a folder that can be written.');
  });

  it('quotes the last words of initdb', async () => {
    process.env.TMPDIR = emptyFolder('full');
    const native = fakeBinaries({ initdb: 'echo "could not write: No space left on device" >&2; exit 1' });
    const failure = await failureOf(Cluster.launch({ binaries: { native, links: {} } }));
    expect(failure).to.contain(
      'initdb could not make a database (exit code 1): could not write: No space left on device.',
    );
  });

  it('quotes the last words of PostgreSQL', async () => {
    process.env.TMPDIR = emptyFolder('late');
    const native = fakeBinaries({
      initdb: 'exit 0',
      postgres: '[ "$1" = --version ] || { echo "FATAL: no" >&2; exit 3; }',
    });
    const failure = await failureOf(Cluster.launch({ binaries: { native, links: {} } }));
    expect(failure).to.contain('PostgreSQL ended while starting (exit code 3): FATAL: no.');
  });

  it('names binaries that are not there', async () => {
    process.env.TMPDIR = emptyFolder('none');
    const failure = await failureOf(
      Cluster.launch({ binaries: { native: '/no/such/postgresql', links: {} } }),
    );
    expect(failure).to.match(/no such file or directory|ENOENT/i);
  });

  /** The one sentence it failed with; checks that it left nothing. */
  async function failureOf(launch: Promise<Cluster>): Promise<string> {
    const cluster = await launch;
    const error = await cluster.ready.then(
      () => undefined,
      (reason: unknown) => reason,
    );
    const parent = tmpdir();
    if (statSync(parent).isDirectory()) expect(readdirSync(parent)).to.deep.equal([]);
    await cluster.stop();
    expect(error).to.be.instanceOf(TargetError);
    return String((error as Error).message);
  }

  function emptyFolder(name: string): string {
    const folder = path.join(own.folder, name);
    mkdirSync(folder);
    chmodSync(folder, 0o777);
    chmodSync(own.folder, 0o755);
    return folder;
  }

  function fakeBinaries(programs: Record<string, string>): string {
    const native = mkdtempSync(path.join(own.folder, 'native-'));
    chmodSync(native, 0o755);
    mkdirSync(path.join(native, 'bin'));
    for (const [name, script] of Object.entries(programs)) {
      writeFileSync(path.join(native, 'bin', name), `#!/bin/sh\n${script}\n`, { mode: 0o755 });
    }
    return native;
  }
});

import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { connect } from 'node:net';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

/** A folder that has no socket yet may be a run that is just starting. */
const STARTING_MS = 60_000;
/** What keeper.js calls the folder of a run, and what is in one. Anything else of such a name is somebody else's. */
const RUN = /^gauntlet-[A-Za-z0-9]{6}$/;
const OF_A_RUN = /^(new\.sock|keeper\.sock|data|postgresql|password|\.s\.PGSQL\..*)$/;

/**
 * Cleans up after runs whose keeper was killed as well: stops the PostgreSQL that lost it, removes the folder.
 *
 * Takes the folder in which runs make theirs. Never touches a living run's: its keeper answers when knocked at. What belongs to
 * another user, or is being cleaned up by another run at this moment, is left alone without a word.
 */
export async function removeLeftovers(parent: string): Promise<void> {
  let names: string[];
  try {
    names = readdirSync(parent).filter((name) => RUN.test(name));
  } catch {
    return; // whoever makes a folder there will say so
  }
  await Promise.all(
    names.map(async (name) => {
      const folder = path.join(parent, name);
      if (await isAbandoned(folder)) await removeRun(folder).catch(() => {});
    }),
  );
}

/** Stops the PostgreSQL whose keeper has gone, if it runs, and removes its folder. */
export async function removeRun(folder: string): Promise<void> {
  const postmaster = postmasterOf(folder);
  if (postmaster !== undefined) await stopOrphan(postmaster, folder);
  await rm(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 25 });
}

/** Knocks at the keeper of a run's folder. Only one that has certainly gone makes its folder abandoned. */
async function isAbandoned(folder: string): Promise<boolean> {
  const door =
    process.platform === 'win32' ? `\\\\.\\pipe\\${path.basename(folder)}` : path.join(folder, 'keeper.sock');
  const answer = await new Promise<string>((resolve) => {
    const visitor = connect(door);
    visitor.once('connect', () => resolve('living')).once('connect', () => visitor.destroy());
    visitor.once('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? 'unknown'));
  });
  if (answer === 'ECONNREFUSED') return true;
  if (answer !== 'ENOENT') return false;
  try {
    const folderStat = statSync(folder);
    const isOld = folderStat.isDirectory() && Date.now() - folderStat.mtimeMs > STARTING_MS;
    return isOld && readdirSync(folder).every((name) => OF_A_RUN.test(name));
  } catch {
    return false;
  }
}

async function stopOrphan(pid: number, folder: string): Promise<void> {
  const steps = [
    ['SIGINT', 2_000],
    ['SIGQUIT', 5_000],
    ['SIGKILL', 2_000],
  ] as const;
  for (const [signal, patience] of steps) {
    if (!isPostmasterOf(pid, folder)) return;
    process.kill(pid, signal);
    // Not our child, so nobody tells us when it ends.
    for (const until = Date.now() + patience; Date.now() < until && isPostmasterOf(pid, folder); )
      await pause(20);
  }
}

/** The process id PostgreSQL left in its data folder, if that process is still this PostgreSQL. */
function postmasterOf(folder: string): number | undefined {
  try {
    const [first] = readFileSync(path.join(folder, 'data', 'postmaster.pid'), 'utf8').split('\n');
    const pid = Math.abs(Number(first)); // negative while initdb works
    return pid > 1 && isPostmasterOf(pid, folder) ? pid : undefined;
  } catch {
    return undefined;
  }
}

/** Process ids are used again: only the command line says whose this is. A process that ended but was not yet reaped has none. */
function isPostmasterOf(pid: number, folder: string): boolean {
  try {
    const command =
      process.platform === 'linux'
        ? readFileSync(`/proc/${pid}/cmdline`, 'utf8')
        : execFileSync('ps', ['-o', 'command=', '-p', String(pid)], { encoding: 'utf8', stdio: 'pipe' });
    return command.includes(path.join(folder, 'data'));
  } catch {
    return false;
  }
}

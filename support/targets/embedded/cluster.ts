import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { accessSync, constants, existsSync, readFileSync, statfsSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import { TargetError } from '../target';
import { type Binaries, findBinaries } from './binaries';
import { childEnvironment } from './child-environment';
import { removeLeftovers, removeRun } from './leftovers';

/** Where a running PostgreSQL can be reached, and what is to go when it ends. Travels to the workers as JSON. */
export interface ClusterAddress {
  readonly folder: string;
  /** A folder with a socket (unix), or an address (Windows). */
  readonly host: string;
  readonly port: number;
  readonly password: string | null;
  /** The postmaster's process id. */
  readonly pid: number;
}

/** What a worker's server may have at most in its pool, beside it and left by the server before, and the suite to read the record. */
const CONNECTIONS_OF_A_WORKER = 25;
/** Whoever starts cucumber from a program of their own does not tell the plugin how many workers there are. */
const FEWEST_CONNECTIONS = 100;

type Keeper = ChildProcessByStdio<Writable, Readable, null>;

/** Socket addresses hold 104 bytes on macOS, 108 on Linux, and PostgreSQL's socket has a name of 13. */
const LONGEST_PARENT = 103 - '/gauntlet-123456'.length - '/.s.PGSQL.5432'.length;

/**
 * A PostgreSQL cluster for one run, kept by a process of its own (keeper.js) that ends it when this process ends, in whatever way.
 */
export class Cluster {
  /** Resolves once PostgreSQL takes connections. @throws TargetError with one sentence; nothing is left behind then. */
  readonly ready: Promise<ClusterAddress>;
  private stopping: Promise<void> | undefined;

  private constructor(private readonly keeper: Keeper) {
    this.ready = firstWord(keeper);
    this.ready.catch(() => {}); // whoever awaits it will hear; until then it is not "unhandled"
  }

  /**
   * Starts a cluster in the background; `ready` says when it is there. Cleans up first what killed runs may have left.
   * Takes how many workers' servers are to play on it, and where its binaries are.
   * @throws TargetError when there are no binaries for this platform.
   */
  static async launch({
    workers = 1,
    binaries = findBinaries(),
  }: {
    readonly workers?: number;
    readonly binaries?: Binaries;
  } = {}): Promise<Cluster> {
    const connections = Math.max(FEWEST_CONNECTIONS, workers * CONNECTIONS_OF_A_WORKER);
    const parent = temporaryFolder();
    await removeLeftovers(parent);
    const keeper = spawn(
      process.execPath,
      [path.join(__dirname, 'keeper.js'), JSON.stringify({ parent, connections, ...binaries })],
      {
        env: childEnvironment({}),
        cwd: path.parse(process.execPath).root,
        stdio: ['pipe', 'pipe', 'inherit'],
        detached: true, // Ctrl-C and `kill -- -group` must not reach it before it has stopped PostgreSQL
        windowsHide: true,
      },
    );
    keeper.stdin.on('error', () => {});
    return new Cluster(keeper);
  }

  /** Stops PostgreSQL and removes its folder; resolves when both are gone. Idempotent. */
  stop(): Promise<void> {
    this.stopping ??= this.end();
    return this.stopping;
  }

  private async end(): Promise<void> {
    const gone = exited(this.keeper);
    this.keeper.stdin.end();
    await gone;
    const address = await this.ready.catch(() => undefined);
    // Still there: somebody killed the keeper during the run.
    if (address && existsSync(address.folder)) await removeRun(address.folder);
  }
}

/**
 * Where runs put their folders: TMPDIR, or /tmp where PostgreSQL could not work in that. Where nobody has chosen a place, in memory:
 * a new cluster is 40 MB, and writing them to a disk can take longer than all the rest of the start.
 */
export function temporaryFolder(): string {
  if (!process.env.TMPDIR && hasRoom(MEMORY)) return MEMORY;
  const parent = tmpdir();
  if (process.platform === 'win32') return parent;
  const tooLong = Buffer.byteLength(parent) > LONGEST_PARENT; // for a socket's address
  return tooLong || !canBeEntered(parent) ? '/tmp' : parent;
}

/** Linux's file system in memory. In a container it is often small, and closed to programs, which may have to be copied there. */
const MEMORY = '/dev/shm';
const ROOM = 2 ** 30;

function hasRoom(folder: string): boolean {
  try {
    accessSync(folder, constants.W_OK | constants.X_OK);
    const { bavail, bsize } = statfsSync(folder);
    const mount = readFileSync('/proc/mounts', 'utf8')
      .split('\n')
      .find((line) => line.split(' ')[1] === folder);
    return bavail * bsize >= ROOM && mount !== undefined && !/\bnoexec\b/.test(mount) && canBeEntered(folder);
  } catch {
    return false; // no such place on this system
  }
}

/** As root we run PostgreSQL as another user, who must get there. */
function canBeEntered(folder: string): boolean {
  if (process.getuid?.() !== 0) return true;
  const entry = statSync(folder, { throwIfNoEntry: false });
  if (!entry?.isDirectory()) return true; // wrong in another way, of which the keeper tells
  const parent = path.dirname(folder);
  return (entry.mode & 0o001) !== 0 && (parent === folder || canBeEntered(parent));
}

/** The keeper says one thing: ready, or why not. */
async function firstWord(keeper: Keeper): Promise<ClusterAddress> {
  const gone = exited(keeper);
  for await (const line of createInterface({ input: keeper.stdout })) {
    const word = JSON.parse(line) as { ready?: ClusterAddress; failed?: string };
    if (word.ready) {
      keeper.stdout.resume();
      return word.ready;
    }
    await gone; // it cleans up first
    throw new TargetError(`The embedded target's PostgreSQL is not there: ${word.failed}.`);
  }
  throw new TargetError(
    "The embedded target's PostgreSQL is not there: its keeper was ended while starting.",
  );
}

function exited(child: Keeper): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
  return new Promise((resolve) => {
    child.once('exit', () => resolve());
    child.once('error', () => resolve());
  });
}

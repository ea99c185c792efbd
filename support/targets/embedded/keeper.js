// @ts-check

/**
 * The keeper: a small process between the runner and PostgreSQL that outlives the runner by a moment, to clean up after it.
 *
 * A runner can end in ways in which it cleans up nothing: Ctrl-C, a crash, `kill -9`. Whatever the way, the operating system
 * closes its end of our standard input. That is the one signal the keeper obeys: PostgreSQL is stopped, the folder removed.
 * It is plain JavaScript because it is on the way to the first scenario: loading ts-node costs more than starting PostgreSQL.
 *
 * Takes one argument, a Job as JSON. Writes one line of JSON: `{"ready": {...}}` or `{"failed": "one sentence"}`.
 *
 * @typedef {object} Job
 * @property {string} parent where the temporary folder is made
 * @property {number} connections how many there may be at the same time
 * @property {string} native the folder that holds PostgreSQL's bin, lib and share
 * @property {Record<string, string>} links symbolic links that PostgreSQL needs in `native` (from, to); empty when they are there
 */
const fs = require('node:fs');
const net = require('node:net');
const os = require('node:os');
const path = require('node:path');
const { spawn, spawnSync } = require('node:child_process');
const { randomBytes } = require('node:crypto');

/** @type {Job} */
const job = JSON.parse(process.argv[2] ?? '{}');
const windows = process.platform === 'win32';
const NOBODY = process.platform === 'darwin' ? -2 : 65534;
/** However slow the machine: PostgreSQL does not come any more. */
const LATEST_START_MS = 60_000;
/**
 * PostgreSQL refuses to run as root, so root lends it `nobody`. The user must be known to the system: initdb looks its name up.
 * @type {{ uid?: number, gid?: number }}
 */
const user = process.getuid?.() === 0 ? { uid: NOBODY, gid: NOBODY } : {};
const environment = {
  PATH: process.env.PATH,
  LC_ALL: 'C',
  TZ: 'UTC',
  ...(windows ? { SystemRoot: process.env.SystemRoot, TEMP: process.env.TEMP } : {}),
};

/** A reason for not starting, fit for a user's eyes. */
class Failure extends Error {}

/** What is to be undone, last in first out. @type {(() => Promise<void>)[]} */
const undo = [];
let ending = false;

// Ctrl-C reaches every process of the terminal. Stopping now would take the database away from servers that still use it.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => {});
process.stdout.on('error', () => {}); // the runner is gone; standard input says so too
process.on('uncaughtException', (error) => fail(error));
process.stdin.on('error', () => {});
for (const event of ['end', 'close']) process.stdin.once(event, () => end(0));
process.stdin.resume();

const late = setTimeout(
  () => fail(new Failure(`it was not ready after ${LATEST_START_MS / 1000} s`)),
  LATEST_START_MS,
);
start()
  .then((ready) => tell({ ready }), fail)
  .finally(() => clearTimeout(late));

async function start() {
  const folder = makeFolder();
  await announce(folder);
  const native = usableBinaries(folder);
  const password = windows ? randomBytes(16).toString('hex') : null; // TCP can be reached by others, our folder cannot
  await initialise(native, folder, password);
  const port = windows ? await freePort() : 5432;
  const pid = await startPostmaster(native, folder, port);
  return { folder, host: windows ? '127.0.0.1' : folder, port, password, pid };
}

/** Everything that PostgreSQL writes is in one folder that no other user can enter. */
function makeFolder() {
  let folder;
  try {
    folder = fs.mkdtempSync(path.join(job.parent, 'gauntlet-'));
  } catch (error) {
    throw new Failure(
      `No temporary folder can be made in ${job.parent} (${reason(error)}); set TMPDIR to a folder that can be written`,
    );
  }
  undo.push(() => fs.promises.rm(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 25 }));
  if (user.uid !== undefined) give(folder);
  return folder;
}

/**
 * Listens on a socket in the folder for as long as the keeper lives: a later run that finds the folder can tell a living
 * run from a dead one by knocking, without process ids (see leftovers.ts). The socket gets its name only once it listens, so
 * that one which refuses is certainly dead.
 * @param {string} folder
 */
function announce(folder) {
  const pipe = windows ? `\\\\.\\pipe\\${path.basename(folder)}` : path.join(folder, 'new.sock');
  return new Promise((resolve, reject) => {
    const door = net.createServer((visitor) => visitor.on('error', () => {}));
    door.once('error', reject);
    door.listen(pipe, () => {
      if (!windows) fs.renameSync(pipe, path.join(folder, 'keeper.sock'));
      resolve(undefined);
    });
  });
}

/**
 * The binaries where they lie, or a copy in the folder when PostgreSQL's user may not run them there (a checkout under
 * /root) or the links between its libraries are missing (`npm ci --ignore-scripts`).
 * @param {string} folder
 */
function usableBinaries(folder) {
  const links = Object.entries(job.links);
  if (links.length === 0 && mayRun(job.native)) return job.native;
  const copy = path.join(folder, 'postgresql');
  try {
    fs.cpSync(job.native, copy, { recursive: true, verbatimSymlinks: true });
    for (const [from, to] of links) fs.symlinkSync(to, path.join(copy, from));
    if (user.uid !== undefined) give(copy);
  } catch (error) {
    throw new Failure(`its binaries in ${job.native} cannot be copied to ${copy} (${reason(error)})`);
  }
  return copy;
}

/** @param {string} native */
function mayRun(native) {
  if (user.uid === undefined) return true;
  const probe = spawnSync(binary(native, 'postgres'), ['--version'], { ...user, env: environment, cwd: '/' });
  return probe.status === 0;
}

/** Makes PostgreSQL's user the owner of a folder and all that is in it. @param {string} where */
function give(where) {
  fs.lchownSync(where, NOBODY >>> 0, NOBODY >>> 0);
  if (!fs.lstatSync(where).isDirectory()) return;
  for (const name of fs.readdirSync(where)) give(path.join(where, name));
}

/**
 * Makes the cluster. Durability against a power cut is given up (fsync), durability against a killed server is not:
 * `synchronous_commit` stays on, since scenarios kill servers and then look for what was committed.
 * @param {string} native @param {string} folder @param {string | null} password
 */
async function initialise(native, folder, password) {
  const secret = path.join(folder, 'password');
  if (password !== null) fs.writeFileSync(secret, password, { mode: 0o600 });
  const settings = {
    fsync: 'off',
    full_page_writes: 'off',
    shared_buffers: '32MB',
    max_wal_size: '128MB', // the folder may lie in memory
    max_connections: String(job.connections),
    wal_level: 'minimal',
    max_wal_senders: '0',
    io_method: 'sync', // no helper processes for reading: the data fits into memory
    dynamic_shared_memory_type: windows ? 'windows' : 'mmap', // inside the folder, so that it goes with it
    timezone: 'UTC',
    log_timezone: 'UTC',
  };
  const [child, lastWords] = run(binary(native, 'initdb'), folder, [
    `--pgdata=${path.join(folder, 'data')}`,
    '--username=gauntlet',
    '--encoding=UTF8',
    '--no-locale',
    '--no-sync',
    '--no-instructions',
    ...(password === null ? ['--auth=trust'] : ['--auth=scram-sha-256', `--pwfile=${secret}`]),
    ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]),
  ]);
  const status = await ended(child);
  if (status !== 'exit code 0')
    throw new Failure(`initdb could not make a database (${status})${lastWords()}`);
}

/** Resolves with the postmaster's process id once it takes connections. @param {string} native @param {string} folder @param {number} port @returns {Promise<number>} */
async function startPostmaster(native, folder, port) {
  const address = windows
    ? ['-c', 'listen_addresses=127.0.0.1']
    : ['-c', 'listen_addresses=', '-c', `unix_socket_directories="${folder.replaceAll('"', '""')}"`];
  const [child, lastWords] = run(binary(native, 'postgres'), folder, [
    '-D',
    path.join(folder, 'data'),
    '-p',
    String(port),
    ...address,
  ]);
  return new Promise((resolve, reject) => {
    child.stderr?.on('data', () => {
      if (lastWords().includes('ready to accept connections')) resolve(child.pid ?? 0);
    });
    ended(child).then((status) => {
      reject(new Failure(`PostgreSQL ended while starting (${status})${lastWords()}`));
    });
  });
}

/**
 * Starts a program of PostgreSQL, to be stopped when the keeper ends. Gives the process and a function that quotes its last lines.
 * @param {string} program @param {string} folder @param {string[]} parameters
 * @returns {[import('node:child_process').ChildProcess, () => string]}
 */
function run(program, folder, parameters) {
  if (ending) throw new Failure('the runner has ended');
  const child = spawn(program, parameters, {
    ...user,
    env: environment,
    cwd: folder,
    stdio: ['ignore', 'ignore', 'pipe'],
    detached: !windows, // a process group of its own, that can be ended as a whole
    windowsHide: true,
  });
  let said = '';
  child.stderr?.setEncoding('utf8').on('data', (text) => {
    said = (said + text).slice(-2000);
  });
  undo.push(() => stop(child));
  return [child, () => (said === '' ? '' : `: ${said.trim().split('\n').slice(-5).join(' / ')}`)];
}

/** Fast shutdown; then immediate shutdown; then no questions. @param {import('node:child_process').ChildProcess} child */
async function stop(child) {
  const gone = ended(child);
  /** @type {[NodeJS.Signals, number][]} */
  const steps = [
    ['SIGINT', 2000],
    ['SIGQUIT', 5000],
  ];
  for (const [signal, patience] of steps) {
    if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return;
    child.kill(signal);
    await Promise.race([gone, new Promise((resolve) => setTimeout(resolve, patience).unref())]);
  }
  if (child.exitCode === null && child.signalCode === null && child.pid) {
    process.kill(windows ? child.pid : -child.pid, 'SIGKILL');
    await gone;
  }
}

/** How a process ended, in words. @param {import('node:child_process').ChildProcess} child @returns {Promise<string>} */
function ended(child) {
  if (child.exitCode !== null) return Promise.resolve(`exit code ${child.exitCode}`);
  if (child.signalCode !== null) return Promise.resolve(`ended by ${child.signalCode}`);
  return new Promise((resolve) => {
    child.once('error', (error) => resolve(`it cannot be run: ${reason(error)}`));
    child.once('close', (code, signal) => resolve(signal ? `ended by ${signal}` : `exit code ${code}`));
  });
}

/** @returns {Promise<number>} */
function freePort() {
  return new Promise((resolve, reject) => {
    const probe = net.createServer().once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}

/** @param {string} native @param {string} name */
function binary(native, name) {
  return path.join(native, 'bin', windows ? `${name}.exe` : name);
}

/** @param {unknown} error */
function reason(error) {
  if (!(error instanceof Error)) return String(error);
  const { errno } = /** @type {NodeJS.ErrnoException} */ (error);
  const known = errno === undefined ? undefined : require('node:util').getSystemErrorMap().get(errno);
  return known ? known[1] : error.message;
}

/** @param {object} message */
function tell(message) {
  process.stdout.write(`${JSON.stringify(message)}${os.EOL}`);
}

/** @param {unknown} error */
function fail(error) {
  if (ending) return;
  tell({
    failed: error instanceof Failure ? error.message : `PostgreSQL could not be started (${reason(error)})`,
  });
  end(1);
}

/** Undoes everything, then exits. @param {number} code */
async function end(code) {
  if (ending) return;
  ending = true;
  for (const step of undo.reverse()) await step().catch(() => {});
  process.exit(code);
}

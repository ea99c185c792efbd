// @ts-check

/**
 * Outlives the run by a moment, to end its browser and remove what that has written. A run can end in ways in which it cleans up
 * nothing (Ctrl-C, `kill -9`): whatever the way, the operating system closes our standard input.
 *
 * Takes one argument, the folder; and on standard input the browser's process id, once it runs, and `closed` once it is about to end by itself.
 */
const { spawnSync } = require('node:child_process');
const fs = require('node:fs');
const { setTimeout: pause } = require('node:timers/promises');

const folder = process.argv[2] ?? '';
const LOOK_AGAIN_MS = 10;
/** Nobody is to wait for us for ever: so long for the browser to end, and as long again for its folder to go. */
const LATEST_MS = 15_000;

let said = '';
let isEnding = false;

// Ctrl-C reaches every process of the terminal.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => {});
process.stdin.on('error', () => {});
process.stdin.setEncoding('utf8').on('data', (text) => {
  said += text;
});
for (const event of ['end', 'close']) process.stdin.once(event, () => void end());

async function end() {
  if (isEnding) return;
  isEnding = true;
  const told = Number.parseInt(said, 10) || 0;
  const browsers = told > 0 ? [told] : startedHere();
  const signal = said.includes('closed') ? 0 : 'SIGKILL';
  // It is not our child, so nobody tells us when it has ended. What it would still write is for nobody.
  await untilNot(() => browsers.map((browser) => killAll(browser, signal)).includes(true));
  // What whoever tidies up beside us does in there at the same moment is over soon.
  await untilNot(() => {
    remove();
    return fs.existsSync(folder);
  });
  process.exit(0);
}

/** @param {() => boolean} isSo */
async function untilNot(isSo) {
  const latest = Date.now() + LATEST_MS;
  while (isSo() && Date.now() < latest) await pause(LOOK_AGAIN_MS);
}

function remove() {
  try {
    fs.rmSync(folder, { recursive: true, force: true });
  } catch {} // once more, then
}

/**
 * The run may end while its browser starts, and cannot tell us then: every process of it has our folder among its words.
 * @returns {number[]} their process ids; none where there is no `ps`
 */
function startedHere() {
  const { stdout } = spawnSync('ps', ['-axww', '-o', 'pid=,command='], { encoding: 'utf8' });
  const lines = (stdout ?? '').split('\n').filter((line) => line.includes(`${folder}/`));
  return lines.map((line) => Number.parseInt(line, 10)).filter((pid) => pid !== process.pid);
}

/**
 * The browser leads a group of processes, and some of them outlive it by a moment: its network service makes its folder anew then.
 * @param {number} pid @param {NodeJS.Signals | 0} signal @returns {boolean} whether one of them was still there
 */
function killAll(pid, signal) {
  return [pid, -pid].map((one) => kill(one, signal)).includes(true);
}

/** @param {number} pid @param {NodeJS.Signals | 0} signal @returns {boolean} whether it was still there */
function kill(pid, signal) {
  try {
    return process.kill(pid, signal);
  } catch {
    return false;
  }
}

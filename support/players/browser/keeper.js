// @ts-check

/**
 * Outlives the run by a moment, to end its browser and remove what that has written. A run can end in ways in which it cleans up
 * nothing (Ctrl-C, `kill -9`): whatever the way, the operating system closes our standard input.
 *
 * Takes one argument, the folder; and on standard input the browser's process id, once it runs, and `closed` once it is about to end by itself.
 */
const fs = require('node:fs');
const { setTimeout: pause } = require('node:timers/promises');

const folder = process.argv[2] ?? '';
const LOOK_AGAIN_MS = 10;
/** Nobody is to wait for us for ever. */
const LATEST_MS = 30_000;

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
  const browser = Number.parseInt(said, 10) || 0;
  const signal = said.includes('closed') ? 0 : 'SIGKILL';
  const latest = Date.now() + LATEST_MS;
  // It is not our child, so nobody tells us when it has ended. What it would still write is for nobody.
  while (browser > 0 && kill(browser, signal) && Date.now() < latest) await pause(LOOK_AGAIN_MS);
  // What the browser's other processes, or whoever tidies up beside us, do in there at the same moment is over soon.
  while (fs.existsSync(folder) && Date.now() < latest) {
    remove();
    await pause(LOOK_AGAIN_MS);
  }
  process.exit(0);
}

function remove() {
  try {
    fs.rmSync(folder, { recursive: true, force: true });
  } catch {} // once more, then
}

/** @param {number} pid @param {NodeJS.Signals | 0} signal @returns {boolean} whether it was still there */
function kill(pid, signal) {
  try {
    return process.kill(pid, signal);
  } catch {
    return false;
  }
}

// @ts-check

/**
 * Outlives the run by a moment, to remove what its browser has written. A run can end in ways in which it removes nothing (Ctrl-C,
 * `kill -9`): whatever the way, the operating system closes our standard input. The browser ends by itself then, as its own line to
 * the run is closed.
 *
 * Takes one argument, the folder.
 */
const fs = require('node:fs');
const { setTimeout: pause } = require('node:timers/promises');

const folder = process.argv[2] ?? '';
/** A browser that is just ending may write a last file. */
const LAST_WORDS_MS = 250;

let isOver = false;
let isRemoving = false;

// Ctrl-C reaches every process of the terminal.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => {});
process.stdin.on('error', () => {});
// A run that has ended its browser says so first.
process.stdin.on('data', () => {
  isOver = true;
});
for (const event of ['end', 'close']) process.stdin.once(event, () => void remove());

async function remove() {
  if (isRemoving) return;
  isRemoving = true;
  while (fs.existsSync(folder)) {
    fs.rmSync(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 50 });
    if (!isOver) await pause(LAST_WORDS_MS);
  }
  process.exit(0);
}

import { spawn } from 'node:child_process';
import { accessSync, constants, mkdtempSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Browser } from 'playwright-core';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome.exe'];
const ELSEWHERE = [
  '/usr/bin/chromium',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];

/** Straight to the server, as all players; nothing of its own over the network. */
const ARGS = [
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-gpu',
  '--disable-quic',
  '--disable-sync',
  '--no-first-run',
  '--no-proxy-server',
];

/** What it needs of the user's environment; the rest stays behind, as a shell holds secrets. */
const INHERITED = ['PATH', 'LANG', 'LD_LIBRARY_PATH', 'FONTCONFIG_FILE', 'FONTCONFIG_PATH', 'SystemRoot'];

/** Tells the keeper that the browser ends by itself. */
const ENDED = 'closed\n';

/** What a user names who wants no browser to be used. */
export const NO_BROWSER = 'none';

/** Not "gauntlet-…": folders of that name are PostgreSQL's, and are cleared away as such. */
const FOLDER = 'browser-of-gauntlet-';
/** Chromium makes a socket there, whose address holds 104 bytes on macOS, 108 on Linux. */
const LONGEST_PARENT = 103 - `/${FOLDER}123456/org.chromium.Chromium.123456/SingletonSocket`.length;

/** Where a Chromium is on this machine, or undefined. @param chosen a program that the user has named; it alone counts then. */
export function findChromium(chosen = process.env.CHROMIUM_PATH): string | undefined {
  if (chosen === NO_BROWSER) return undefined;
  if (chosen) return isProgram(chosen) ? chosen : undefined;
  const folders = (process.env.PATH ?? '').split(path.delimiter).filter((folder) => folder !== '');
  const candidates = folders.flatMap((folder) => NAMES.map((name) => path.join(folder, name)));
  return [...candidates, ...ELSEWHERE].find(isProgram);
}

/** True for a file that this user may run. */
export function isProgram(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return statSync(file).isFile();
  } catch {
    return false;
  }
}

/**
 * Starts the Chromium at `executablePath`, headless. All that it writes is in a folder of its own. A small process (keeper.js) removes
 * that when the browser is closed; and when this process ends, in whatever way, it ends the browser before.
 * @throws Error if it does not start; nothing is left behind then.
 */
export async function launchChromium(executablePath: string): Promise<Browser> {
  const folder = mkdtempSync(path.join(temporaryFolder(), FOLDER));
  const keeper = spawn(process.execPath, [path.join(__dirname, 'keeper.js'), folder], {
    stdio: ['pipe', 'ignore', 'inherit'],
    env: {},
    cwd: path.parse(folder).root,
    detached: true, // Ctrl-C must not end it before the browser
    windowsHide: true,
  });
  keeper.stdin.on('error', () => {});
  let browser: Browser | undefined;
  try {
    browser = await launchIn(folder, executablePath);
    keeper.stdin.write(`${await processIdOf(browser)}\n`);
    browser.once('disconnected', () => keeper.stdin.end(ENDED));
    return browser;
  } catch (cause) {
    await browser?.close().catch(() => {});
    keeper.stdin.end(ENDED);
    throw new Error(`The browser ${executablePath} does not start: ${firstLine(cause)}`, { cause });
  }
}

/** Its profile goes where the system's temporary files go: that is this folder, for as long as the start takes. */
async function launchIn(folder: string, executablePath: string): Promise<Browser> {
  const before = process.env.TMPDIR;
  process.env.TMPDIR = folder;
  try {
    const { chromium } = await import('playwright-core'); // loads slowly, and few runs need it
    const inherited = INHERITED.map((name) => [name, process.env[name]] as const);
    return await chromium.launch({
      executablePath,
      args: ARGS,
      env: { ...Object.fromEntries(inherited), HOME: folder, TMPDIR: folder },
      artifactsDir: path.join(folder, 'artifacts'),
      // Whatever ends this process ends the browser, too: a signal is not to be kept from having its usual effect.
      handleSIGINT: false,
      handleSIGTERM: false,
      handleSIGHUP: false,
    });
  } finally {
    if (before === undefined) delete process.env.TMPDIR;
    else process.env.TMPDIR = before;
  }
}

/** TMPDIR, or /tmp where a browser could not work in that. */
function temporaryFolder(): string {
  const folder = tmpdir();
  const isTooLong = process.platform !== 'win32' && Buffer.byteLength(folder) > LONGEST_PARENT;
  return isTooLong ? '/tmp' : folder;
}

async function processIdOf(browser: Browser): Promise<number> {
  const session = await browser.newBrowserCDPSession();
  const { processInfo } = await session.send('SystemInfo.getProcessInfo');
  await session.detach();
  return processInfo.find(({ type }) => type === 'browser')?.id ?? 0;
}

function firstLine(cause: unknown): string {
  return (cause instanceof Error ? cause.message : String(cause)).split('\n', 1)[0] ?? '';
}

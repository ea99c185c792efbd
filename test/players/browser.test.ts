import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, it } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { expect } from 'chai';
import { BrowserAtHand } from '../../support/players/browser/browser-at-hand';
import { findChromium, launchChromium } from '../../support/players/browser/chromium';
import { BrowserPage } from '../../support/players/browser/page';
import { PlayerPool } from '../../support/players/pool';
import { ownTmpdir } from '../own-tmpdir';
import { until } from '../until';

const chromium = findChromium();
const KEEPER = path.join(__dirname, '../../support/players/browser/keeper.js');
const skip = chromium ? false : 'no Chromium here (CHROMIUM_PATH names one)';

describe('a browser', () => {
  it('is the one that was named, or none', () => {
    expect(findChromium(process.execPath)).to.equal(process.execPath);
    expect(findChromium('/nowhere/chromium')).to.equal(undefined);
    expect(findChromium('none')).to.equal(undefined);
    expect(findChromium(tmpdir())).to.equal(undefined);
  });

  it('is missed by whoever needs one and has none, or has not said so', async () => {
    const none = new BrowserAtHand('none');
    expect(none.exists).to.equal(false);
    expect(await none.start().catch(String)).to.equal('Error: There is no Chromium on this machine.');
    expect(() => none.browser).to.throw('needs the tag @needs-browser');
  });

  const unix = process.platform !== 'win32';
  it('is kept until the last of its processes has ended: one may still make the folder anew', {
    skip: !unix,
  }, async () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'b-'));
    const again = path.join(folder, 'again');
    // Its last process has the pipe, too, which is closed when that ends.
    const leader = spawn(
      '/bin/sh',
      ['-c', `(for i in 1 2 3 4 5; do mkdir -p "$0"; sleep 0.1; done) &`, again],
      {
        detached: true,
        stdio: ['ignore', 'pipe', 'ignore'],
      },
    );
    const ended = once(leader.stdout.resume(), 'end');
    await once(leader, 'exit');
    const keeper = spawn(process.execPath, [KEEPER, folder], { stdio: ['pipe', 'ignore', 'inherit'] });
    keeper.stdin.end(`${leader.pid}\nclosed\n`);
    await Promise.all([ended, once(keeper, 'exit')]);
    expect(existsSync(folder)).to.equal(false);
  });

  describe('that runs', { skip, concurrency: 1 }, () => {
    const own = ownTmpdir(() => mkdtempSync(path.join(tmpdir(), 'b-')));

    it('leaves the place for temporary files as it was, and no file', async () => {
      const browser = await launchChromium(chromium ?? '');
      expect(process.env.TMPDIR).to.equal(own.folder);
      const [folder = ''] = readdirSync(own.folder);
      const gone = whenGone(path.join(own.folder, folder));
      await browser.close();
      await gone;
    });

    it('is not stopped by a place for temporary files that is too far away for it', async () => {
      const far = path.join(own.folder, 'f'.repeat(80));
      mkdirSync(far);
      process.env.TMPDIR = far;
      const browser = await launchChromium(chromium ?? '').finally(() => {
        process.env.TMPDIR = own.folder;
      });
      await browser.close();
      expect(readdirSync(far)).to.deep.equal([]);
      rmSync(far, { recursive: true });
    });

    it('that cannot be started leaves no file either', async () => {
      const failure = await launchChromium(process.execPath).catch((cause: Error) => cause.message);
      expect(failure).to.match(/^The browser .*node.* does not start: /);
      await Promise.all(readdirSync(own.folder).map((folder) => whenGone(path.join(own.folder, folder))));
    });

    for (const moment of [0, 200]) {
      it(`that is starting when its run is killed (after ${moment} ms) leaves nothing`, async () => {
        const run = startRun(chromium ?? '');
        await until('the browser', () => processesWith(own.folder).length > 0);
        await pause(moment);
        run.kill('SIGKILL');
        await once(run.stderr.resume(), 'close'); // its keeper's end, too
        await until('the end of the browser', () => processesWith(own.folder).length === 0);
        expect(readdirSync(own.folder).filter((name) => name.startsWith('browser-of'))).to.deep.equal([]);
      });
    }

    it('keeps no page that could not be opened', async () => {
      const browser = await launchChromium(chromium ?? '');
      const player = new PlayerPool(1).add('Ana', 'player');
      const door = { address: 'http://127.0.0.1:1/', channel: 'page', parts: {} };
      const failure = await BrowserPage.open(browser, player, door).catch(String);
      const pages = browser.contexts().length;
      await browser.close();
      expect(failure).to.contain('ERR_');
      expect(pages).to.equal(0);
    });

    for (const signal of ['SIGKILL', 'SIGINT'] as const) {
      it(`ends with its run, which is ended by ${signal}, and leaves nothing`, async () => {
        const run = startRun(chromium ?? '');
        const [line] = (await once(run.stdout, 'data')) as [Buffer];
        const pid = Number(line.toString());
        expect(isRunning(pid)).to.equal(true);
        run.kill(signal);
        await once(run, 'close'); // its keeper has our end of standard error, too
        expect(isRunning(pid)).to.equal(false);
        expect(readdirSync(own.folder).filter((name) => name.startsWith('browser-of'))).to.deep.equal([]);
      });
    }
  });
});

/** A process that starts a browser, says its process id, and does no more. */
function startRun(program: string) {
  const script = `
    require('./support/players/browser/chromium').launchChromium(${JSON.stringify(program)}).then(async (browser) => {
      const session = await browser.newBrowserCDPSession();
      const { processInfo } = await session.send('SystemInfo.getProcessInfo');
      console.log(processInfo.find(({ type }) => type === 'browser').id);
    });`;
  return spawn(process.execPath, ['-r', './support/entry/typescript.js', '-e', script], {
    stdio: ['ignore', 'pipe', 'pipe'],
    cwd: path.join(__dirname, '../..'),
  });
}

/** Programs of a browser that has its folder in there. */
function processesWith(folder: string): string[] {
  const { stdout } = spawnSync('ps', ['-axww', '-o', 'command='], { encoding: 'utf8' });
  return stdout.split('\n').filter((line) => line.includes(`--user-data-dir=${folder}/`));
}

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

/** Whoever removes the folder is a process of its own, which does not say when it is done. */
function whenGone(folder: string): Promise<void> {
  return until(`${folder} to be gone`, () => !existsSync(folder));
}

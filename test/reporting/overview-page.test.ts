import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { after, before, describe, it } from 'node:test';
import { pathToFileURL } from 'node:url';
import axe from 'axe-core';
import { expect } from 'chai';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { overviewOf } from '../../support/reporting/overview/page/page';
import { browserPath, openBrowser } from './browser';
import { type Fate, type PaperRun, runOf } from './paper-run';
import { cucumber, OUTCOMES } from './run';

const executable = browserPath();
const skip = executable ? false : 'no Chromium here (CHROMIUM_PATH names one)';

const HOSTILE = `</title></style><script>document.title = "taken"</script><img src=x onerror=document.title="taken">`;
const LONG = 'word'.repeat(60);

const FEATURES = {
  'features/race/a.feature': `@race
Feature: Runners

  @RACE-06
  Scenario: Ana arrives ${HOSTILE}
    When Ana comes "><svg onload=document.title='taken'>

  @RACE-06
  Scenario: Bo arrives
    When Bo comes

  @RACE-07 @ALL-01
  Scenario: Cy arrives ${LONG}
    When Cy comes

  @RACE-23
  Scenario: Two nodes
    When they meet

  Scenario: Nobody promised this
    When nothing happens

  @PONG-01
  Scenario: Not chosen
    When nothing happens
`,
};

function paper(target: string, id: string): PaperRun {
  const fates: [beginning: string, fate: Fate | readonly Fate[]][] = [
    ['Ana', { failed: `Ana is not there. ${HOSTILE}\n\nMissed: ${LONG}\n    at ${HOSTILE}` }],
    ['Cy', ['passed', { failed: 'He was late.' }]],
    ['Two', { lacks: `no second node ${HOSTILE}` }],
    ['Not', 'unplayed'],
  ];
  return {
    id,
    target,
    features: FEATURES,
    fate: (name) => fates.find(([beginning]) => name.startsWith(beginning))?.[1] ?? 'passed',
    waits: { standings: [3, 40, 0.4, 0], [HOSTILE]: [2_000], [LONG]: [0] },
    answers: { race: [5] },
  };
}

/** A page with everything that can be on it, and much that should not be. */
function worst(): string {
  const targets = ['embedded', 'containers', `live at http://${LONG}.example`];
  const mark = { target: 'embedded', passed: 4, failed: 1, flaky: 2, unverifiable: 3, milliseconds: 5_000 };
  return overviewOf({
    runs: targets.map((target, index) =>
      runOf(paper(target, String(index)), `${target.slice(0, 8)} #1/cucumber.html`),
    ),
    saboteurs: {
      made: '2026-01-02T03:04:05Z',
      saboteurs: [
        { id: 'a', sentence: HOSTILE, requirement: 'RACE-06', system: 'Race', caught: null },
        {
          id: 'b',
          sentence: LONG,
          requirement: HOSTILE,
          system: HOSTILE,
          caught: { scenario: HOSTILE, uri: LONG, failure: HOSTILE, milliseconds: 1 },
        },
      ],
      provesNothingKnown: [{ scenario: HOSTILE, uri: LONG }],
    },
    pasts: [
      { id: 'a', began: 1_767_000_000_000, targets: [mark, { ...mark, target: HOSTILE }] },
      { id: 'b', began: 1_768_000_000_000, targets: [mark] },
    ],
  });
}

describe('the overview in a browser', { skip }, () => {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'gauntlet-overview-'));
  const place = path.join(folder, 'worst.html');
  let browser: Browser;
  const complaints: string[] = [];

  before(async () => {
    writeFileSync(place, worst());
    browser = await openBrowser(executable ?? '');
  });
  after(async () => {
    await browser.close();
    rmSync(folder, { recursive: true });
  });

  const DESK = { width: 1200, height: 900 };
  const PHONE = { width: 360, height: 740 };

  /** The page with all that can be unfolded unfolded; whatever the browser complains of is kept. */
  async function open(file: string, options: BrowserContextOptions): Promise<Page> {
    const page = await browser.newPage(options);
    page.on('console', (message) => {
      if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text());
    });
    page.on('pageerror', (error) => complaints.push(error.message));
    page.on('request', (request) => {
      if (!/^(file|data):/.test(request.url())) complaints.push(`It asks the network: ${request.url()}`);
    });
    await page.goto(pathToFileURL(file).href);
    await page.evaluate(() => {
      for (const one of document.querySelectorAll('details')) one.open = true;
    });
    return page;
  }

  for (const { colorScheme, viewport, ground } of [
    { colorScheme: 'light', viewport: PHONE, ground: 'rgb(255, 255, 255)' },
    { colorScheme: 'dark', viewport: DESK, ground: 'rgb(16, 21, 27)' },
  ] as const)
    it(`can be read by everybody: ${colorScheme}, ${viewport.width} wide`, async () => {
      const page = await open(place, { colorScheme, viewport });
      const { scrollWidth, clientWidth, colour } = await page.evaluate(() => {
        const { scrollWidth, clientWidth } = document.documentElement;
        return { scrollWidth, clientWidth, colour: getComputedStyle(document.body).backgroundColor };
      });
      expect(colour).to.equal(ground);
      expect(scrollWidth, 'the width of the page').to.equal(clientWidth);
      await page.evaluate(axe.source);
      const { violations, passes } = await page.evaluate(async () => {
        const { violations, passes } = await window.axe.run(document);
        return {
          violations: violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`),
          passes: passes.map(({ id }) => id),
        };
      });
      expect(violations).to.deep.equal([]);
      expect(passes).to.include.members(['color-contrast', 'landmark-one-main', 'region', 'bypass']);
      await page.close();
    });

  it('takes names as names, whatever is in them', async () => {
    const page = await open(place, { viewport: DESK });
    expect(await page.title()).to.equal('What was promised, and what holds');
    expect(await page.evaluate(() => document.querySelectorAll('script, img, iframe').length)).to.equal(0);
    expect(await page.locator('article h3').first().textContent()).to.contain(HOSTILE);
    expect(await page.locator('article.unsure').count()).to.equal(3);
    await page.close();
  });

  it('gives the keyboard all that can be used, in the order of the page, and unfolds by it', async () => {
    const page = await open(place, { viewport: DESK });
    const focused = () =>
      page.evaluate(() => {
        const usable = [...document.querySelectorAll('a[href], summary, [tabindex="0"]')];
        return { of: usable.length, at: usable.indexOf(document.activeElement ?? document.body) };
      });
    const { of } = await focused();
    const order: number[] = [];
    while (order.length < of) {
      await page.keyboard.press('Tab');
      order.push((await focused()).at);
    }
    expect(order).to.deep.equal(Array.from({ length: of }, (_, index) => index));
    const summary = page.locator('#promises ~ .wide summary').first();
    await summary.focus();
    await page.keyboard.press('Enter');
    expect(await summary.evaluate((one) => (one.parentElement as HTMLDetailsElement).open)).to.equal(false);
    await page.close();
  });

  it("leads to a scenario in cucumber's page, unfolded", async () => {
    const [overview, report] = [path.join(folder, 'index.html'), path.join(folder, 'cucumber.html')];
    const formats = [
      '--format',
      `"./support/entry/page.js":"${report}"`,
      '--format',
      `"./support/entry/overview.js":"${overview}"`,
    ];
    await cucumber(...OUTCOMES, ...formats);
    const page = await open(overview, { viewport: DESK });
    await page.locator('article a', { hasText: 'Somebody does not see it' }).click();
    await page.waitForURL(/cucumber\.html#/);
    await page.waitForFunction(
      () => document.activeElement?.textContent === 'Scenario: Somebody does not see it',
    );
    await page.close();
  });

  it('makes no browser complain', () => {
    expect(complaints).to.deep.equal([]);
  });
});

declare global {
  interface Window {
    axe: typeof axe;
  }
}

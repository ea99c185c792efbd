import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { after, before, describe, it } from 'node:test';
import { pathToFileURL } from 'node:url';
import { expect } from 'chai';
import type { Browser, Page } from 'playwright-core';
import { FAILURE_TIMELINE } from '../../support/reporting/attachment';
import { FOR_A_DEVELOPER } from '../../support/reporting/folding';
import { timeline } from '../../support/reporting/timeline';
import { browserPath, openBrowser } from './browser';
import { cucumber, OUTCOMES } from './run';
import { crowd, failure, takeover, wholeRace, wordy } from './stories';

const executable = browserPath();
const skip = executable ? false : 'no Chromium here (CHROMIUM_PATH names one)';

describe('the report page', () => {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'gauntlet-page-'));
  const report = path.join(folder, 'report.html');

  before(async () => {
    const format = ['--format', `"./support/entry/page.js":"${report}"`];
    await cucumber(...OUTCOMES, '--tags', '@passes or @fails', ...format);
  });
  after(() => rmSync(folder, { recursive: true }));

  it("is cucumber's own, with one addition before its end", () => {
    const html = readFileSync(report, 'utf8');
    expect(html).to.contain('window.CUCUMBER_MESSAGES');
    expect(html.match(/new MutationObserver\(openTimelines\)/g)).to.have.length(1);
    expect(html).to.match(/<\/script>\s*<\/body>\s*<\/html>\s*$/);
  });

  describe('in a browser', { skip }, () => {
    let browser: Browser;
    let page: Page;
    const complaints: string[] = [];

    before(async () => {
      browser = await openBrowser(executable ?? '');
      page = await browser.newPage({ viewport: { width: 1200, height: 900 } });
      page.on('console', (message) => {
        if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text());
      });
      page.on('pageerror', (error) => complaints.push(error.message));
    });
    after(() => browser.close());

    it('shows the timeline of a failure beside its step at once, and folds that of a pass', async () => {
      await page.goto(pathToFileURL(report).href);
      const failed = page.locator('details', { hasText: FAILURE_TIMELINE });
      await failed.locator('img').waitFor({ state: 'visible' });
      const passed = page.locator('details', { hasText: /^timeline\.svg$/ });
      expect(await passed.count()).to.equal(1);
      expect(await passed.locator('img').isVisible()).to.equal(false);
      const box = await failed.locator('img').boundingBox();
      expect(box?.width).to.be.above(1000);
      expect(await failed.locator('img').evaluate((img: HTMLImageElement) => img.naturalWidth)).to.equal(
        1120,
      );
      expect(complaints).to.deep.equal([]);
    });

    it('tells a failure for whoever has ordered the server, and has what is for a developer folded away', async () => {
      const story = page.getByText('Unproved promise RACE-06: A runner in a deeper layer is ahead');
      expect(await story.isVisible()).to.equal(true);
      expect(await story.textContent())
        .to.contain('Saw instead: Cy waited 2 s')
        .and.not.to.contain('steps.ts');
      const folded = page.locator('details', { has: page.getByText(FOR_A_DEVELOPER, { exact: true }) });
      const details = folded.locator('pre');
      expect(await details.isVisible()).to.equal(false);
      await folded.locator('summary').click();
      expect(await details.textContent()).to.match(
        /^Error: Cy waited 2 s .*\n {2}nothing matched\n.*steps\.ts:\d+/,
      );
    });

    it('leaves a timeline folded that the reader folded', async () => {
      const failed = page.locator('details', { hasText: FAILURE_TIMELINE });
      await failed.locator('summary').click();
      await page.getByPlaceholder(/search/i).fill('');
      expect(await failed.locator('img').isVisible()).to.equal(false);
    });

    for (const story of [wholeRace(), failure(), crowd(), takeover(), wordy()]) {
      it(`writes "${story.title}" in letters that can be read and stay inside`, async () => {
        await page.setContent(`<body style="margin:0;width:1071px">${timeline(story)}</body>`);
        const { outside, smallest, overlaps } = await page.evaluate(measure);
        expect(outside).to.deep.equal([]);
        expect(overlaps).to.deep.equal([]);
        // The report gives a picture of 1120 about 1072 of a screen of 1200.
        expect(smallest * (1072 / 1120)).to.be.at.least(10);
        expect(complaints).to.deep.equal([]);
      });
    }
  });
});

/** Runs in the page. */
function measure(): { outside: string[]; smallest: number; overlaps: string[] } {
  const svg = document.querySelector('svg');
  if (!svg) throw new Error('There is no picture.');
  const { width, height } = svg.viewBox.baseVal;
  const texts = [...svg.querySelectorAll('text')];
  const boxes = texts.map((text) => ({ text: text.textContent ?? '', box: text.getBBox() }));
  const outside = boxes
    .filter(({ box }) => box.x < 0 || box.y < 0 || box.x + box.width > width || box.y + box.height > height)
    .map(({ text }) => text);
  const smallest = Math.min(...texts.map((text) => Number.parseFloat(getComputedStyle(text).fontSize)));
  const overlaps = boxes.flatMap(({ text, box }, index) =>
    boxes
      .slice(index + 1)
      .filter(
        ({ box: other }) =>
          box.x < other.x + other.width &&
          other.x < box.x + box.width &&
          box.y + 3 < other.y + other.height - 3 &&
          other.y + 3 < box.y + box.height - 3,
      )
      .map((other) => `${text} / ${other.text}`),
  );
  return { outside, smallest, overlaps };
}

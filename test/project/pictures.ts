import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { browserPath, openBrowser } from '../reporting/browser';
import { HOUSE } from './features';

const PICTURES = path.join(HOUSE, 'docs/images');

/** A scenario with a slip in its last line (the gap is 0:45), so that there is a failure to show. */
const SLIP = `@race
Feature: The gap to the leader

  @RACE-19
  Scenario: In the leader's layer, the gap is the difference of the times of entry
    Given Ana and Bo have joined Olga's race
    And Ana and Bo are ready
    And Olga has started the race
    And Ana is in layer 1 since 2:00
    When Bo enters layer 1 at 2:45
    Then everybody sees Bo 0:40 behind
`;

/** `npm run pictures`: makes docs/images/report.png from a real run, and prints what that run said in the terminal. */
async function main(): Promise<void> {
  const executable = browserPath();
  if (!executable) throw new Error('No Chromium here; install one, or name it in CHROMIUM_PATH.');
  const folder = mkdtempSync(path.join(tmpdir(), 'gauntlet-pictures-'));
  try {
    const [feature, report] = [path.join(folder, 'gap.feature'), path.join(folder, 'report.html')];
    writeFileSync(feature, SLIP);
    const program = path.join(HOUSE, 'node_modules/@cucumber/cucumber/bin/cucumber.js');
    const format = `"./support/entry/page.js":"${report}"`;
    const { stdout } = spawnSync(process.execPath, [program, feature, '--format', format], {
      cwd: HOUSE,
      env: { ...process.env, TARGET: 'embedded' },
      encoding: 'utf8',
    });
    console.log(stdout.replaceAll(HOUSE, '.'));
    writeFileSync(report, readFileSync(report, 'utf8').replaceAll(`${HOUSE}/`, '')); // in stacks
    await photograph(executable, report, path.join(PICTURES, 'report.png'));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The failed scenario with its timeline, as the page shows it when it is opened, 1200 pixels wide. */
async function photograph(executable: string, report: string, picture: string): Promise<void> {
  const browser = await openBrowser(executable);
  try {
    const page = await browser.newPage({ viewport: { width: 1200, height: 2_000 } });
    await page.goto(pathToFileURL(report).href);
    const timeline = page.locator('details[open] > img').first();
    await timeline.waitFor({ state: 'visible' });
    await page.waitForFunction(() => [...document.images].every((image) => image.complete));
    const [title, end] = [
      await page.locator('h1:has-text("Feature:"), h2:has-text("Feature:")').first().boundingBox(),
      await timeline.boundingBox(),
    ];
    const top = Math.floor(title?.y ?? 0) - 28; // with the tags above it
    const height = Math.ceil((end?.y ?? 0) + (end?.height ?? 0)) - top;
    mkdirSync(PICTURES, { recursive: true });
    await page.screenshot({ path: picture, fullPage: true, clip: { x: 0, y: top, width: 1200, height } });
    console.log(`Wrote ${path.relative(HOUSE, picture)} (1200 x ${height})`);
  } finally {
    await browser.close();
  }
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});

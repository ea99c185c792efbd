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

/** Where the slip stands, for a reader of the pictures. */
const PLACE = 'features/race/gap.feature';

/**
 * `npm run pictures`: makes docs/images/report.png and docs/images/overview.png from real runs, and prints what the first said in the
 * terminal. The overview is of all scenarios, with the slip among them: it takes as long as a whole run.
 */
async function main(): Promise<void> {
  const executable = browserPath();
  if (!executable) throw new Error('No Chromium here; install one, or name it in CHROMIUM_PATH.');
  const folder = mkdtempSync(path.join(tmpdir(), 'gauntlet-pictures-'));
  try {
    const feature = path.join(folder, 'gap.feature');
    writeFileSync(feature, SLIP);
    const report = path.join(folder, 'report.html');
    console.log(play([feature], './support/entry/page.js', report).replaceAll(HOUSE, '.'));
    const overview = path.join(folder, 'index.html');
    const all = [path.join(HOUSE, 'features'), feature, '--parallel', '2'];
    play(all, './support/entry/overview.js', overview);
    // In stacks, and where the slip is told to stand.
    for (const page of [report, overview])
      writeFileSync(
        page,
        readFileSync(page, 'utf8')
          .replaceAll(`${HOUSE}/`, '')
          .replaceAll(path.relative(HOUSE, feature), PLACE),
      );
    mkdirSync(PICTURES, { recursive: true });
    await photograph(executable, report, path.join(PICTURES, 'report.png'));
    await photographOverview(executable, overview, path.join(PICTURES, 'overview.png'));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Plays with one report more, written to a file. @returns what was said in the terminal */
function play(args: readonly string[], formatter: string, file: string): string {
  const program = path.join(HOUSE, 'node_modules/@cucumber/cucumber/bin/cucumber.js');
  const { stdout } = spawnSync(process.execPath, [program, ...args, '--format', `"${formatter}":"${file}"`], {
    cwd: HOUSE,
    env: { ...process.env, TARGET: 'embedded' },
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'], // what keeps a run from beginning is for whoever makes pictures
  });
  return stdout;
}

/** The overview from its head to the first promises, 1200 pixels wide. */
async function photographOverview(executable: string, overview: string, picture: string): Promise<void> {
  const browser = await openBrowser(executable);
  try {
    const page = await browser.newPage({ viewport: { width: 1200, height: 2_000 }, colorScheme: 'light' });
    await page.goto(pathToFileURL(overview).href);
    const last = await page.locator('#promises ~ .wide tbody tr').nth(2).boundingBox();
    const height = Math.ceil((last?.y ?? 0) + (last?.height ?? 0));
    await page.screenshot({ path: picture, fullPage: true, clip: { x: 0, y: 0, width: 1200, height } });
    console.log(`Wrote ${path.relative(HOUSE, picture)} (1200 x ${height})`);
  } finally {
    await browser.close();
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

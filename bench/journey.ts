import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Envelope, Timestamp } from '@cucumber/messages';
import { Cluster } from '../support/targets/embedded/cluster';
import { openEmbedded } from '../support/targets/embedded/embedded';
import { playBare } from './bare-journey';
import { median } from './median';

const ROUNDS = 3;
const RUNS = 10;
const AIM = 1.5;
const SCENARIO = 'features/race/complete-race.feature';
const HOUSE = path.resolve(__dirname, '..');

/**
 * `npm run bench`: what a scenario costs over the bare script of the same journey, start-up apart on both sides.
 *
 * Three rounds, the two ways by turns, each with a PostgreSQL and a reference server of its own. In a round each way plays the
 * journey eleven times in one process, and the first, which pays for loading and for a cold server, is left out. A
 * scenario counts from cucumber's "test case started" to its "test case finished": steps, hooks, checkers, timeline, and the
 * formatters of the default profile, which work in the same process. The figure of a way is the median of its rounds' medians.
 */
async function main(): Promise<void> {
  const bare: number[][] = [];
  const suite: number[][] = [];
  for (let round = 1; round <= ROUNDS; round += 1) {
    bare.push(await measureBare());
    suite.push(await measureSuite());
    console.log(`Round ${round}: bare script ${told(bare.at(-1) ?? [])}; suite ${told(suite.at(-1) ?? [])}`);
  }
  const [script, scenario] = [median(bare.map(median)), median(suite.map(median))];
  const ratio = (scenario / script).toFixed(2);
  console.log(
    `Bare script ${script.toFixed(1)} ms, scenario ${scenario.toFixed(1)} ms: ratio ${ratio} (aim: at most ${AIM})`,
  );
}

/** Milliseconds of each run but the first. */
async function measureBare(): Promise<number[]> {
  const cluster = await Cluster.launch();
  try {
    const target = await openEmbedded(await cluster.ready, 'bench');
    const took: number[] = [];
    for (let run = 0; run <= RUNS; run += 1) {
      const began = performance.now();
      await playBare(target, String(run));
      took.push(performance.now() - began);
    }
    await target.stop();
    return took.slice(1);
  } finally {
    await cluster.stop();
  }
}

/** Milliseconds of each run but the first. @throws Error if the scenario does not pass. */
async function measureSuite(): Promise<number[]> {
  const folder = mkdtempSync(path.join(tmpdir(), 'gauntlet-bench-'));
  try {
    const messages = path.join(folder, 'messages.ndjson');
    const program = path.join(HOUSE, 'node_modules/@cucumber/cucumber/bin/cucumber.js');
    const words = [program, SCENARIO, '--format', `message:${messages}`];
    const env = { ...process.env, REPEAT: String(RUNS + 1), TARGET: 'embedded' };
    const child = spawn(process.execPath, words, { cwd: HOUSE, env, stdio: ['ignore', 'pipe', 'inherit'] });
    let said = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      said += text;
    });
    const [code] = (await once(child, 'close')) as [number | null];
    if (code !== 0) throw new Error(`The scenario did not pass:\n${said}`);
    return durationsIn(readFileSync(messages, 'utf8')).slice(1);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** How long each test case took, in milliseconds, in the order in which they ended. */
function durationsIn(messages: string): number[] {
  const started = new Map<string, number>();
  return messages
    .trim()
    .split('\n')
    .flatMap((line) => {
      const { testCaseStarted, testCaseFinished } = JSON.parse(line) as Envelope;
      if (testCaseStarted) started.set(testCaseStarted.id, milliseconds(testCaseStarted.timestamp));
      if (!testCaseFinished) return [];
      const began = started.get(testCaseFinished.testCaseStartedId) ?? Number.NaN;
      return [milliseconds(testCaseFinished.timestamp) - began];
    });
}

function milliseconds({ seconds, nanos }: Timestamp): number {
  return seconds * 1_000 + nanos / 1_000_000;
}

/** "35.1 ms (31.0 to 60.2)" */
function told(values: readonly number[]): string {
  const [least, most] = [Math.min(...values), Math.max(...values)];
  return `${median(values).toFixed(1)} ms (${least.toFixed(1)} to ${most.toFixed(1)})`;
}

void main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});

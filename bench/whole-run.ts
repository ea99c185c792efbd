import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, rmSync } from 'node:fs';
import { loadavg } from 'node:os';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { KEPT } from '../support/entry/typescript';
import { median } from './median';

const HOUSE = path.resolve(__dirname, '..');
const CUCUMBER = path.join(HOUSE, 'node_modules/@cucumber/cucumber/bin/cucumber.js');
const ROUNDS = 3;

/** What is played, and whether TypeScript has been compiled before. */
interface Way {
  readonly name: string;
  readonly words: readonly string[];
  readonly isFirst?: true;
}

const WAYS: readonly Way[] = [
  { name: 'all, the first run after npm ci', words: [], isFirst: true },
  { name: 'all', words: [] },
  { name: 'all, in one process', words: ['--parallel', '0'] },
  { name: 'race and Pong', words: ['features/race', 'features/pong'] },
];

/** What one run took, in seconds; of all its processes, PostgreSQL and servers included, where the system tells (Linux). */
interface Cost {
  readonly wall: number;
  readonly processor: number | undefined;
}

/**
 * `npm run bench:run`: what the scenarios cost on the embedded target, from the command to its end, each time with a new PostgreSQL and new
 * servers. Three rounds, the ways by turns, and their medians. Other work on the machine shows in the load, which is told beside.
 */
async function main(): Promise<void> {
  const costs = new Map<string, Cost[]>(WAYS.map(({ name }) => [name, []]));
  for (let round = 1; round <= ROUNDS; round += 1) {
    for (const { name, words, isFirst } of WAYS) {
      if (isFirst) rmSync(KEPT, { recursive: true, force: true });
      const load = loadavg()[0] ?? 0;
      const cost = await measure(words);
      costs.get(name)?.push(cost);
      console.log(`Round ${round}, ${name}: ${told(cost)}, load before ${load.toFixed(1)}`);
    }
  }
  for (const [name, all] of costs) {
    const processor = all.flatMap((one) => one.processor ?? []);
    const of = processor.length === all.length ? median(processor) : undefined;
    console.log(`Median, ${name}: ${told({ wall: median(all.map(({ wall }) => wall)), processor: of })}`);
  }
}

/** Plays the suite once. @throws Error with what it said, if a scenario fails. */
async function measure(words: readonly string[]): Promise<Cost> {
  const before = childrensProcessorTime();
  const began = performance.now();
  const child = spawn(process.execPath, [CUCUMBER, ...words], {
    cwd: HOUSE,
    env: { ...process.env, TARGET: 'embedded' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [said, [code]] = await Promise.all([text(child.stdout), once(child, 'close')]);
  if (code !== 0) throw new Error(`The suite did not pass:\n${said}`);
  const after = childrensProcessorTime();
  return {
    wall: (performance.now() - began) / 1_000,
    processor: before === undefined || after === undefined ? undefined : after - before,
  };
}

/**
 * Seconds of processor time of all child processes that are over, and of theirs: every process of a run is waited for by the one
 * that started it. From /proc (proc_pid_stat(5): fields 16 and 17, in hundredths); undefined where there is none.
 */
function childrensProcessorTime(): number | undefined {
  try {
    const stat = readFileSync('/proc/self/stat', 'utf8');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' '); // from the third on
    return (Number(fields[13]) + Number(fields[14])) / 100;
  } catch {
    return undefined;
  }
}

/** "12.3 s (processor time 20.1 s)" */
function told({ wall, processor }: Cost): string {
  const of = processor === undefined ? '' : ` (processor time ${processor.toFixed(1)} s)`;
  return `${wall.toFixed(1)} s${of}`;
}

void main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});

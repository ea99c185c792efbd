import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { before, describe, it } from 'node:test';
import { expect } from 'chai';
import { scenariosOf } from '../race/run';

const HOUSE = path.resolve(__dirname, '../..');
const CUCUMBER = path.join(HOUSE, 'node_modules/@cucumber/cucumber/bin/cucumber.js');

/** Of each system what two or more do at the same time, and what fails on every server. */
const FEATURES = [
  'features/race/start.feature',
  'features/pong/start.feature',
  'features/party/queue.feature',
  'test/suite/fixture/false.feature',
];

/** How many workers play, and in what order. The first is what the others are compared with. */
const WAYS = [
  { workers: 0, order: 'defined' },
  { workers: 0, order: 'random:1' },
  { workers: 2, order: 'random:3' },
  { workers: 3, order: 'random:4' },
] as const;

/** What a run came to: its exit code, and of each scenario the verdict and the first line of what was told of it. */
interface Outcome {
  readonly code: number | null;
  readonly output: string;
  readonly played: readonly string[];
  readonly verdicts: readonly string[];
  readonly workers: number;
}

async function playIn({ workers, order }: (typeof WAYS)[number]): Promise<Outcome> {
  const folder = await mkdtemp(path.join(tmpdir(), 'gauntlet-orders-'));
  try {
    const messages = path.join(folder, 'messages.ndjson');
    const args = ['-c', 'test/race/cucumber.json', '-f', `message:"${messages}"`];
    const { code, output } = await run(...args, '--order', order, '--parallel', String(workers), ...FEATURES);
    const { scenarios, workers: seen } = scenariosOf(await readFile(messages, 'utf8'));
    const played = scenarios.map(({ uri, line, name }) => `${uri}:${line} ${name}`);
    const verdicts = scenarios.map(
      ({ status, messages: told }, index) => `${played[index]}: ${status} ${told.map(firstLine).join(' / ')}`,
    );
    return { code, output, played, verdicts: verdicts.toSorted(), workers: seen.size };
  } finally {
    await rm(folder, { recursive: true });
  }
}

const firstLine = (text: string) => text.split('\n', 1)[0];

function run(...args: readonly string[]): Promise<{ code: number | null; output: string }> {
  const { NODE_TEST_CONTEXT: _, FORCE_COLOR: __, REPEAT: ___, DATABASE_URL: ____, ...rest } = process.env;
  // Where nobody has a browser, a scenario that needs one is skipped, whatever machine this is. Nothing here waits in vain, so that patience
  // costs nothing, and a busy machine has it.
  const env = { ...rest, TARGET: 'embedded', CHROMIUM_PATH: 'none', PATIENCE: '10' };
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [CUCUMBER, ...args], {
      cwd: HOUSE,
      env,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding('utf8').on('data', (chunk: string) => {
        output += chunk;
      });
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, output }));
  });
}

describe('the verdicts of a run', () => {
  const outcomes: Outcome[] = [];
  before(async () => {
    const left = WAYS.entries();
    const work = async () => {
      for (const [index, way] of left) outcomes[index] = await playIn(way);
    };
    await Promise.all([work(), work()]);
  });

  it('tell of what passed, what failed and what could not be verified, in all three systems', () => {
    const [usual] = outcomes;
    const statusesOf = (file: string) =>
      usual?.verdicts.filter((one) => one.includes(file)).map((one) => /: ([A-Z]+) /.exec(one)?.[1]);
    expect(usual?.code).to.equal(1);
    expect(statusesOf('false.feature')?.toSorted(), usual?.output).to.deep.equal([
      'FAILED',
      'FAILED',
      'FAILED',
      'SKIPPED',
    ]);
    for (const system of ['race', 'pong', 'party']) {
      const statuses = statusesOf(`features/${system}/`) ?? [];
      expect(statuses.length, system).to.be.greaterThan(5);
      expect(new Set(statuses), system).to.deep.equal(new Set(['PASSED']));
    }
  });

  for (const [index, { workers, order }] of WAYS.entries()) {
    if (index === 0) continue;
    const who = workers === 0 ? 'one process' : `${workers} workers`;
    it(`are the same in the order ${order}, by ${who}`, () => {
      const [usual, other] = [outcomes[0], outcomes[index]];
      expect(other?.verdicts, other?.output).to.deep.equal(usual?.verdicts);
      expect(other?.code).to.equal(usual?.code);
      expect(other?.workers).to.equal(Math.max(1, workers));
      expect(other?.played).to.not.deep.equal(usual?.played);
    });
  }
});

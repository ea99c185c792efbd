import { spawn } from 'node:child_process';
import { appendFile, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Envelope } from '@cucumber/messages';

/** A server that can be played on: its address, and the token with which accounts are made. */
export interface Playable {
  readonly url: string;
  readonly administrator: string;
}

export const HOUSE = path.resolve(__dirname, '../..');
const SEEN_TO_FAIL = path.join(HOUSE, 'reports/seen-to-fail.txt');
const CUCUMBER = path.join(HOUSE, 'node_modules/@cucumber/cucumber/bin/cucumber.js');

/** How a scenario ended: its title, the worst of its statuses, the messages of what failed, what hooks logged. */
export interface Scenario {
  readonly name: string;
  readonly uri: string;
  readonly line: number | undefined;
  readonly status: string;
  readonly messages: readonly string[];
  readonly log: readonly string[];
}

export interface Run {
  readonly code: number | null;
  readonly output: string;
  readonly scenarios: readonly Scenario[];
  /** Scenarios by the worker that ran them. */
  readonly workers: ReadonlySet<string | undefined>;
}

/** Runs cucumber with the suite's own features, steps and hooks on that server, as somebody with a live server does. */
export function play(server: Playable, ...args: readonly string[]): Promise<Run> {
  return playWith(1, server, ...args);
}

/** The same with that much patience: for runs in which waits run out. */
export async function playWith(patience: number, server: Playable, ...args: readonly string[]): Promise<Run> {
  const folder = await mkdtemp(path.join(tmpdir(), 'gauntlet-self-test-'));
  try {
    const messages = path.join(folder, 'messages.ndjson');
    const configuration = path.relative(HOUSE, path.join(__dirname, 'cucumber.json'));
    const { code, output } = await run(
      server,
      patience,
      '-c',
      configuration,
      '-f',
      `message:${messages}`,
      ...args,
    );
    const told = await readFile(messages, 'utf8').catch(() => '');
    const played = scenariosOf(told);
    const failed = played.scenarios.filter(({ status }) => status === 'FAILED');
    // `npm run sabotage -- --whole` asks which scenarios anybody has ever seen fail.
    await appendFile(SEEN_TO_FAIL, failed.map(({ name }) => `${name}\n`).join(''));
    return { code, output, ...played };
  } finally {
    await rm(folder, { recursive: true });
  }
}

function run(
  server: Playable,
  patience: number,
  ...args: readonly string[]
): Promise<{ code: number | null; output: string }> {
  const env: NodeJS.ProcessEnv = {
    ...process.env,
    TARGET: 'live',
    SERVER_URL: server.url,
    ADMIN_TOKEN: server.administrator,
    PATIENCE: String(patience),
    CHROMIUM_PATH: 'none', // these servers have no page
  };
  for (const name of [
    'NODE_TEST_CONTEXT',
    'FORCE_COLOR',
    'REPEAT',
    'DATABASE_URL',
    'TEST_HOOKS_SECRET',
    'RACE_DIALECT',
    'PARTY_DIALECT',
    'PONG_DIALECT',
    'SABOTEUR',
    'CAUGHT_IN',
  ]) {
    delete env[name];
  }
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [CUCUMBER, ...args], {
      cwd: HOUSE,
      env,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (chunk: string) => {
        output += chunk;
      });
    }
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, output }));
  });
}

const WORST = ['FAILED', 'UNDEFINED', 'AMBIGUOUS', 'PENDING', 'SKIPPED', 'PASSED'];

/** How each scenario ended, by cucumber's messages. */
export function scenariosOf(ndjson: string): Pick<Run, 'scenarios' | 'workers'> {
  const envelopes = ndjson
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Envelope);
  const pickles = new Map(envelopes.flatMap(({ pickle }) => (pickle ? [[pickle.id, pickle]] : [])));
  const cases = new Map(envelopes.flatMap(({ testCase }) => (testCase ? [[testCase.id, testCase]] : [])));
  const started = envelopes.flatMap(({ testCaseStarted }) => testCaseStarted ?? []);
  const scenarios = started.map(({ id, testCaseId }) => {
    const pickle = pickles.get(cases.get(testCaseId)?.pickleId ?? '');
    const results = envelopes.flatMap(({ testStepFinished: finished }) =>
      finished?.testCaseStartedId === id ? [finished.testStepResult] : [],
    );
    const log = envelopes.flatMap(({ attachment }) =>
      attachment?.testCaseStartedId === id && attachment.mediaType.includes('log') ? [attachment.body] : [],
    );
    return {
      name: pickle?.name ?? '',
      uri: pickle?.uri ?? '',
      line: (pickle as { location?: { line: number } } | undefined)?.location?.line,
      status: WORST.find((status) => results.some((result) => result.status === status)) ?? 'UNKNOWN',
      messages: results.flatMap(({ status, message }) => (status === 'FAILED' && message ? [message] : [])),
      log,
    };
  });
  return { scenarios, workers: new Set(started.map(({ workerId }) => workerId)) };
}

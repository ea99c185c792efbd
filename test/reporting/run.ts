import { spawn } from 'node:child_process';
import path from 'node:path';

/** The repository: formatters and configuration are named from here. */
export const HOUSE = path.resolve(__dirname, '../..');
const FIXTURE = path.relative(HOUSE, path.join(__dirname, 'fixture'));
const CUCUMBER = path.join(HOUSE, 'node_modules/@cucumber/cucumber/bin/cucumber.js');

export interface Outcome {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Arguments that make cucumber run the fixture's scenarios with the fixture's steps. */
export const OUTCOMES = ['-c', `${FIXTURE}/cucumber.json`, `${FIXTURE}/outcomes.feature`];

/** Runs cucumber in a process of its own, as somebody at a terminal would, without a terminal. */
export function cucumber(...args: readonly string[]): Promise<Outcome> {
  return run({}, CUCUMBER, ...args);
}

/** Runs `npm run repeat -- ...`, without npm. */
export function repeat(...args: readonly string[]): Promise<Outcome> {
  return repeatIn({}, ...args);
}

/** Runs `npm run report -- ...`, without npm. */
export function report(...args: readonly string[]): Promise<Outcome> {
  return run({}, '-r', './support/entry/typescript.js', 'support/reporting/report.ts', ...args);
}

/** The same in an environment that has this as well. */
export function repeatIn(more: NodeJS.ProcessEnv, ...args: readonly string[]): Promise<Outcome> {
  return run(more, '-r', './support/entry/typescript.js', 'support/reporting/repeat.ts', ...args);
}

function run(more: NodeJS.ProcessEnv, ...args: readonly string[]): Promise<Outcome> {
  const {
    NODE_TEST_CONTEXT: _,
    FORCE_COLOR: __,
    NO_COLOR: ___,
    REPEAT: ____,
    TARGET: _____,
    ...rest
  } = process.env;
  const env = { ...rest, ...more };
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, { cwd: HOUSE, env, stdio: ['ignore', 'pipe', 'pipe'] });
    let stdout = '';
    let stderr = '';
    child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
      stdout += chunk;
    });
    child.stderr.setEncoding('utf8').on('data', (chunk: string) => {
      stderr += chunk;
    });
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, stdout, stderr }));
  });
}

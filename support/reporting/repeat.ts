import { randomInt } from 'node:crypto';
import { loadConfiguration, runCucumber } from '@cucumber/cucumber/api';
import ArgvParser from '@cucumber/cucumber/lib/configuration/argv_parser';
import { unwritable } from './destinations';

const FORMATTER = './support/entry/flake-count.js';
const MESSAGES_FORMATTER = './support/entry/brief-messages.js';
/** Where the messages go that the overview of reports can read. */
const MESSAGES = 'reports/repeat.ndjson';
const MOST_TIMES = 10_000;
const USAGE = 'Say how many times first: npm run repeat -- 50 --tags @RACE-06';

/** What was asked for on the command line makes no sense; the message is for whoever typed it. */
export class RepeatError extends Error {
  override readonly name = 'RepeatError';
}

/** What to repeat, and how often. */
export interface Repetition {
  readonly times: number;
  /** Arguments for cucumber, with an order. */
  readonly cucumber: readonly string[];
  /** The file for the messages of the run. */
  readonly messages: string;
}

/**
 * Reads `50 --tags @RACE-06 ...`. The order is random unless given, with a seed chosen here, so that it can be told. `--messages FILE` is for
 * another file of messages than the usual one.
 * @throws RepeatError where the first argument is no whole number from 1 to 10,000, or no file is named
 */
export function repetitionFrom(args: readonly string[], seed: () => number): Repetition {
  const [times, ...rest] = args;
  if (times === undefined) throw new RepeatError(`${USAGE}.`);
  if (!/^\d{1,5}$/.test(times) || Number(times) < 1 || Number(times) > MOST_TIMES) {
    throw new RepeatError(`"${times}" is not a number of times (1 to ${MOST_TIMES}). ${USAGE}.`);
  }
  const named = rest.indexOf('--messages');
  const [, messages = named < 0 ? MESSAGES : ''] = named < 0 ? [] : rest.splice(named, 2);
  if (messages === '') throw new RepeatError('Say which file is for the messages: --messages FILE.');
  const ordered = rest.some((arg) => arg === '--order' || arg.startsWith('--order='));
  const order = ordered ? [] : ['--order', `random:${seed()}`];
  return { times: Number(times), cucumber: [...rest, ...order], messages };
}

/**
 * Runs scenarios over and over in one process with one start: the plugin makes `REPEAT` copies of each, this
 * counts. Formats of the configuration are left out: a report page with every copy would be fifty times as long. Messages are written in brief.
 * @returns the exit code: 0, or 1 if anything failed
 * @throws RepeatError where no scenario matches
 */
async function repeat({ times, cucumber, messages }: Repetition): Promise<number> {
  const problem = unwritable([messages], '--messages');
  if (problem !== undefined) throw new RepeatError(problem);
  process.env.REPEAT = String(times);
  const { options, configuration } = ArgvParser.parse(['node', 'cucumber-js', ...cucumber]);
  const chosen = await loadConfiguration({
    ...(options.config ? { file: options.config } : {}),
    profiles: options.profile,
    provided: configuration,
  });
  const { runConfiguration, useConfiguration } = chosen;
  const asked = await loadConfiguration({ file: false, provided: { format: configuration.format ?? [] } });
  const formats = {
    ...runConfiguration.formats,
    stdout: FORMATTER,
    files: { ...asked.runConfiguration.formats.files, [messages]: MESSAGES_FORMATTER },
  };
  // The plugin reads cucumber's command line for what cucumber keeps from it: the target, how many workers.
  process.argv.splice(1, process.argv.length, 'cucumber-js', ...cucumber);
  let scenarios = 0;
  const { success } = await runCucumber({ ...runConfiguration, formats }, {}, ({ testCase }) => {
    if (testCase) scenarios += 1;
  });
  // A parse error finds no scenario either, and has been told.
  if (scenarios === 0 && success) throw new RepeatError('No scenario matches, so nothing was repeated.');
  const again = ['npm run repeat --', times, ...cucumber.map(quoted)].join(' ');
  console.log(`Order: ${useConfiguration.order}. The same again: ${again}`);
  return success ? 0 : 1;
}

/** An argument as a shell takes it back. */
function quoted(argument: string): string {
  return /^[\w@%+=:,./-]+$/.test(argument) ? argument : `'${argument.replaceAll("'", "'\\''")}'`;
}

async function main(): Promise<void> {
  try {
    const repetition = repetitionFrom(process.argv.slice(2), () => randomInt(1_000_000));
    process.exitCode = await repeat(repetition);
  } catch (error) {
    const ours = error instanceof RepeatError;
    console.error(ours ? error.message : error);
    process.exitCode = ours ? 2 : 1;
  }
}

if (require.main === module) void main();

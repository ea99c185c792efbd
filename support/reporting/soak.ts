import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { parseArgs } from 'node:util';

const HOUSE = path.resolve(__dirname, '../..');
const LONGEST = 1_440;
const USUAL = 30;
const USAGE = `Say how many minutes, 1 to ${LONGEST} (${USUAL} if you do not): npm run soak -- --minutes 30`;

/** What was asked for on the command line makes no sense; the message is for whoever typed it. */
export class SoakError extends Error {
  override readonly name = 'SoakError';
}

/**
 * How long to play in real time, in whole minutes: as the command line says, or else `SOAK_MINUTES`.
 * @throws SoakError for anything but `--minutes` and a number from 1 to 1,440.
 */
export function minutesFrom(args: readonly string[], environment: Readonly<NodeJS.ProcessEnv> = {}): number {
  const typed = read(args);
  const words = typed ?? (environment.SOAK_MINUTES || undefined);
  if (words === undefined) return USUAL;
  const minutes = /^\d{1,4}$/.test(words) ? Number(words) : 0;
  if (minutes >= 1 && minutes <= LONGEST) return minutes;
  const where = typed === undefined ? 'SOAK_MINUTES: ' : '';
  throw new SoakError(`${where}"${words}" is not a number of minutes. ${USAGE}.`);
}

function read(args: readonly string[]): string | undefined {
  try {
    return parseArgs({ args: [...args], options: { minutes: { type: 'string' } } }).values.minutes;
  } catch (error) {
    const [reason] = (error instanceof Error ? error.message : String(error)).split('. ');
    throw new SoakError(`${reason}. ${USAGE}.`);
  }
}

/**
 * Plays the scenario tagged `@soak` for so long, on the target of the environment. Ctrl-C reaches cucumber as well, which ends what it has
 * begun; this only waits for it. @returns cucumber's exit code
 */
async function soak(minutes: number): Promise<number> {
  const program = path.join(HOUSE, 'node_modules/@cucumber/cucumber/bin/cucumber.js');
  const env = { ...process.env, SOAK_MINUTES: String(minutes) };
  const cucumber = spawn(process.execPath, [program, '-p', 'soak'], { cwd: HOUSE, env, stdio: 'inherit' });
  process.on('SIGINT', () => {});
  process.on('SIGTERM', () => cucumber.kill('SIGTERM'));
  const [code] = (await once(cucumber, 'close')) as [number | null];
  return code ?? 1;
}

async function main(): Promise<void> {
  try {
    process.exitCode = await soak(minutesFrom(process.argv.slice(2), process.env));
  } catch (error) {
    const ours = error instanceof SoakError;
    console.error(ours ? error.message : error);
    process.exitCode = ours ? 2 : 1;
  }
}

if (require.main === module) void main();

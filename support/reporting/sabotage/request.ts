import path from 'node:path';
import { parseArgs } from 'node:util';
import { SABOTEURS } from '../../faults/saboteurs/catalogue';
import type { Saboteur } from '../../faults/saboteurs/interference';

/** What was asked for on the command line makes no sense; the message is for whoever typed it. */
export class SabotageError extends Error {
  override readonly name = 'SabotageError';
}

/** Who is to misbehave, and for how long. */
export interface Request {
  readonly saboteurs: readonly Saboteur[];
  /** True: every scenario of a promise is played, and not only until one has noticed. */
  readonly whole: boolean;
  /** At once. */
  readonly workers: number;
  /** Where what they found out goes. */
  readonly output: string;
}

const USAGE =
  'npm run sabotage -- [--system race|pong|party] [--whole] [--workers 4] [--output FILE] [SABOTEUR ...]';
/** Where the overview of a run looks for it. */
const OUTPUT = path.join('reports', 'sabotage.json');
const MOST_WORKERS = 64;
/** Half of the time somebody waits in vain, and needs no processor for it. */
const USUAL_WORKERS = 4;
const WORKERS_ON_ONE_PROCESSOR = 2;

/**
 * Reads what is to be done. Without a name: all saboteurs, or all of one system.
 * @throws SabotageError naming what is wrong, and how it is said right.
 */
export function requestFrom(args: readonly string[], processors: number): Request {
  const { values, positionals } = parsed(args);
  const {
    system,
    whole = false,
    output = OUTPUT,
    workers = String(Math.min(USUAL_WORKERS, processors * WORKERS_ON_ONE_PROCESSOR)),
  } = values;
  if (!/^\d{1,2}$/.test(workers) || Number(workers) < 1 || Number(workers) > MOST_WORKERS)
    throw new SabotageError(`"${workers}" is not a number of workers (1 to ${MOST_WORKERS}). ${USAGE}`);
  const systems = [...new Set(SABOTEURS.map((one) => one.system))];
  if (system !== undefined && !systems.some((one) => one === system))
    throw new SabotageError(
      `There are no saboteurs of "${system}"; there are some of ${systems.join(', ')}.`,
    );
  const unknown = positionals.find((id) => !SABOTEURS.some((one) => one.id === id));
  if (unknown !== undefined)
    throw new SabotageError(
      `There is no saboteur "${unknown}". There are: ${SABOTEURS.map(({ id }) => id).join(', ')}.`,
    );
  const saboteurs = SABOTEURS.filter(
    (one) =>
      (positionals.length === 0 || positionals.includes(one.id)) &&
      (system === undefined || one.system === system),
  );
  if (saboteurs.length === 0) throw new SabotageError(`None of these is a saboteur of ${system}. ${USAGE}`);
  return { saboteurs, whole, workers: Number(workers), output };
}

function parsed(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        system: { type: 'string' },
        whole: { type: 'boolean' },
        workers: { type: 'string' },
        output: { type: 'string' },
      },
    });
  } catch (error) {
    throw new SabotageError(`${(error as Error).message} ${USAGE}`);
  }
}

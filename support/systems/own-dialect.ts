import { resolve } from 'node:path';
import type { Target } from '../targets/target';

/** Where a user's own dialect of a system comes from: a module that exports a function of that name. */
export interface OwnDialect<D extends object> {
  /** `race` */
  readonly system: string;
  /** The setting that names the module: `RACE_DIALECT`. */
  readonly setting: string;
  /** The function that the module exports: `raceDialect`. It takes the target and the scenario's scope. */
  readonly exported: string;
  /** What every such dialect has. */
  readonly calls: readonly (keyof D & string)[];
}

/** The dialect that a user's own module makes for one scenario. @throws Error naming the module and what it lacks. */
export function ownDialect<D extends object>(
  { system, setting, exported, calls }: OwnDialect<D>,
  module: string,
  target: Target,
  scope: string,
): D {
  const named = `The ${system} dialect ${module} (${setting})`;
  const make = load(module, named)[exported];
  if (typeof make !== 'function') throw new Error(`${named} exports no function "${exported}".`);
  const dialect: unknown = make(target, scope);
  if (typeof dialect !== 'object' || dialect === null) {
    throw new Error(`${named}: ${exported} returns no dialect.`);
  }
  const lacking = calls.filter((call) => !(call in dialect));
  if (lacking.length > 0) throw new Error(`${named} lacks: ${lacking.join(', ')}.`);
  return dialect as D;
}

function load(module: string, named: string): Readonly<Record<string, unknown>> {
  try {
    return require(resolve(module)) as Readonly<Record<string, unknown>>;
  } catch (cause) {
    const why = cause instanceof Error ? cause.message.split('\n')[0] : String(cause);
    throw new Error(`${named} cannot be loaded: ${why}`, { cause });
  }
}

import { resolve } from 'node:path';
import type { Target } from '../targets/target';

/** What a module with a user's own dialect exports: makes the dialect of one scenario. */
export type MakeDialect<Dialect> = (target: Target, scope: string) => Dialect;

/** What a user's own dialect of one system is called, and what it must have. */
export interface DialectWanted<Dialect> {
  /** For messages: `race`. */
  readonly system: string;
  /** The setting that names the module. */
  readonly setting: string;
  /** The name of the function that the module exports. */
  readonly exported: string;
  readonly calls: readonly (keyof Dialect & string)[];
}

/**
 * The dialect that a user's own module makes for one scenario. @param module a path, relative to the folder of the run.
 * @throws Error naming the module, the setting and what the module lacks.
 */
export function ownDialect<Dialect extends object>(
  module: string,
  wanted: DialectWanted<Dialect>,
  target: Target,
  scope: string,
): Dialect {
  const what = `The ${wanted.system} dialect ${module} (${wanted.setting})`;
  const make = load(module, wanted.exported, what) as MakeDialect<unknown>;
  const dialect = make(target, scope);
  if (!isObject(dialect)) throw new Error(`${what}: ${wanted.exported} returns no dialect.`);
  const lacking = wanted.calls.filter((call) => !(call in dialect));
  if (lacking.length > 0) throw new Error(`${what} lacks: ${lacking.join(', ')}.`);
  return dialect as Dialect;
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}

function load(module: string, name: string, what: string): unknown {
  let exported: Readonly<Record<string, unknown>>;
  try {
    exported = require(resolve(module)) as Readonly<Record<string, unknown>>;
  } catch (cause) {
    const why = cause instanceof Error ? cause.message.split('\n')[0] : String(cause);
    throw new Error(`${what} cannot be loaded: ${why}`, { cause });
  }
  if (typeof exported[name] !== 'function') throw new Error(`${what} exports no function "${name}".`);
  return exported[name];
}

import { resolve } from 'node:path';
import type { Target } from '../targets/target';

/** What a module with a user's own dialect exports: makes the dialect of one scenario. */
export type MakeDialect<Dialect> = (target: Target, scope: string) => Dialect;

/** What a user's own dialect of one system is called, and what it must have. */
export interface DialectWanted<Dialect> {
  /** `race`: the setting that names the module is RACE_DIALECT then, and the function that it exports raceDialect. */
  readonly system: string;
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
  const { what, exported } = namesOf(module, wanted.system);
  const make = load(module, exported, what) as MakeDialect<unknown>;
  const dialect = made(() => make(target, scope), `${what}: ${exported}`);
  if (!isObject(dialect)) throw new Error(`${what}: ${exported} returns no dialect.`);
  const calls: Partial<Readonly<Record<string, unknown>>> = dialect as object;
  const lacking = wanted.calls.filter((call) => calls[call] === undefined);
  if (lacking.length > 0) throw new Error(`${what} lacks: ${lacking.join(', ')}.`);
  return dialect as Dialect;
}

/** @throws Error if the module cannot be loaded or does not export the function, naming it and the setting. */
export function expectDialect(module: string, system: string): void {
  const { what, exported } = namesOf(module, system);
  load(module, exported, what);
}

function namesOf(module: string, system: string): { readonly what: string; readonly exported: string } {
  const what = `The ${system} dialect ${module} (${system.toUpperCase()}_DIALECT)`;
  return { what, exported: `${system}Dialect` };
}

function made(make: () => unknown, what: string): unknown {
  try {
    return make();
  } catch (cause) {
    throw new Error(`${what} throws: ${cause instanceof Error ? cause.message : String(cause)}`, { cause });
  }
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}

function load(module: string, name: string, what: string): unknown {
  let exported: Readonly<Record<string, unknown>>;
  try {
    exported = require(resolve(module)) as Readonly<Record<string, unknown>>;
  } catch (cause) {
    throw new Error(`${what} cannot be loaded: ${whyNot(cause)}`, { cause });
  }
  if (typeof exported[name] !== 'function') throw new Error(`${what} exports no function "${name}".`);
  return exported[name];
}

/** The first line of what was wrong, and where it is: a compiler says the one and the other in lines of their own, Node the place on its stack only. */
function whyNot(cause: unknown): string {
  if (!(cause instanceof Error)) return String(cause);
  const [first = ''] = cause.message.trim().replace(/^x /, '').split('\n');
  const place = /,-\[(.+:\d+:\d+)\]/.exec(cause.message) ?? /^(\/.+:\d+)$/m.exec(cause.stack ?? '');
  return place?.[1] === undefined || first.includes(place[1]) ? first : `${first} (${place[1]})`;
}

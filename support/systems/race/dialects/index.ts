import { resolve } from 'node:path';
import type { Target } from '../../../targets/target';
import type { RaceDialect } from '../dialect';
import { ReferenceRaceDialect } from './reference';

/** What a module with a user's own dialect exports as `raceDialect`. */
export type MakeRaceDialect = (target: Target, scope: string) => RaceDialect;

const CALLS: readonly (keyof RaceDialect)[] = [
  'course',
  'openAccount',
  'createRace',
  'enter',
  'makeSeedPacks',
  'fetchSeedPack',
  'unpack',
  'command',
  'giveUp',
  'lookUp',
  'isRefusal',
  'modDoor',
  'spectatorDoor',
  'encode',
  'encodeWith',
  'malformed',
  'decode',
  'recordOf',
];

/**
 * The dialect of the race for one scenario: the reference server's, or the user's own (`RACE_DIALECT`, a module that
 * exports a function `raceDialect`). @throws Error naming the module and what it lacks.
 */
export function raceDialect(module: string | undefined, target: Target, scope: string): RaceDialect {
  if (module === undefined) return new ReferenceRaceDialect(target, scope);
  const make = load(module);
  const dialect: unknown = make(target, scope);
  if (!isObject(dialect))
    throw new Error(`The race dialect ${module} (RACE_DIALECT): raceDialect returns no dialect.`);
  const lacking = CALLS.filter((call) => !(call in dialect));
  if (lacking.length > 0) {
    throw new Error(`The race dialect ${module} (RACE_DIALECT) lacks: ${lacking.join(', ')}.`);
  }
  return dialect as RaceDialect;
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}

function load(module: string): MakeRaceDialect {
  let exported: { raceDialect?: unknown };
  try {
    exported = require(resolve(module)) as { raceDialect?: unknown };
  } catch (cause) {
    const why = cause instanceof Error ? cause.message.split('\n')[0] : String(cause);
    throw new Error(`The race dialect ${module} (RACE_DIALECT) cannot be loaded: ${why}`, { cause });
  }
  if (typeof exported.raceDialect !== 'function') {
    throw new Error(`The race dialect ${module} (RACE_DIALECT) exports no function "raceDialect".`);
  }
  return exported.raceDialect as MakeRaceDialect;
}

import type { Target } from '../../../targets/target';
import { type DialectWanted, type MakeDialect, ownDialect } from '../../own-dialect';
import type { RaceDialect } from '../dialect';
import { ReferenceRaceDialect } from './reference';

/** What a module with a user's own dialect exports as `raceDialect`. */
export type MakeRaceDialect = MakeDialect<RaceDialect>;

const WANTED: DialectWanted<RaceDialect> = {
  system: 'race',
  calls: [
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
  ],
};

/**
 * The dialect of the race for one scenario: the reference server's, or the user's own (`RACE_DIALECT`, a module that
 * exports a function `raceDialect`). @throws Error naming the module and what it lacks.
 */
export function raceDialect(module: string | undefined, target: Target, scope: string): RaceDialect {
  if (module === undefined) return new ReferenceRaceDialect(target, scope);
  return ownDialect(module, WANTED, target, scope);
}

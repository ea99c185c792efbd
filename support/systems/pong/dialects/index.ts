import type { Target } from '../../../targets/target';
import { type DialectWanted, type MakeDialect, ownDialect } from '../../own-dialect';
import type { PongDialect } from '../dialect';
import { ReferencePongDialect } from './reference';

/** What a module with a user's own dialect exports as `pongDialect`. */
export type MakePongDialect = MakeDialect<PongDialect>;

const WANTED: DialectWanted<PongDialect> = {
  system: 'pong',
  calls: [
    'code',
    'codeLike',
    'door',
    'encode',
    'malformed',
    'decode',
    'hold',
    'step',
    'arrange',
    'release',
    'recordOf',
  ],
};

/**
 * The dialect of pong for one scenario: the reference server's, or the user's own (`PONG_DIALECT`, a module that
 * exports a function `pongDialect`). @throws Error naming the module and what it lacks.
 */
export function pongDialect(module: string | undefined, target: Target, scope: string): PongDialect {
  if (module === undefined) return new ReferencePongDialect(target, scope);
  return ownDialect(module, WANTED, target, scope);
}

import type { Target } from '../../../targets/target';
import { type DialectWanted, type MakeDialect, ownDialect } from '../../own-dialect';
import type { PartyDialect } from '../dialect';
import { ReferencePartyDialect } from './reference';

/** What a module with a user's own dialect exports as `partyDialect`. */
export type MakePartyDialect = MakeDialect<PartyDialect>;

const WANTED: DialectWanted<PartyDialect> = {
  system: 'party',
  calls: [
    'storySecrets',
    'openAccount',
    'hostLine',
    'door',
    'encode',
    'malformed',
    'decode',
    'declare',
    'declareMalformed',
    'askAfter',
    'lookAt',
    'openPage',
    'pageDoor',
    'pageWords',
    'lookAtServer',
    'isRefusal',
    'actionIn',
    'statusIn',
    'sheetIn',
    'connectionsIn',
    'recordOf',
  ],
};

/**
 * The dialect of the party for one scenario: the reference server's, or the user's own (`PARTY_DIALECT`, a module that
 * exports a function `partyDialect`). @throws Error naming the module and what it lacks.
 */
export function partyDialect(module: string | undefined, target: Target, scope: string): PartyDialect {
  if (module === undefined) return new ReferencePartyDialect(target, scope);
  return ownDialect(module, WANTED, target, scope);
}

import type { Entry } from '../../players/journal';
import type { RaceEvent } from '../../systems/race/events';
import type { Participant } from '../scenario';
import { lifetimeOf } from '../side-by-side';

/** What one connection of one player was told, in order. */
export interface Told {
  /** Whose connection, for a reader: `Ana`, `Ana (connection 2)`. */
  readonly who: string;
  readonly entries: readonly ToldEntry[];
  /** When it began to connect, and when it was over, in the order of the whole scenario; Infinity if it never was. */
  readonly since: number;
  readonly until: number;
}

export type ToldEntry = Extract<Entry, { kind: 'received' }> & { readonly event: RaceEvent };

const KINDS: ReadonlySet<string> = new Set<RaceEvent['kind']>([
  'welcomed',
  'shown the race',
  'race started',
  'race status',
  'standings',
  'progress',
]);

/** What was found in a finished scenario, for the next checker of it. */
const known = new WeakMap<readonly Participant[], readonly Told[]>();

/** What each connection was told of races; connections that were told nothing are left out. */
export function toldOfRaces(players: readonly Participant[]): readonly Told[] {
  const told = known.get(players) ?? lookThrough(players);
  known.set(players, told);
  return told;
}

function lookThrough(players: readonly Participant[]): Told[] {
  return players.flatMap(({ name, journal }) => {
    const connections = new Map<number, ToldEntry[]>();
    for (const entry of journal.entries) {
      if (entry.kind !== 'received' || !KINDS.has(entry.event.kind)) continue;
      const told = connections.get(entry.connection) ?? [];
      told.push(entry as ToldEntry);
      connections.set(entry.connection, told);
    }
    return [...connections].map(([connection, entries]) => ({
      who: connections.size > 1 ? `${name} (connection ${connection})` : name,
      entries,
      ...lifetimeOf(journal, connection),
    }));
  });
}

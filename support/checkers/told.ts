import { type Entry, eventOf, type Journal } from '../players/journal';
import type { Participant } from './scenario';

/** What one connection of one player was told, in order. Each system's own is in its folder's `told.ts`. */
export interface Told<What extends Entry = Entry> {
  /** Whose connection, for a reader: `Ana`, `Ana (connection 2)`. */
  readonly who: string;
  readonly entries: readonly What[];
  /** When it began to connect, and when it was over, in the order of the whole scenario; Infinity if it never was. */
  readonly since: number;
  readonly until: number;
}

/** A frame that came, as the event of some system. */
export type Received<Event> = Extract<Entry, { kind: 'received' }> & { readonly event: Event };

/** What one connection received, and which of its player's it was. */
export interface ToldOver<Event> extends Told<Received<Event>> {
  readonly connection: number;
}

/** What each connection of a player was told of these kinds of events; connections that were told nothing are left out. */
export function receivedBy<Event>(
  { name, journal }: Participant,
  kinds: ReadonlySet<string>,
): ToldOver<Event>[] {
  const connections = new Map<number, Received<Event>[]>();
  for (const entry of journal.entries) {
    if (entry.kind !== 'received' || !kinds.has(entry.event.kind)) continue;
    const told = connections.get(entry.connection) ?? [];
    told.push(entry as Received<Event>);
    connections.set(entry.connection, told);
  }
  return [...connections].map(([connection, entries]) => ({
    connection,
    who: whose(name, connection, connections.size),
    entries,
    ...lifetimeOf(journal, connection),
  }));
}

/** Whose connection it is, for a reader. @param connections of the player's that are told of. */
export function whose(name: string, connection: number, connections: number): string {
  return connections > 1 ? `${name} (connection ${connection})` : name;
}

/** When a connection began and when it was over, by the journal it belongs to. */
export function lifetimeOf(journal: Journal, connection: number): Pick<Told, 'since' | 'until'> {
  const own = journal.entries.filter((entry) => entry.connection === connection);
  const end = own.find((entry) => eventOf(entry)?.kind === 'closed');
  return { since: own[0]?.order ?? 0, until: end?.order ?? Number.POSITIVE_INFINITY };
}

/**
 * Looks a finished scenario through once, however many checkers ask what is to be found there: journals are long, and checkers many.
 * @param look what finds it, in the journals of everybody.
 */
export function oncePerScenario<Found>(
  look: (players: readonly Participant[]) => Found,
): (players: readonly Participant[]) => Found {
  const known = new WeakMap<readonly Participant[], { readonly found: Found }>();
  return (players) => {
    const { found } = known.get(players) ?? { found: look(players) };
    known.set(players, { found });
    return found;
  };
}

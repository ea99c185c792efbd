import type { ConnectionEvent, DomainEvent } from './event';

/** Where a journal's entries come from: shared by all journals of a scenario, so that they can be laid side by side. */
export interface Chronicle {
  /** The next number in the order of the whole scenario, from 1. */
  next(): number;
  /** Milliseconds since the scenario began. */
  now(): number;
}

/** What every entry has. */
interface Noted {
  /** Position in this journal, from 0, without gaps. */
  readonly index: number;
  /** Position in the whole scenario, over all journals. */
  readonly order: number;
  /** Milliseconds since the scenario began. */
  readonly at: number;
  /** Which of the player's connections, from 1; 0 for what belongs to none (an HTTP request). */
  readonly connection: number;
}

/** One line of a journal. `raw` is the frame or body as it travelled, credentials included: print it only through `Secrets.shorten`. */
export type Entry<E extends DomainEvent = DomainEvent> = Noted &
  (
    | { readonly kind: 'connecting'; readonly to: string; readonly channel: string }
    | {
        readonly kind: 'connection';
        readonly event: ConnectionEvent;
        /** What the server answered to the request for a connection: status line and headers, and the body of a refusal. */
        readonly raw?: string;
      }
    /** What the suite does to the network between this player and the server. */
    | { readonly kind: 'network'; readonly event: DomainEvent }
    | { readonly kind: 'sent'; readonly event: DomainEvent; readonly raw: string }
    | {
        readonly kind: 'received';
        readonly event: E;
        readonly raw: string;
        readonly channel: string;
        /** Path of the AsyncAPI document that the frame must match, where the server has published one. */
        readonly contract?: string;
      }
    | { readonly kind: 'asked'; readonly event: DomainEvent; readonly raw: string }
    | {
        readonly kind: 'answered';
        readonly event: DomainEvent;
        readonly raw: string;
        /** Status line and headers; none for what lay inside an answer. */
        readonly head?: string;
        readonly channel: string;
        /** Index of the `asked` entry that it answers; none for what lay inside an answer. */
        readonly question?: number;
      }
    | {
        /** A wait of this player that ran out, or a thing seen that must not be seen. */
        readonly kind: 'missed';
        readonly expectation: string;
        /** Index of the first entry that was looked at. */
        readonly from: number;
        readonly verdict: string;
      }
  );

/** How long the owner of a journal waited for something, once. */
export interface Wait {
  /** The kind of event that ended it. */
  readonly kind: string;
  /** From when the wait began to when the event came; 0 where it was there already. */
  readonly milliseconds: number;
}

/** An entry before the journal numbers and times it. */
export type Note<E extends DomainEvent = DomainEvent> =
  Entry<E> extends infer T ? (T extends Noted ? Omit<T, 'index' | 'order' | 'at'> : never) : never;

/** The event of an entry, or undefined for entries without one (`connecting`, `missed`). */
export function eventOf(entry: Entry): DomainEvent | undefined {
  return 'event' in entry ? entry.event : undefined;
}

/** True for what reached the player: frames, HTTP answers, and what the connection itself did. */
export function isIncoming(entry: Entry): boolean {
  return entry.kind === 'received' || entry.kind === 'answered' || entry.kind === 'connection';
}

/**
 * Everything one player sent and received, and every open, close and error: append-only, numbered,
 * timed, from before the connection opens. Waiting is done on it: `changed` wakes when a line is added.
 */
export class Journal<E extends DomainEvent = DomainEvent> {
  readonly #entries: Entry<E>[] = [];
  readonly #explained = new Map<number, string>();
  readonly #permitted: { from: number; matches: (entry: Entry) => boolean; why: string }[] = [];
  readonly #sleepers = new Set<() => void>();
  readonly #waits: Wait[] = [];

  constructor(
    /** Whose journal this is. */
    readonly owner: string,
    private readonly chronicle: Chronicle,
  ) {}

  get entries(): readonly Entry<E>[] {
    return this.#entries;
  }

  /** The index that the next entry will have. */
  get end(): number {
    return this.#entries.length;
  }

  /** Adds a line and wakes everybody who waits on this journal. */
  append(note: Note<E>): Entry<E> {
    const entry = {
      ...note,
      index: this.#entries.length,
      order: this.chronicle.next(),
      at: this.chronicle.now(),
    } as Entry<E>;
    this.#entries.push(entry);
    for (const wake of [...this.#sleepers]) wake();
    return entry;
  }

  /** Says that a step asked for this entry: the checker of unexplained trouble leaves it alone. */
  explain(entry: Entry, why: string): void {
    this.#explained.set(entry.index, why);
  }

  /** Says that entries like these may come from now on, and need not. */
  permit(matches: (entry: Entry) => boolean, why: string): void {
    this.#permitted.push({ from: this.end, matches, why });
  }

  /** Why an entry is no surprise, or undefined if no step has asked for it. */
  explanationOf(entry: Entry): string | undefined {
    const permit = () => this.#permitted.find((one) => entry.index >= one.from && one.matches(entry));
    return this.#explained.get(entry.index) ?? permit()?.why;
  }

  /** Milliseconds since the scenario began, as entries have them. */
  now(): number {
    return this.chronicle.now();
  }

  /** Notes that a wait which began at `since` (as `now` tells) was for this entry. */
  endsWait(entry: Entry, since: number): void {
    const kind = eventOf(entry)?.kind ?? entry.kind;
    this.#waits.push({ kind, milliseconds: Math.max(0, entry.at - since) });
  }

  /** The waits that have ended with what was waited for; those in vain are entries (`missed`). */
  get waits(): readonly Wait[] {
    return this.#waits;
  }

  /** Calls `wake` at every new entry until the returned function is called. */
  onChange(wake: () => void): () => void {
    this.#sleepers.add(wake);
    return () => this.#sleepers.delete(wake);
  }

  /** How many waits are under way; zero once a scenario is over. */
  get waiting(): number {
    return this.#sleepers.size;
  }
}

import { AssertionError, config } from 'chai';
import type { DomainEvent } from './event';
import { type Entry, eventOf, isIncoming, type Journal } from './journal';

// A proxy around every assertion would tell of misspelt ones, as the types do; the suite makes tens of thousands of assertions a run.
config.useProxy = false;

/** What an expectation says of one event. `unrelated` events are no near misses. */
export type Verdict =
  | { readonly outcome: 'match' }
  | { readonly outcome: 'near'; readonly reason: string }
  | { readonly outcome: 'unrelated' };

/**
 * A description plus a match over events. The description completes the sentence "Bo waited for …".
 * Made with `expecting`, which knows the type of the events it is about.
 */
export class Expectation {
  constructor(
    readonly description: string,
    /** The kinds of event it is about; other kinds are never near misses. */
    private readonly kinds: readonly string[],
    /** Throws an AssertionError (chai does) if the event is not the one: its message tells why. */
    private readonly verify: (event: DomainEvent, entry: Entry) => void,
    /** False for events of these kinds that are about something else, and so no near misses. */
    private readonly concerns: (event: DomainEvent) => boolean,
  ) {}

  /** Judges what reached the player; anything else is unrelated. */
  judge(entry: Entry): Verdict {
    const event = isIncoming(entry) ? eventOf(entry) : undefined;
    if (!event || !this.kinds.includes(event.kind) || !this.concerns(event)) return { outcome: 'unrelated' };
    try {
      this.verify(event, entry);
      return { outcome: 'match' };
    } catch (mismatch) {
      if (!isAssertion(mismatch)) throw mismatch;
      return { outcome: 'near', reason: mismatch.message };
    }
  }

  matches(entry: Entry): boolean {
    return this.judge(entry).outcome === 'match';
  }

  /** The same expectation with another description. */
  as(description: string): Expectation {
    return new Expectation(description, this.kinds, this.verify, this.concerns);
  }
}

/**
 * An expectation of events of type `E` of the given kinds.
 * @param verify throws an AssertionError for an event that is not the one; without it the kind alone decides.
 * @param concerns false for events that are about something else: they do not count as near misses.
 */
export function expecting<E extends DomainEvent>(
  description: string,
  kinds: readonly E['kind'][],
  verify: (event: E, entry: Entry) => void = () => {},
  concerns: (event: E) => boolean = () => true,
): Expectation {
  return new Expectation(
    description,
    kinds,
    (event, entry) => verify(event as E, entry),
    (event) => concerns(event as E),
  );
}

function isAssertion(error: unknown): error is Error {
  return error instanceof Error && error.name === 'AssertionError';
}

/** An event of the right kind that was not the one, and why not. */
export interface NearMiss {
  readonly entry: Entry;
  readonly reason: string;
}

/** The nearest misses since `from`: the last `most` events of the right kind with the reason each did not match. */
export function nearMisses(journal: Journal, expectation: Expectation, from: number, most = 3): NearMiss[] {
  const misses: NearMiss[] = [];
  for (let index = journal.end - 1; index >= from && misses.length < most; index -= 1) {
    const entry = journal.entries[index];
    const verdict = entry && expectation.judge(entry);
    if (entry && verdict?.outcome === 'near') misses.unshift({ entry, reason: verdict.reason });
  }
  return misses;
}

/** One journal line for a reader of failures: number, direction, event and its telling fields. Never the raw frame. */
export function tell(entry: Entry): string {
  const number = `#${entry.index}`;
  switch (entry.kind) {
    case 'connecting':
      return `${number} connecting (${entry.channel})`;
    case 'missed':
      return `${number} missed ${entry.expectation}`;
    default: {
      const arrow = entry.kind === 'network' ? '~~' : isOwnDoing(entry) ? '->' : '<-';
      return `${number} ${arrow} ${inWords(entry.event)}`;
    }
  }
}

/** An event and its telling fields: `standings Ana (layer 2), Bo (layer 1)`. */
export function inWords({ kind, telling }: DomainEvent): string {
  return telling ? `${kind} ${telling}` : kind;
}

function isOwnDoing(entry: Entry): boolean {
  if (entry.kind === 'connection') return entry.event.kind === 'closed' && entry.event.by === 'player';
  return entry.kind === 'sent' || entry.kind === 'asked';
}

/** @throws AssertionError that says what is wrong, a sentence a line, if anything is. */
export function expectNone(faults: readonly string[]): void {
  if (faults.length > 0) throw new AssertionError(faults.join('\n'));
}

import type { Account } from './account';
import type { DomainEvent } from './event';
import { type Expectation, inWords, type NearMiss, nearMisses, tell } from './expectation';
import { type Entry, eventOf, isIncoming, type Journal } from './journal';

/** A wait that ran out, or a thing seen that must not be. The message is for somebody who did not write the step. */
export class Missed extends Error {
  override readonly name = 'Missed';

  readonly brief: string;
  readonly isUnproved: boolean;

  /**
   * @param accounts the same for whoever has ordered the server, one for each who missed something.
   * @param brief the message without the end of the journal, for a second and third player who missed the same.
   * @param isUnproved true where nothing forbidden was seen, and nothing showed that it could not come any more.
   */
  constructor(
    message: string,
    readonly accounts: readonly Account[],
    { brief = message, isUnproved = false }: { brief?: string; isUnproved?: boolean } = {},
  ) {
    super(message);
    this.brief = brief;
    this.isUnproved = isUnproved;
  }
}

/** Several misses as one: the first in full, the others in brief, and what `more` there is to say. */
export function allMissed(misses: readonly Missed[], more: readonly string[] = []): Missed {
  const [first, ...others] = misses;
  const briefs = [...others.map((one) => one.brief), ...more];
  return new Missed(
    [first?.message ?? '', ...briefs].join('\n\n'),
    misses.flatMap(({ accounts }) => accounts.map((one) => ({ ...one, saw: [one.saw, ...more].join(' ') }))),
    {
      brief: [first?.brief ?? '', ...briefs].join('\n\n'),
      isUnproved: misses.length > 0 && misses.every(({ isUnproved }) => isUnproved),
    },
  );
}

/** Entries at the end of a journal that a failure shows. */
const LAST = 5;

/** What is to be said of a wait that ran out after so many milliseconds. */
export function miss(
  journal: Journal,
  expectation: Expectation,
  from: number,
  waited: number,
  more: readonly string[] = [],
): Missed {
  const lines = [`${journal.owner} waited ${seconds(waited)} for ${expectation.description}, in vain.`];
  const near = nearMisses(journal, expectation, from);
  const misses = near.map(({ entry, reason }) => `${tell(entry)}: ${reason}`);
  const looked = journal.entries.slice(from).filter((entry) => entry.kind === 'received').length;
  const frames = looked === 1 ? 'one frame' : `${looked} frames`;
  if (misses.length > 0)
    lines.push(`Nearest ${looked > 0 ? `of the ${frames} ` : ''}since then:`, ...misses.map(indent));
  else if (looked === 0) lines.push('No frame has come since then.');
  else lines.push(`Nothing of the kind among the ${frames} since then.`);
  lines.push(...more);
  const brief = lines.join('\n');
  const verdict = misses.at(-1) ?? lines[1] ?? '';
  const last = journal.entries
    .filter((entry) => entry.kind !== 'missed')
    .slice(-LAST)
    .map(tell);
  if (last.length > 0) lines.push(`Last in ${journal.owner}'s journal:`, ...last.map(indent));
  const account = {
    who: journal.owner,
    should: expectation.description,
    saw: seenInstead(journal, from, near.at(-1), seconds(waited)),
  };
  return note(journal, expectation, from, new Missed(lines.join('\n'), [account], { brief }), verdict);
}

/** What came in the place of what was waited for: the nearest, or else the last thing that came at all. */
function seenInstead(journal: Journal, from: number, nearest: NearMiss | undefined, waited: string): string {
  if (nearest) return `${wordsOf(nearest.entry)} (${nearest.reason})`;
  const news = journal.entries.slice(from).filter(isNews);
  const last = news.at(-1);
  const failed = news.findLast((entry) => entry.kind === 'connection' && entry.event.kind === 'failed');
  if (failed && failed.connection === last?.connection)
    return `no connection to ${addressOf(journal, failed)} in ${waited}: ${wordsOf(failed)}`;
  return last
    ? `nothing of the kind in ${waited}; what came last: ${wordsOf(last)}`
    : `nothing at all in ${waited}`;
}

/** Where a connection was to lead, without what follows the path: a token may be in it. */
function addressOf(journal: Journal, { connection }: Entry): string {
  const begun = journal.entries.find(
    (entry) => entry.kind === 'connecting' && entry.connection === connection,
  );
  return begun?.kind === 'connecting' ? (begun.to.split(/[?#]/)[0] ?? '') : 'the server';
}

/** What a connection does by itself is news only where it is trouble. */
function isNews(entry: Entry): boolean {
  return isIncoming(entry) && (entry.kind !== 'connection' || eventOf(entry)?.trouble === true);
}

/** What an entry tells, in words. */
export function wordsOf(entry: Entry): string {
  const event = eventOf(entry);
  return event ? inWords(event) : tell(entry);
}

/** Notes the failure in the journal, where the timeline draws it. */
export function note(
  journal: Journal<DomainEvent>,
  expectation: Expectation,
  from: number,
  missed: Missed,
  verdict: string,
): Missed {
  journal.append({ kind: 'missed', connection: 0, expectation: expectation.description, from, verdict });
  return missed;
}

export const indent = (line: string) => `  ${line}`;
const seconds = (milliseconds: number) => `${(milliseconds / 1_000).toFixed(1)} s`;

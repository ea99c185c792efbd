import type { Account } from './account';
import type { DomainEvent } from './event';
import { type Expectation, inWords, type NearMiss, nearMisses, tell } from './expectation';
import { type Entry, eventOf, isIncoming, type Journal } from './journal';
import type { Patience } from './patience';

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

/** The first entry from `from` on that matches, if it is there already. */
export function find(journal: Journal, expectation: Expectation, from: number): Entry | undefined {
  for (let index = from; index < journal.end; index += 1) {
    const entry = journal.entries[index];
    if (entry && expectation.matches(entry)) return entry;
  }
  return undefined;
}

/**
 * Looks at a journal now and after every new line until `look` finds something. Nobody polls: the journal wakes us.
 * @throws Missed as `complain` makes it when patience runs out.
 */
async function watch<T>(
  journal: Journal,
  patience: Patience,
  look: () => T | undefined,
  complain: (waited: number) => Missed,
): Promise<T> {
  const already = look();
  if (already !== undefined) return already;
  const limit = patience.ofOneWait();
  return new Promise((resolve, reject) => {
    const settle = (end: () => void) => {
      clearTimeout(alarm);
      forget();
      end();
    };
    const alarm = setTimeout(() => settle(() => reject(complain(limit))), limit);
    const forget = journal.onChange(() => {
      try {
        const found = look();
        if (found !== undefined) settle(() => resolve(found));
      } catch (error) {
        settle(() => reject(error));
      }
    });
  });
}

/**
 * Waits for the next entry from `from` on that matches. `more` gives further lines for the failure.
 * @returns that entry, now explained. @throws Missed: who waited for what, how long, near misses, last frames.
 */
export async function next(
  journal: Journal,
  expectation: Expectation,
  from: number,
  patience: Patience,
  more: () => readonly string[] = () => [],
): Promise<Entry> {
  const entry = await unasked(journal, expectation, from, patience, more);
  journal.explain(entry, expectation.description);
  return entry;
}

/** As `next`, for what no step has asked for: if it is trouble, it stays so. */
export async function unasked(
  journal: Journal,
  expectation: Expectation,
  from: number,
  patience: Patience,
  more: () => readonly string[] = () => [],
): Promise<Entry> {
  const since = journal.now();
  let position = from; // a line that did not match never will
  const look = () => {
    const entry = find(journal, expectation, position);
    position = Math.max(position, journal.end);
    return entry;
  };
  const entry = await watch(journal, patience, look, (limit) =>
    miss(journal, expectation, from, limit, more()),
  );
  journal.endsWait(entry, since);
  return entry;
}

/** Waits for all of them, each after the one before. @throws Missed naming the first that did not come in its turn. */
export async function inThisOrder(
  journal: Journal,
  expectations: readonly Expectation[],
  from: number,
  patience: Patience,
): Promise<Entry[]> {
  const seen: Entry[] = [];
  for (const [turn, expectation] of expectations.entries()) {
    const described = expectation.as(
      `${expectation.description} (${turn + 1} of ${expectations.length} in this order)`,
    );
    const start = (seen.at(-1)?.index ?? from - 1) + 1;
    const early = () => {
      const entry = journal.entries.slice(from, start).find((one) => expectation.matches(one));
      return entry ? [`It came before its turn: ${tell(entry)}`] : [];
    };
    seen.push(await next(journal, described, start, patience, early));
  }
  return seen;
}

/**
 * Waits until each has matched an entry of its own, in whatever order. An entry that several would take goes to whichever
 * leaves one for each of the others. @returns the entries as the expectations were given. @throws Missed naming those that are missing.
 */
export async function inAnyOrder(
  journal: Journal,
  expectations: readonly Expectation[],
  from: number,
  patience: Patience,
): Promise<Entry[]> {
  const since = journal.now();
  const taken = new Map<number, Entry>();
  let position = from;
  const look = () => {
    for (; position < journal.end && taken.size < expectations.length; position += 1) {
      const entry = journal.entries[position];
      if (entry) give(entry, expectations, taken);
    }
    return taken.size === expectations.length ? taken : undefined;
  };
  await watch(journal, patience, look, (limit) =>
    allMissed(
      expectations.filter((_, index) => !taken.has(index)).map((one) => miss(journal, one, from, limit)),
    ),
  );
  return expectations.flatMap((one, index) => {
    const entry = taken.get(index);
    if (!entry) return [];
    journal.explain(entry, one.description);
    journal.endsWait(entry, since);
    return [entry];
  });
}

/**
 * Gives an entry to one of the expectations it matches. Where another entry has been given to it already, that one goes to
 * another expectation if it can (augmenting paths: H. W. Kuhn, The Hungarian method, 1955). @returns false if nobody could take it.
 */
function give(
  entry: Entry,
  expectations: readonly Expectation[],
  taken: Map<number, Entry>,
  asked = new Set<number>(),
): boolean {
  for (const [index, expectation] of expectations.entries()) {
    if (asked.has(index) || !expectation.matches(entry)) continue;
    asked.add(index);
    const holder = taken.get(index);
    if (holder && !give(holder, expectations, taken, asked)) continue;
    taken.set(index, entry);
    return true;
  }
  return false;
}

/**
 * Waits for the marker, then counts what matched between `from` and the marker.
 * @throws Missed if the marker does not come, or the number is another.
 */
export async function exactly(
  times: number,
  journal: Journal,
  expectation: Expectation,
  from: number,
  marker: Expectation,
  patience: Patience,
): Promise<Entry[]> {
  const end = await next(journal, marker, from, patience);
  const seen = journal.entries.slice(from, end.index).filter((entry) => expectation.matches(entry));
  if (seen.length !== times) {
    const { owner } = journal;
    const [verdict, ...found] = [
      `${owner} had to see ${expectation.description} exactly ${often(times)} before ${marker.description}, and saw it ${often(seen.length)}.`,
      ...seen.map((entry) => indent(tell(entry))),
    ];
    const account = {
      who: owner,
      should: `${expectation.description}, exactly ${often(times)}`,
      saw: `it ${often(seen.length)}`,
    };
    throw note(journal, expectation, from, new Missed([verdict, ...found].join('\n'), [account]), verdict);
  }
  for (const entry of seen) journal.explain(entry, expectation.description);
  return seen;
}

/**
 * Proves a negative: waits for the marker, then searches the whole stretch from `from` to it.
 * @returns how many entries were searched. @throws Missed if the marker does not come ("could not be proved") or
 * something matched.
 */
export async function neverUntil(
  marker: Expectation,
  journal: Journal,
  expectation: Expectation,
  from: number,
  patience: Patience,
): Promise<number> {
  const should = `never ${expectation.description}`;
  const forbid = (entry: Entry): Missed => {
    const verdict = `${journal.owner} must not see ${expectation.description}, but saw ${tell(entry)}`;
    const account = { who: journal.owner, should, saw: wordsOf(entry) };
    return note(journal, expectation, from, new Missed(verdict, [account]), verdict);
  };
  const end = await next(journal, marker, from, patience).catch((cause: unknown) => {
    // What must not be seen may be why the marker does not come.
    const early = find(journal, expectation, from);
    if (early) throw forbid(early);
    const why = cause instanceof Error ? cause.message : String(cause);
    const saw = `nothing that would prove it: ${marker.description} did not come`;
    throw new Missed(
      `That ${journal.owner} never saw ${expectation.description} could not be proved: the marker did not arrive.\n${why}`,
      [{ who: journal.owner, should, saw }],
      { isUnproved: true },
    );
  });
  const stretch = journal.entries.slice(from, end.index + 1);
  const seen = stretch.find((entry) => expectation.matches(entry));
  if (seen) throw forbid(seen);
  return stretch.length;
}

/** Entries at the end of a journal that a failure shows. */
const LAST = 5;

function miss(
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
  const last = journal.entries.slice(from).findLast(isNews);
  return last
    ? `nothing of the kind in ${waited}; what came last: ${wordsOf(last)}`
    : `nothing at all in ${waited}`;
}

/** What a connection does by itself is news only where it is trouble. */
function isNews(entry: Entry): boolean {
  return isIncoming(entry) && (entry.kind !== 'connection' || eventOf(entry)?.trouble === true);
}

function wordsOf(entry: Entry): string {
  const event = eventOf(entry);
  return event ? inWords(event) : tell(entry);
}

/** Notes the failure in the journal, where the timeline draws it. */
function note(
  journal: Journal<DomainEvent>,
  expectation: Expectation,
  from: number,
  missed: Missed,
  verdict: string,
): Missed {
  journal.append({ kind: 'missed', connection: 0, expectation: expectation.description, from, verdict });
  return missed;
}

const indent = (line: string) => `  ${line}`;
const often = (times: number) =>
  times === 0 ? 'not once' : times === 1 ? 'once' : times === 2 ? 'twice' : `${times} times`;
const seconds = (milliseconds: number) => `${(milliseconds / 1_000).toFixed(1)} s`;

import { alarm } from './alarm';
import { type Expectation, tell } from './expectation';
import type { Entry, Journal } from './journal';
import { allMissed, indent, Missed, miss, note, wordsOf } from './missed';
import type { Patience } from './patience';

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
      turnOff();
      forget();
      end();
    };
    const turnOff = alarm(limit, () => settle(() => reject(complain(limit))));
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

const often = (times: number) =>
  times === 0 ? 'not once' : times === 1 ? 'once' : times === 2 ? 'twice' : `${times} times`;

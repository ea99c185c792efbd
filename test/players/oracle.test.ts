import { describe, it } from 'node:test';
import { expect } from 'chai';
import * as fc from 'fast-check';
import { type Expectation, tell } from '../../support/players/expectation';
import { Journal } from '../../support/players/journal';
import { Missed } from '../../support/players/missed';
import { Patience } from '../../support/players/patience';
import { exactly, inAnyOrder, inThisOrder, neverUntil } from '../../support/players/watching';
import { type News, news, newsAmong, numbered } from './news';

/** A random stream of news, and when the wait begins: so many of it are there already. */
interface Course {
  readonly stream: readonly number[];
  readonly there: number;
  readonly from: number;
}

const MARKER = 9;
const anyCourse = fc
  .array(fc.oneof({ weight: 6, arbitrary: fc.integer({ min: 1, max: 4 }) }, fc.constant(MARKER)), {
    maxLength: 12,
  })
  .chain((stream) =>
    fc.record({
      stream: fc.constant(stream),
      there: fc.nat(stream.length),
      from: fc.nat(Math.min(3, stream.length)),
    }),
  );
/** What is expected: any of these numbers. */
const anyWanted = fc.array(fc.uniqueArray(fc.integer({ min: 1, max: 4 }), { minLength: 1, maxLength: 3 }), {
  minLength: 1,
  maxLength: 4,
});

/** What a wait comes to on a stream: what it gives, or undefined when it fails. */
async function outcome<T>(
  { stream, there, from }: Course,
  wait: (journal: Journal, from: number, patience: Patience) => Promise<T>,
): Promise<T | undefined> {
  let order = 0;
  const journal = new Journal('Ana', { next: () => ++order, now: () => 0 });
  const say = (event: News) =>
    journal.append({ kind: 'received', connection: 1, event, raw: `${event.number}`, channel: 'play' });
  const all = numbered(...stream);
  for (const event of all.slice(0, there)) say(event);
  const waiting = wait(journal, from, new Patience(1 / 3_000)).catch((cause: unknown) => {
    if (cause instanceof Missed) return undefined;
    throw cause;
  });
  for (const event of all.slice(there)) {
    await Promise.resolve();
    say(event);
  }
  const end = await waiting;
  expect(journal.waiting, 'waits left behind').to.equal(0);
  return end;
}

const wants = (wanted: readonly number[][]): Expectation[] => wanted.map((numbers) => newsAmong(...numbers));

/** Positions, not entries: those of a journal and of an oracle compare by value. */
const positions = (entries: readonly { index: number }[] | undefined) => entries?.map(({ index }) => index);

/** Every way to take one of the positions for each that is wanted, different ones; by brute force. */
function canTake(
  stream: readonly number[],
  from: number,
  wanted: readonly number[][],
  used = new Set<number>(),
): boolean {
  const [first, ...rest] = wanted;
  if (!first) return true;
  return stream.some((number, position) => {
    if (position < from || used.has(position) || !first.includes(number)) return false;
    return canTake(stream, from, rest, new Set([...used, position]));
  });
}

describe('waits on any stream, begun before, between or after what they wait for', () => {
  it('in this order: the first of each after the one before, or a failure', async () => {
    await fc.assert(
      fc.asyncProperty(anyCourse, anyWanted, async (course, wanted) => {
        let position = course.from - 1;
        const right = wanted.map((numbers) => {
          position = course.stream.findIndex((number, index) => index > position && numbers.includes(number));
          if (position < 0) position = Number.POSITIVE_INFINITY;
          return position;
        });
        const seen = await outcome(course, (journal, from, patience) =>
          inThisOrder(journal, wants(wanted), from, patience),
        );
        expect(positions(seen)).to.deep.equal(right.every(Number.isFinite) ? right : undefined);
      }),
    );
  });

  it('in any order: an entry of its own for each whenever there is a way, and else a failure', async () => {
    await fc.assert(
      fc.asyncProperty(anyCourse, anyWanted, async (course, wanted) => {
        const seen = await outcome(course, (journal, from, patience) =>
          inAnyOrder(journal, wants(wanted), from, patience),
        );
        expect(seen !== undefined, 'whether it passes').to.equal(canTake(course.stream, course.from, wanted));
        if (!seen) return;
        const taken = positions(seen) ?? [];
        expect(new Set(taken).size, 'entries of its own').to.equal(wanted.length);
        for (const [index, position] of taken.entries()) {
          expect(position).to.be.at.least(course.from);
          expect(wanted[index], tell(seen[index] ?? expect.fail())).to.include(course.stream[position] ?? 0);
        }
      }),
    );
  });

  it('exactly so many: those before the first marker, or a failure when there are more, fewer, or no marker', async () => {
    await fc.assert(
      fc.asyncProperty(anyCourse, fc.nat(3), async (course, times) => {
        const { stream, from } = course;
        const end = stream.findIndex((number, index) => index >= from && number === MARKER);
        const right = stream.flatMap((number, index) =>
          index >= from && index < end && number === 1 ? [index] : [],
        );
        const seen = await outcome(course, (journal, start, patience) =>
          exactly(times, journal, news(1), start, news(MARKER), patience),
        );
        expect(positions(seen)).to.deep.equal(end >= 0 && right.length === times ? right : undefined);
      }),
    );
  });

  it('never until the marker: passes only with a marker, and nothing of the kind up to it', async () => {
    await fc.assert(
      fc.asyncProperty(anyCourse, async (course) => {
        const { stream, from } = course;
        const end = stream.findIndex((number, index) => index >= from && number === MARKER);
        const stretch = stream.slice(from, end + 1);
        const searched = await outcome(course, (journal, start, patience) =>
          neverUntil(news(MARKER), journal, news(1), start, patience),
        );
        expect(searched).to.equal(end >= 0 && !stretch.includes(1) ? stretch.length : undefined);
      }),
    );
  });
});

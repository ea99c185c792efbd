import type { Target } from '../targets/target';
import { quantileOf, slopeOf } from './slope';

/** What a server held at one moment, and how it had answered since the moment before. */
export interface Sample {
  /** Minutes of play so far. */
  readonly minutes: number;
  /** Actions so far. */
  readonly actions: number;
  /** Bytes that the server holds, on the heap and beside it. */
  readonly bytes: number;
  /** What keeps it alive: sockets, timers, and the like, all together but its connections to the database. */
  readonly handles: number;
  readonly connections: number;
  /** Milliseconds from each act since the last sample to the word that it counts. */
  readonly latencies: readonly number[];
}

/** What may be no growth at all: the share of a session in which everything is done for the first time, and code is made for it. */
const WARM_UP = 0.25;
/**
 * Bytes that a server may hold more after each action: about as much as one action and its answer take. What was played is on record, and
 * not in memory.
 */
export const MOST_BYTES_AN_ACTION = 400;
/**
 * By so many bytes a collected heap wavers, whatever is done: code that is made and thrown away, caches that fill. A short session shows
 * growth only if it comes to more than this.
 */
const WAVERING = 1_500_000;
/** Handles come and go with requests that are under way. One that is kept for each that joins would be many more. */
const MOST_NEW_HANDLES = 3;

/** Weighs a server. Needs the capability `clock`. @throws Error if it has no such hook. */
export async function weigh(
  target: Target,
  so: Pick<Sample, 'minutes' | 'actions' | 'latencies'>,
): Promise<Sample> {
  const weight = (await target.testHook('/test/memory', {})) as Weight;
  const { heap_used, external, resources, connections, database_connections: toDatabase } = weight;
  const all = Object.values(resources).reduce((sum, count) => sum + count, 0);
  // A pool has as many as were needed at the same time: that says nothing of growth. With each goes the timer that ends it one day.
  const handles = all - 2 * toDatabase;
  return { ...so, bytes: heap_used + external, handles, connections };
}

interface Weight {
  readonly heap_used: number;
  readonly external: number;
  readonly resources: Readonly<Record<string, number>>;
  readonly connections: number;
  readonly database_connections: number;
}

/** Whether a server holds more and more. @returns a sentence for each thing of which it does. */
export function growthIn(samples: readonly Sample[]): string[] {
  const warm = warmedUp(samples);
  const bytes = bytesAnAction(samples);
  const [first, last] = [warm[0], warm.at(-1)];
  if (warm.length < 5 || !first || !last)
    return [`Of ${samples.length} samples, ${warm.length} are too few to tell.`];
  const grown = bytes * (last.actions - first.actions);
  const third = Math.ceil(warm.length / 3);
  const more = (what: 'handles' | 'connections') =>
    quantileOf(
      warm.slice(-third).map((one) => one[what]),
      0.5,
    ) -
    quantileOf(
      warm.slice(0, third).map((one) => one[what]),
      0.5,
    );
  return [
    ...(bytes > MOST_BYTES_AN_ACTION && grown > WAVERING
      ? [
          `The server's memory grows by ${bytes.toFixed(0)} bytes with each action; at most ${MOST_BYTES_AN_ACTION} are allowed.`,
        ]
      : []),
    ...(more('handles') > MOST_NEW_HANDLES
      ? [`What the server holds open has become ${more('handles')} more.`]
      : []),
    ...(more('connections') > 0
      ? [`The server has ${more('connections')} connections more than at first.`]
      : []),
  ];
}

/** How many bytes more the server holds after each action, once it is warm. */
export function bytesAnAction(samples: readonly Sample[]): number {
  return slopeOf(warmedUp(samples).map(({ actions, bytes }) => ({ x: actions, y: bytes })));
}

function warmedUp(samples: readonly Sample[]): readonly Sample[] {
  const all = samples.at(-1)?.actions ?? 0;
  return samples.filter(({ actions }) => actions >= all * WARM_UP);
}

/** What was seen, in one line for a report. */
export function inWords(samples: readonly Sample[]): string {
  const [first, last] = [samples[0], samples.at(-1)];
  if (!first || !last) return 'Nothing was weighed.';
  const latencies = samples.flatMap((one) => one.latencies);
  const [median, slow] = [0.5, 0.99].map((share) =>
    latencies.length > 0 ? quantileOf(latencies, share) : Number.NaN,
  );
  return [
    `${last.actions} actions in ${last.minutes.toFixed(1)} minutes`,
    `memory ${mega(first.bytes)} at first, ${mega(last.bytes)} at last (${bytesAnAction(samples).toFixed(0)} bytes an action)`,
    `${first.handles} handles at first, ${last.handles} at last`,
    `word of an action after ${median?.toFixed(1)} ms (median), ${slow?.toFixed(1)} ms (99 of 100)`,
  ].join('; ');
}

function mega(bytes: number): string {
  return `${(bytes / 1e6).toFixed(1)} MB`;
}

import type { Column } from './columns';
import type { Figures } from './note';
import type { Promised } from './promises';

/** How long players waited for one kind of event, in milliseconds. */
export interface Latency {
  /** What they waited for: `standings`, or `the answer to "creates a race"`. */
  readonly kind: string;
  /** How many had to wait. */
  readonly waits: number;
  /** How many found it there before they looked: no wait, and no part of the figures. */
  readonly there: number;
  /** Of those who had to wait; undefined where nobody had to. */
  readonly median: number | undefined;
  /** 99 of 100 waits were at most so long. */
  readonly most: number | undefined;
}

/** The waits of one system's scenarios. */
export interface SystemLatencies {
  readonly system: string;
  /** Longest first. */
  readonly events: readonly Latency[];
  readonly answers: readonly Latency[];
}

/** Where scenarios stand that no system claims. */
const ACROSS = 'Across all systems';

/** The systems' names, as the promises have them, by the tag that their scenarios carry: `@race` is Race. */
function systemOf(tags: readonly string[], systems: readonly string[]): string {
  return systems.find((system) => tags.includes(`@${system.toLowerCase()}`)) ?? ACROSS;
}

/** What players waited for on one target, by system in the order of the promises. */
export function latenciesOf({ runs }: Column, promises: readonly Promised[]): SystemLatencies[] {
  const systems = [...new Set(promises.map(({ system }) => system))];
  const all = new Map<string, { waits: Map<string, number[]>; answers: Map<string, number[]> }>();
  for (const { scenario, waits, answers } of runs.flatMap(({ attempts }) => attempts)) {
    const system = systemOf(scenario.tags, systems);
    const own = all.get(system) ?? { waits: new Map(), answers: new Map() };
    all.set(system, own);
    gather(own.waits, waits);
    gather(own.answers, answers);
  }
  return [...new Set([...systems, ACROSS])].flatMap((system) => {
    const own = all.get(system);
    if (!own || own.waits.size + own.answers.size === 0) return [];
    return [{ system, events: latencies(own.waits), answers: latencies(own.answers) }];
  });
}

function gather(into: Map<string, number[]>, figures: Figures): void {
  for (const [kind, some] of Object.entries(figures)) {
    const known = into.get(kind);
    if (known) known.push(...some);
    else into.set(kind, [...some]);
  }
}

function latencies(figures: ReadonlyMap<string, readonly number[]>): Latency[] {
  return [...figures]
    .map(([kind, all]) => {
      const waits = all.filter((one) => one > 0).sort((a, b) => a - b);
      const [median, most] = [quantile(waits, 0.5), quantile(waits, 0.99)];
      return { kind, waits: waits.length, there: all.length - waits.length, median, most };
    })
    .sort((one, other) => (other.most ?? 0) - (one.most ?? 0) || (one.kind < other.kind ? -1 : 1));
}

/** The smallest value that this share of them does not exceed; undefined of none. @param sorted from the smallest up */
export function quantile(sorted: readonly number[], share: number): number | undefined {
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)];
}

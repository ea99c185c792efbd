import { setImmediate } from 'node:timers/promises';

/**
 * What keeps this process alive, counted by kind: sockets, timers, child processes. Node's own names
 * (`process.getActiveResourcesInfo`), which leave out what is idle in a pool.
 */
export function resourcesInUse(): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const kind of process.getActiveResourcesInfo()) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  return counts;
}

/** @returns a sentence for each kind of which there is more now than there was before the scenario. */
export function leftBehind(before: ReadonlyMap<string, number>): string[] {
  return [...resourcesInUse()].flatMap(([kind, count]) => {
    const more = count - (before.get(kind) ?? 0);
    return more > 0 ? [`The scenario left ${more} of ${kind} behind.`] : [];
  });
}

/** What was closed in the last moment is gone some turns of the event loop later. */
const MOST_TURNS = 50;

/** As `leftBehind`, for what does not go by itself. */
export async function leftForGood(before: ReadonlyMap<string, number>): Promise<string[]> {
  for (let turn = 0; turn < MOST_TURNS && leftBehind(before).length > 0; turn += 1) await setImmediate();
  return leftBehind(before);
}

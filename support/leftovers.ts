import { setImmediate } from 'node:timers/promises';

/** A request to the file system ends by itself; nearly all of them are a line of the report on its way to the disk. */
const ENDS_BY_ITSELF = 'FSReqCallback';

/**
 * What keeps this process alive, counted by kind: sockets, timers, child processes. Node's own names
 * (`process.getActiveResourcesInfo`), which leave out what is idle in a pool.
 */
export function resourcesInUse(): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  const kinds = process.getActiveResourcesInfo().filter((kind) => kind !== ENDS_BY_ITSELF);
  for (const kind of kinds) counts.set(kind, (counts.get(kind) ?? 0) + 1);
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

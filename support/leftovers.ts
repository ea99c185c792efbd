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

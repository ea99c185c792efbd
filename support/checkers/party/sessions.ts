import { oncePerScenario } from '../told';
import { isKept, type KeptEntry, type Told, toldOfParties } from './told';

/** Connections to one session, as far as what they were told shows it, and all that is known to be kept of it. */
export interface Session {
  readonly told: readonly Told[];
  /** What is kept, each thing once, by its time: the first that anybody was told of each. */
  readonly kept: readonly KeptEntry[];
}

/** The sessions of a scenario: whoever was told the same thing was in the same session. Ids are never used twice. */
export const sessionsOf = oncePerScenario((players): readonly Session[] => {
  const groups: { told: Told[]; kept: Map<string, KeptEntry> }[] = [];
  for (const told of toldOfParties(players)) {
    const own = told.entries.filter(isKept);
    const same = groups.filter(({ kept }) => own.some(({ event }) => kept.has(event.id)));
    const group = same[0] ?? { told: [], kept: new Map<string, KeptEntry>() };
    if (!same[0]) groups.push(group);
    for (const other of same.slice(1)) {
      group.told.push(...other.told);
      for (const [id, entry] of other.kept) group.kept.set(id, entry);
      groups.splice(groups.indexOf(other), 1);
    }
    group.told.push(told);
    for (const entry of own) if (!group.kept.has(entry.event.id)) group.kept.set(entry.event.id, entry);
  }
  return groups.map(({ told, kept }) => ({
    told,
    kept: [...kept.values()].sort((one, other) => one.event.at - other.event.at),
  }));
});

import { tell } from '../../players/expectation';
import { eventOf } from '../../players/journal';
import type { FinishedScenario, Participant } from '../scenario';
import { type Told, type ToldEntry, toldOfRaces } from './told';

/**
 * Nothing is told twice: one welcome for a connection, one start for each start that was granted, no status twice in a row,
 * and of each report no more news than there were reports.
 */
export function tellsNothingTwice({ players }: FinishedScenario): string[] {
  const starts = grantedStarts(players);
  const reports = reportsOf(players);
  return toldOfRaces(players).flatMap((told) => [
    ...tooOften(told, 'welcomed', 1),
    ...tooOften(told, 'shown the race', 1),
    ...tooOften(told, 'race started', starts),
    ...repeatedStatus(told),
    ...repeatedProgress(told, reports),
  ]);
}

function tooOften({ who, entries }: Told, kind: string, most: number): string[] {
  const count = entries.filter(({ event }) => event.kind === kind).length;
  return count > most
    ? [`${who} was told "${kind}" ${times(count)}, and ${times(most)} would have been right.`]
    : [];
}

function repeatedStatus({ who, entries }: Told): string[] {
  const changes = entries.flatMap(({ event }) => (event.kind === 'race status' ? [event.status] : []));
  return changes
    .filter((status, index) => index > 0 && status === changes[index - 1])
    .map((status) => `${who} was told twice in a row that the race is ${status}.`);
}

function repeatedProgress({ who, entries }: Told, reports: ReadonlyMap<string, number>): string[] {
  const news = new Map<string, ToldEntry[]>();
  for (const entry of entries) {
    if (entry.event.kind !== 'progress') continue;
    const report = key(entry.event.standing.runner, entry.event.standing.time);
    news.set(report, [...(news.get(report) ?? []), entry]);
  }
  return [...news].flatMap(([report, told]) => {
    const sent = reports.get(report) ?? 0;
    const [first] = told;
    if (told.length <= sent || !first) return [];
    if (sent === 0) return [`${who} was told of a report that nobody sent: ${tell(first)}`];
    return [`${who} was told ${times(told.length)} what was reported ${times(sent)}: ${tell(first)}`];
  });
}

/** How often each runner has sent a report with each in-game time. */
function reportsOf(players: readonly Participant[]): ReadonlyMap<string, number> {
  const reports = new Map<string, number>();
  for (const { name, journal } of players) {
    for (const entry of journal.entries) {
      const act = entry.kind === 'sent' ? eventOf(entry) : undefined;
      if (!act || !('time' in act)) continue;
      const report = key(name, Number(act.time));
      reports.set(report, (reports.get(report) ?? 0) + 1);
    }
  }
  return reports;
}

/** How often a start was granted to anybody. A start that was declined announces nothing. */
function grantedStarts(players: readonly Participant[]): number {
  return players
    .flatMap(({ journal: { entries } }) =>
      entries.flatMap((entry) =>
        entry.kind === 'answered' && !entry.event.trouble && entry.question !== undefined
          ? [entries[entry.question]]
          : [],
      ),
    )
    .filter((question) => question && eventOf(question)?.kind === 'starts the race').length;
}

const times = (count: number) => (count === 1 ? 'once' : count === 2 ? 'twice' : `${count} times`);
const key = (runner: string, time: number) => `${runner} ${time}`;

import type { DomainEvent } from '../../players/event';
import { tell } from '../../players/expectation';
import { eventOf } from '../../players/journal';
import { type RunnerStatus, type Standing, standingsIn } from '../../systems/race/events';
import type { FinishedScenario, Participant } from '../scenario';
import { type Told, toldOfRaces } from './told';

/** What never falls, but for a reset. */
const FIGURES = ['time', 'deaths', 'layer', 'status'] as const;
const COURSE_OF_THINGS: Readonly<Record<RunnerStatus, number>> = {
  registered: 0,
  ready: 1,
  playing: 2,
  finished: 3,
  abandoned: 3,
};

/** What a runner has ever reported. */
interface Reported {
  readonly times: ReadonlySet<unknown>;
  readonly deaths: ReadonlySet<unknown>;
  readonly zones: ReadonlySet<unknown>;
  readonly acts: ReadonlySet<string>;
}

/**
 * What the server tells of a runner is what the runner has reported: no time, death count, zone or visit that nobody reported, no
 * finish that nobody had; and time, deaths, layer and status never fall, but for a reset of the race.
 */
export function tellsTrueFigures({ players }: FinishedScenario): string[] {
  const reported = new Map(players.map((player) => [player.name, reportsOf(player)]));
  return toldOfRaces(players).flatMap((told) => [...madeUp(told, reported), ...fallen(told)]);
}

function madeUp({ who, entries }: Told, reported: ReadonlyMap<string, Reported>): string[] {
  return entries.flatMap((entry) =>
    standingsIn(entry.event).flatMap((line) => {
      const known = reported.get(line.runner);
      const wrong = known ? whatIsMadeUp(line, known) : undefined;
      return wrong === undefined
        ? []
        : [`${who} was told ${wrong}, which ${line.runner} never reported, in ${tell(entry)}`];
    }),
  );
}

function whatIsMadeUp(line: Standing, { times, deaths, zones, acts }: Reported): string | undefined {
  if (line.time !== 0 && !times.has(line.time)) return `a time of ${line.time} ms`;
  if (line.deaths !== 0 && !deaths.has(line.deaths)) return `${line.deaths} deaths`;
  if (line.layer !== 0 && line.zone !== null && !zones.has(line.zone)) return `the zone "${line.zone}"`;
  const visit = line.history.find((one) => !zones.has(one.zone) || !times.has(one.time));
  if (visit) return `a visit to "${visit.zone}" at ${visit.time} ms`;
  if (line.status === 'finished' && !acts.has('finishes')) return 'a finish';
  if (line.status === 'abandoned' && !acts.has('gives up')) return 'giving up';
  return undefined;
}

/** How far a runner has come in one figure: who is done stays done, and who plays is not before the start again. */
function rank(line: Standing, figure: (typeof FIGURES)[number]): number {
  return figure === 'status' ? COURSE_OF_THINGS[line.status] : line[figure];
}

function fallen({ who, entries }: Told): string[] {
  const latest = new Map<string, Standing>();
  return entries.flatMap((entry) => {
    if (entry.event.kind === 'race status' && entry.event.status === 'setup') latest.clear();
    return standingsIn(entry.event).flatMap((line) => {
      const before = latest.get(line.runner);
      latest.set(line.runner, line);
      const figure = before && FIGURES.find((one) => rank(line, one) < rank(before, one));
      return figure
        ? [
            `${who} saw ${line.runner}'s ${figure} fall from ${before[figure]} to ${line[figure]} in ${tell(entry)}`,
          ]
        : [];
    });
  });
}

function reportsOf({ journal }: Participant): Reported {
  const acts = journal.entries.flatMap((entry) => {
    const event = entry.kind === 'sent' || entry.kind === 'asked' ? eventOf(entry) : undefined;
    return event ? [event] : [];
  });
  return {
    times: values(acts, 'time'),
    deaths: values(acts, 'deaths'),
    zones: new Set([...values(acts, 'to'), ...values(acts, 'zone')]),
    acts: new Set(acts.map((act) => act.kind)),
  };
}

function values(acts: readonly DomainEvent[], field: string): ReadonlySet<unknown> {
  return new Set(acts.map((act) => (act as unknown as Record<string, unknown>)[field]));
}

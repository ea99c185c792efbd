import type { Failure, Run, Scenario } from './run';

/** How a scenario went on one target, over all the times it was played there. */
export type Status = 'passed' | 'failed' | 'flaky' | 'unverifiable' | 'skipped' | 'unplayed';

export interface Played {
  readonly scenario: Scenario;
  readonly status: Status;
  /** How often it was played to a verdict, and how often it failed. */
  readonly times: number;
  readonly failures: number;
  /** Why it was not verifiable. */
  readonly reason?: string;
  /** The first, where there was one. */
  readonly failure?: Failure;
  /** Of the longest time that it was played. */
  readonly milliseconds: number;
  /** The page that shows it with its timeline; of the run in which it failed, if it did. */
  readonly page?: string;
}

/** All runs on one target. */
export interface Column {
  /** Undefined where no run says. */
  readonly target: string | undefined;
  readonly runs: readonly Run[];
  /** By `keyOf`, in the order of files and lines. */
  readonly scenarios: ReadonlyMap<string, Played>;
}

/** What makes a scenario the same in several runs. */
export function keyOf({ uri, line, name }: Scenario): string {
  return `${uri}:${line} ${name}`;
}

/** One column for each target, in the order in which they are met: shards of one target are one. */
export function columnsOf(runs: readonly Run[]): Column[] {
  const targets = [...new Set(runs.map(({ target }) => target))];
  return targets.map((target) => {
    const own = runs.filter((run) => run.target === target);
    return { target, runs: own, scenarios: scenariosOf(own) };
  });
}

function scenariosOf(runs: readonly Run[]): Map<string, Played> {
  const found = new Map<string, Played>();
  const known = runs.flatMap(({ unplayed }) => unplayed);
  for (const scenario of known)
    found.set(keyOf(scenario), { scenario, status: 'unplayed', times: 0, failures: 0, milliseconds: 0 });
  for (const run of runs) {
    for (const attempt of run.attempts) {
      const { scenario, status, reason, failure, milliseconds } = attempt;
      const before = found.get(keyOf(scenario));
      const times = (before?.times ?? 0) + (status === 'skipped' ? 0 : 1);
      const failures = (before?.failures ?? 0) + (status === 'failed' ? 1 : 0);
      const why = reason ?? before?.reason;
      const told = before?.failure ?? failure;
      const page = before?.failure ? before.page : failure ? run.page : (before?.page ?? run.page);
      found.set(keyOf(scenario), {
        scenario,
        status: statusOf(times, failures, why),
        times,
        failures,
        ...(why === undefined ? {} : { reason: why }),
        ...(told ? { failure: told } : {}),
        milliseconds: Math.max(milliseconds, before?.milliseconds ?? 0),
        ...(page === undefined ? {} : { page }),
      });
    }
  }
  return new Map([...found].sort(([, one], [, other]) => byPlace(one.scenario, other.scenario)));
}

/** The order of files and lines. */
export function byPlace(one: Scenario, other: Scenario): number {
  return one.uri < other.uri ? -1 : one.uri > other.uri ? 1 : one.line - other.line;
}

function statusOf(times: number, failures: number, reason: string | undefined): Status {
  if (times === 0) return reason === undefined ? 'skipped' : 'unverifiable';
  if (failures === 0) return 'passed';
  return failures === times ? 'failed' : 'flaky';
}

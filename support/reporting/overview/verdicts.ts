import { byPlace, type Column, type Played } from './columns';
import { type Promised, promisedBy } from './promises';
import type { Scenario } from './run';

/** What can be said of a promise on one target. */
export type Verdict = 'holds' | 'partly' | 'broken' | 'flaky' | 'unverifiable' | 'unplayed';

/** One promise on one target. */
export interface Judged {
  readonly verdict: Verdict;
  /** Scenarios of this promise by what became of them. */
  readonly passed: number;
  readonly failed: number;
  readonly flaky: number;
  readonly unverifiable: number;
  /** Not played, for whatever reason but that it could not be verified. */
  readonly unplayed: number;
  /** Why some could not be verified, each once. */
  readonly reasons: readonly string[];
  readonly milliseconds: number;
}

/** A scenario side by side on all targets; undefined where a target's runs do not know it. */
export interface Shown {
  readonly scenario: Scenario;
  readonly on: readonly (Played | undefined)[];
}

/** One line of the matrix. */
export interface Line {
  readonly promised: Promised;
  /** As the columns are. */
  readonly judged: readonly Judged[];
  readonly scenarios: readonly Shown[];
}

/** All promises on all targets. */
export interface Matrix {
  readonly columns: readonly Column[];
  readonly lines: readonly Line[];
  /** Scenarios that carry no promise's id: nothing that failed may be missing from the page. */
  readonly others: readonly Shown[];
}

/** Lays the promises side by side on all targets, in the order of the promises. */
export function matrixOf(promises: readonly Promised[], columns: readonly Column[]): Matrix {
  const keys = new Set(columns.flatMap(({ scenarios }) => [...scenarios.keys()]));
  const shown = [...keys]
    .map((key) => columns.map(({ scenarios }) => scenarios.get(key)))
    .flatMap((on) => {
      const known = on.find((played) => played !== undefined);
      return known ? [{ scenario: known.scenario, on }] : [];
    })
    .sort((one, other) => byPlace(one.scenario, other.scenario));
  const byId = new Map<string, Shown[]>(promises.map(({ id }) => [id, []]));
  const others: Shown[] = [];
  for (const one of shown) {
    const ids = promisedBy(one.scenario.tags).filter((id) => byId.has(id));
    for (const id of ids) byId.get(id)?.push(one);
    if (ids.length === 0) others.push(one);
  }
  const lines = promises.map((promised) => {
    const scenarios = byId.get(promised.id) ?? [];
    const judged = columns.map((_, index) => judge(scenarios.flatMap(({ on }) => on[index] ?? [])));
    return { promised, judged, scenarios };
  });
  return { columns, lines, others };
}

/**
 * What scenarios on one target say of their promise together. One that fails breaks it; one that could not be shown does not, but then it is not
 * known whether all of the promise holds.
 */
export function judge(scenarios: readonly Played[]): Judged {
  const count = (...of: readonly Played['status'][]) =>
    scenarios.filter(({ status }) => of.includes(status)).length;
  const [passed, failed, flaky] = [count('passed'), count('failed'), count('flaky')];
  const [unverifiable, unplayed] = [count('unverifiable'), count('unplayed', 'skipped')];
  const verdict =
    failed > 0
      ? 'broken'
      : flaky > 0
        ? 'flaky'
        : passed > 0
          ? unverifiable > 0
            ? 'partly'
            : 'holds'
          : unverifiable > 0
            ? 'unverifiable'
            : 'unplayed';
  return {
    verdict,
    passed,
    failed,
    flaky,
    unverifiable,
    unplayed,
    reasons: [
      ...new Set(
        scenarios.flatMap(({ status, reason }) => (status === 'unverifiable' ? (reason ?? []) : [])),
      ),
    ],
    milliseconds: scenarios.reduce((sum, one) => sum + one.milliseconds, 0),
  };
}

/** How many promises have each verdict on one target, by the number of its column. */
export function verdictsOn({ lines }: Matrix, column: number): Readonly<Record<Verdict, number>> {
  const counts = { holds: 0, partly: 0, broken: 0, flaky: 0, unverifiable: 0, unplayed: 0 };
  for (const { judged } of lines) counts[judged[column]?.verdict ?? 'unplayed'] += 1;
  return counts;
}

/** True where every target kept what was played there, and nothing beside the scenarios failed. */
export function allIsWell({ columns }: Matrix): boolean {
  return columns.every(
    ({ runs, scenarios }) =>
      runs.every(({ success }) => success) &&
      [...scenarios.values()].every(({ status }) => status !== 'failed' && status !== 'flaky'),
  );
}

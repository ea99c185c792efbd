import type { FinishedScenario } from './scenario';

/** When a scenario is over, no connection is open and nobody waits any more. */
export function leavesNothingOpen({ players }: FinishedScenario): string[] {
  return players.flatMap(({ name, journal, openConnections }) => [
    ...(openConnections > 0 ? [`${name} still has ${open(openConnections)} after the end.`] : []),
    ...(journal.waiting > 0
      ? [`${name} still waits for something after the end: a step does not await it.`]
      : []),
  ]);
}

const open = (count: number) => (count === 1 ? 'one open connection' : `${count} open connections`);

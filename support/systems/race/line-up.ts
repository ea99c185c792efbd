import type { LayerTime } from './events';
import { milliseconds } from './in-game-time';
import type { Race } from './race';

const COLUMNS = ['runner', 'state', 'at'];

/** Layers and times of a table with the columns layer and at. */
export function layerTimesIn(lines: readonly Record<string, string>[]): LayerTime[] {
  return lines.map(({ layer = '', at = '' }) => ({ layer: Number(layer), time: milliseconds(at) }));
}

/**
 * Brings a running race to the state of a table with the columns runner, state (`layer 2`, `finished`, `given up`) and at
 * (in-game time), line after line. Everybody has seen each before the next.
 * @throws Error naming a column or a state it does not know.
 */
export async function lineUp(race: Race, lines: readonly Record<string, string>[]): Promise<void> {
  const columns = Object.keys(lines[0] ?? {});
  if (columns.toSorted().join() !== COLUMNS.toSorted().join()) {
    throw new Error(
      `How a race stands has the columns ${COLUMNS.join(', ')}, and not ${columns.join(', ')}.`,
    );
  }
  for (const { runner: name = '', state = '', at = '' } of lines) {
    const time = milliseconds(at);
    const layer = /^layer (\d+)$/.exec(state)?.[1];
    if (layer !== undefined) {
      await race.after(name, (runner) => runner.entersLayer(Number(layer), time));
    } else if (state === 'finished') await race.after(name, (runner) => runner.finishes(time));
    else if (state === 'given up') await race.after(name, (runner) => runner.givesUp());
    else throw new Error(`"${state}" is no state of a runner; write layer 2, finished or given up.`);
  }
}

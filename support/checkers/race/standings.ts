import { tell } from '../../players/expectation';
import { type RunnerStatus, type Standing, standingsIn } from '../../systems/race/events';
import type { FinishedScenario } from '../scenario';
import { toldOfRaces } from './told';

/** From the top of the leaderboard to its end. */
const GROUPS: readonly RunnerStatus[] = ['finished', 'playing', 'ready', 'registered', 'abandoned'];

/**
 * Every leaderboard is in the order of the rules, and every gap is right, computed here from the figures in it and from
 * nothing the server says of order or gaps.
 */
export function sortsStandings({ players }: FinishedScenario): string[] {
  return toldOfRaces(players).flatMap(({ who, entries }) => {
    let leader: Standing | undefined;
    return entries.flatMap((entry) => {
      const lines = standingsIn(entry.event);
      const isProgress = entry.event.kind === 'progress';
      if (!isProgress && lines.length > 0) [leader] = lines;
      return [...(isProgress ? [] : wrongOrder(lines)), ...(leader ? wrongGaps(leader, lines) : [])].map(
        (wrong) => `${who} saw ${wrong} in ${tell(entry)}`,
      );
    });
  });
}

function wrongOrder(standings: readonly Standing[]): string[] {
  const seen = standings.map((line) => line.runner);
  const right = [...standings].sort(byTheRules).map((line) => line.runner);
  const same = seen.every((runner, place) => runner === right[place]);
  return same ? [] : [`the order ${seen.join(', ')} instead of ${right.join(', ')}`];
}

function byTheRules(one: Standing, other: Standing): number {
  const group = GROUPS.indexOf(one.status) - GROUPS.indexOf(other.status);
  if (group !== 0) return group;
  const entry = one.entered - other.entered;
  switch (one.status) {
    case 'finished':
      return one.time - other.time || entry;
    case 'playing':
      return (
        other.layer - one.layer ||
        (atLeastAsDeep(one, one.layer) ?? 0) - (atLeastAsDeep(other, other.layer) ?? 0) ||
        entry
      );
    case 'abandoned':
      return other.layer - one.layer || one.time - other.time || entry;
    default:
      return entry;
  }
}

/** News of one runner comes only where the order stays: the leader is who led on the leaderboard before. */
function wrongGaps(leader: Standing, lines: readonly Standing[]): string[] {
  return lines.flatMap((line) => {
    const right = gapTo(leader, line);
    return line.gap === right ? [] : [`${gap(line.gap)} for ${line.runner} instead of ${gap(right)}`];
  });
}

const gap = (milliseconds: number | null) =>
  milliseconds === null ? 'no gap' : `a gap of ${milliseconds} ms`;

/** How far a runner is behind the leader, in milliseconds; null for the leader and for whoever is not racing. */
function gapTo(leader: Standing, line: Standing): number | null {
  if (line.runner === leader.runner) return null;
  if (line.status === 'finished') return Math.max(0, line.time - leader.time);
  if (line.status !== 'playing') return null;
  const own = atLeastAsDeep(line, line.layer) ?? 0;
  const leaders = atLeastAsDeep(leader, line.layer) ?? leader.time;
  return Math.max(0, own - leaders);
}

/** The in-game time at which a runner was first in that layer or a deeper one; undefined if never. */
function atLeastAsDeep({ history }: Standing, layer: number): number | undefined {
  return layer === 0 ? 0 : history.find((visit) => visit.layer >= layer)?.time;
}

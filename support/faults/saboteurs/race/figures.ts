import { alters, mishears, ofType } from '../habits';
import type { Frame, Interference, Saboteur } from '../interference';
import { hasNotBegun, isBoard, type Runner, runnersIn, shows, withEach, withRunners } from './frames';

/** Servers that show a figure wrong. */
export const WRONG_FIGURES: readonly Saboteur[] = [
  {
    id: 'race-deaths-one-report-late',
    system: 'race',
    requirement: 'RACE-05',
    sentence: 'Deaths are shown one report late.',
    says: /deaths is 0, not \d/,
    interferes: () => deathsLate(),
  },
  {
    id: 'race-other-zone-of-the-layer',
    system: 'race',
    requirement: 'RACE-05',
    sentence: 'A runner who enters Drowned Chapel is taken to be in the other zone of that layer.',
    says: /zone is Broken Bridge, not Drowned Chapel/,
    interferes: () =>
      mishears(
        ({ to_zone }) => to_zone === 'Drowned Chapel',
        (frame) => ({ ...frame, to_zone: 'Broken Bridge' }),
      ),
  },
  {
    id: 'race-return-to-a-zone-forgotten',
    system: 'race',
    requirement: 'RACE-05',
    sentence: 'Going back to a zone is not among the visits.',
    says: /Ana's visits: expected/,
    interferes: () =>
      shows((frame) =>
        withEach(frame, (runner) => ({
          ...runner,
          zone_history: runner.zone_history.filter(
            ({ zone }, index, all) => all.findIndex((visit) => visit.zone === zone) === index,
          ),
        })),
      ),
  },
  {
    id: 'race-leader-with-a-gap',
    system: 'race',
    requirement: 'RACE-19',
    sentence: 'The leader has a gap of nothing, and not none.',
    says: /Ana's gap is 0:00, not null/,
    interferes: () =>
      shows((frame) =>
        withRunners(frame, (runners) =>
          runners.map((runner, place) =>
            isBoard(frame) && place === 0 && runner.current_layer > 0 ? { ...runner, gap_ms: 0 } : runner,
          ),
        ),
      ),
  },
  {
    id: 'race-gap-to-the-one-ahead',
    system: 'race',
    requirement: 'RACE-19',
    sentence: 'Among those who have finished, the gap is to the one ahead, and not to the leader.',
    says: /Cy's gap is 0:30, not 1:45|a gap of 30000 ms for Cy instead of a gap of 105000 ms/,
    interferes: () => gapsToTheOneAhead(),
  },
  {
    id: 'race-gaps-of-the-old-leader',
    system: 'race',
    requirement: 'RACE-19',
    sentence: 'When the lead changes, the gaps of the others stay what they were.',
    says: /Bo's gap is null, not 1:15|gap .*for Bo instead of a gap of 75000 ms/,
    interferes: () => gapsStay(),
  },
  {
    id: 'race-gap-in-a-shallower-layer',
    system: 'race',
    requirement: 'RACE-19',
    sentence: 'The gap of a runner in a shallower layer is counted from the leader’s present time.',
    says: /Bo's gap is .*, not 1:15|a gap of \d+ ms for Bo instead of/,
    interferes: () =>
      shows((frame) => {
        const [leader] = runnersIn(frame);
        if (!isBoard(frame) || leader?.status !== 'playing') return frame;
        return withEach(frame, (runner) =>
          runner.gap_ms !== null && runner.current_layer < leader.current_layer
            ? { ...runner, gap_ms: Math.max(0, leader.igt_ms - runner.igt_ms) }
            : runner,
        );
      }),
  },
  {
    id: 'race-finishers-without-gap',
    system: 'race',
    requirement: 'RACE-19',
    sentence: 'Whoever has finished has no gap any more.',
    says: /(Bo|Cy)'s gap is null, not \d:\d\d/,
    interferes: () =>
      shows((frame) =>
        withEach(frame, (runner) => (runner.status === 'finished' ? { ...runner, gap_ms: null } : runner)),
      ),
  },
  {
    id: 'race-leader-before-the-start',
    system: 'race',
    requirement: 'RACE-19',
    sentence: 'While nobody plays, whoever was entered first is said to lead.',
    says: /where the leader has come, and when: expected 'layer 0 at 0:00' to equal 'no layer'/,
    interferes: () =>
      alters(
        (frame) => frame.type === 'leaderboard_update' && runnersIn(frame).every(hasNotBegun),
        (frame) => ({ ...frame, leader_splits: { 0: 0 } }),
      ),
  },
  {
    id: 'race-undeclared-address',
    system: 'race',
    requirement: 'ALL-04',
    sentence: 'News of one runner carry the address of that runner’s computer, which no contract speaks of.',
    says: /which race\.asyncapi\.yaml does not allow: .*\(ip_address\)/,
    interferes: () =>
      alters(ofType('player_update'), (frame) => ({
        ...frame,
        player: { ...runnersIn(frame)[0], ip_address: '203.0.113.7' },
      })),
  },
  {
    id: 'race-undeclared-message',
    system: 'race',
    requirement: 'ALL-04',
    sentence: 'After the start, spectators get a message of a type that is not in the contract.',
    says: /has no message of type "race_start"|has no message of type "race_debug"/,
    interferes: () => ({
      told: (frame, line) =>
        frame.type === 'race_status_change' && line.path.startsWith('/ws/race/')
          ? [frame, { type: 'race_debug', queue: 0 }]
          : [frame],
    }),
  },
  {
    id: 'race-count-as-text',
    system: 'race',
    requirement: 'ALL-04',
    sentence: 'The number of deaths becomes a text as soon as it is not nought.',
    says: /which race\.asyncapi\.yaml does not allow: .*death_count must be integer|deaths is 3, not 3/,
    interferes: () =>
      alters(
        (frame) => runnersIn(frame).some(({ death_count }) => death_count > 0),
        (frame) =>
          withRunners(frame, (runners) =>
            runners.map((runner) =>
              runner.death_count > 0
                ? ({ ...runner, death_count: String(runner.death_count) } as unknown as Runner)
                : runner,
            ),
          ),
      ),
  },
];

/** Everybody is told the deaths of the report before. */
function deathsLate(): Interference {
  const counts = new Map<string, number[]>();
  const late = (runner: Runner): Runner => {
    const known = counts.get(runner.id) ?? [0, 0];
    if (known.at(-1) !== runner.death_count) known.push(runner.death_count);
    counts.set(runner.id, known);
    return { ...runner, death_count: known.at(-2) ?? 0 };
  };
  return alters(ofType('player_update', 'leaderboard_update'), (frame) => withEach(frame, late));
}

function gapsToTheOneAhead(): Interference {
  return shows((frame) => {
    if (!isBoard(frame)) return frame;
    return withRunners(frame, (runners) =>
      runners.map((runner, place) => {
        const ahead = runners[place - 1];
        if (runner.status !== 'finished' || ahead === undefined) return runner;
        return { ...runner, gap_ms: runner.igt_ms - ahead.igt_ms };
      }),
    );
  });
}

/** A runner's gap is the one of when the runner last did anything. */
function gapsStay(): Interference {
  const latest = new Map<string, Pick<Runner, 'igt_ms' | 'status' | 'gap_ms'>>();
  const stays = (runner: Runner): Runner => {
    const before = latest.get(runner.id);
    const isSame = before?.igt_ms === runner.igt_ms && before.status === runner.status;
    const { igt_ms, status, gap_ms } = isSame ? before : runner;
    latest.set(runner.id, { igt_ms, status, gap_ms });
    return { ...runner, gap_ms };
  };
  return shows((frame: Frame) => withEach(frame, stays));
}

import type { Choice } from '../habits';
import { ofType, swallows } from '../habits';
import type { Frame, Interference, Line, Saboteur } from '../interference';
import { feigns } from './feints';
import { hasNotBegun, isTheEnd, type Runner } from './frames';
import { type Known, knowing } from './known';

const NOTHING_CHANGES = /must not see any change in the standings, but saw/;

/** Servers that take somebody for ready who is not, do not let a runner begin, or let all go on when the race is over. */
export const WRONG_READINESS: readonly Saboteur[] = [
  {
    id: 'race-late-ready-unheard',
    system: 'race',
    requirement: 'RACE-03',
    sentence: 'A runner who is late, and reports ready during the race, is not shown as ready.',
    says: /waited .* for Ana shown with status ready, in vain/,
    interferes: () =>
      knowing((known) =>
        swallowsOnceStarted(known, ofType('ready'), ({ status }) => status === 'registered'),
      ),
  },
  {
    id: 'race-ready-once-more',
    system: 'race',
    requirement: 'RACE-14',
    sentence:
      'A runner on the way who reports ready, or one who has finished or given up, gets an error, and is shown as ready once more.',
    says: NOTHING_CHANGES,
    interferes: () =>
      feigns(
        (report, runner) =>
          report.type === 'ready' && !hasNotBegun(runner)
            ? { ...runner, status: 'ready', gap_ms: null }
            : undefined,
        'and refuses',
      ),
  },
  {
    id: 'race-goes-on-after-its-end',
    system: 'race',
    requirement: 'RACE-14',
    sentence:
      'When the organizer has ended the race, whatever runners report is answered with an error, and counts.',
    says: NOTHING_CHANGES,
    interferes() {
      let isOver = false;
      const feint = feigns(
        (report, runner) => (isOver ? asReported(report, runner) : undefined),
        'and refuses',
      );
      return {
        ...feint,
        told(frame, line) {
          isOver ||= isTheEnd(frame);
          return feint.told?.(frame, line) ?? [frame];
        },
      };
    },
  },
  {
    id: 'race-no-flying-start',
    system: 'race',
    requirement: 'RACE-05',
    sentence: 'A ready runner whose first report comes later than 0:00 does not become a player.',
    says: /waited .* for (Ana shown with status playing|Bo ahead of Ana), in vain/,
    interferes: () =>
      knowing((known) =>
        swallowsOnceStarted(
          known,
          ({ igt_ms }) => Number(igt_ms) > 0,
          ({ status }) => status === 'ready',
        ),
      ),
  },
];

/** What runners of a kind say and is chosen never reaches the server, from the start of the race on. */
function swallowsOnceStarted(
  known: Known,
  choice: Choice,
  concerns: (runner: Runner) => boolean,
): Interference {
  const started = new Set<Line>();
  return {
    ...swallows((frame, line) => {
      const runner = known.runner(line);
      return started.has(line) && runner !== undefined && concerns(runner) && choice(frame, line);
    }),
    told(frame, line) {
      if (frame.type === 'race_start') started.add(line);
      return [frame];
    },
  };
}

/** A runner as shown by a server that takes a report; undefined where it is none. */
function asReported(report: Frame, runner: Runner): Runner | undefined {
  const time = { igt_ms: Number(report.igt_ms) };
  switch (report.type) {
    case 'ready':
      return { ...runner, status: 'ready' };
    case 'status_update':
      return { ...runner, ...time, death_count: Number(report.deaths) };
    case 'zone_entered':
      return { ...runner, ...time, current_zone: String(report.to_zone) };
    case 'finished':
      return { ...runner, ...time, status: 'finished' };
    default:
      return undefined;
  }
}

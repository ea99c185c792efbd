import { loses, mishears, ofType } from '../habits';
import type { Interference, Saboteur } from '../interference';
import { feigns } from './feints';
import { watches } from './frames';
import { everybodyOn, knowing } from './known';

/** Servers that take what they must refuse, or refuse what they must take. */
export const WRONG_REFUSALS: readonly Saboteur[] = [
  {
    id: 'race-hundred-faults-are-too-many',
    system: 'race',
    requirement: 'RACE-12',
    sentence: 'A mod is disconnected after its fiftieth malformed message.',
    says: /an error answer \(5\d of 100 in this order\), in vain|Ana met with trouble that no step asked for/,
    interferes: () => hangsUpAfter(50),
  },
  {
    id: 'race-fault-costs-the-next-report',
    system: 'race',
    requirement: 'RACE-12',
    sentence: 'The report that follows a malformed message is lost.',
    says: /waited .* for Ana shown with time .*, in vain/,
    interferes: () => losesTheNextReport(),
  },
  {
    id: 'race-fault-unanswered',
    system: 'race',
    requirement: 'RACE-12',
    sentence: 'A message whose type is missing or unknown is ignored without a word.',
    says: /waited .* for an error answer/,
    interferes: () => loses(({ message }) => /type/i.test(String(message))),
  },
  {
    id: 'race-late-report-counts',
    system: 'race',
    requirement: 'RACE-14',
    sentence: 'What a runner reports after the own finish is shown to everybody.',
    says: /must not see any change in the standings, but saw/,
    interferes: () =>
      feigns((report, runner) =>
        report.type === 'status_update' && runner.status === 'finished'
          ? { ...runner, igt_ms: Number(report.igt_ms), death_count: Number(report.deaths) }
          : undefined,
      ),
  },
  {
    id: 'race-second-finish-if-better',
    system: 'race',
    requirement: 'RACE-14',
    sentence: 'A runner who has finished may finish once more, with a better time.',
    says: /must not see any change in the standings, but saw/,
    interferes: () =>
      feigns((report, runner) =>
        report.type === 'finished' && runner.status === 'finished' && Number(report.igt_ms) < runner.igt_ms
          ? { ...runner, igt_ms: Number(report.igt_ms) }
          : undefined,
      ),
  },
  {
    id: 'race-visit-after-the-finish',
    system: 'race',
    requirement: 'RACE-14',
    sentence:
      'A zone that a runner enters after the own finish is among the visits, and nothing else changes.',
    says: /must not see any change in the standings, but saw/,
    interferes: () =>
      feigns((report, runner) => {
        if (report.type !== 'zone_entered' || runner.status !== 'finished') return undefined;
        const visit = {
          zone: String(report.to_zone),
          igt_ms: Number(report.igt_ms),
          deaths: runner.death_count,
        };
        return { ...runner, zone_history: [...runner.zone_history, visit] };
      }),
  },
  {
    id: 'race-given-up-goes-on',
    system: 'race',
    requirement: 'RACE-14',
    sentence: 'A runner who has given up still goes deeper.',
    says: /must not see any change in the standings, but saw/,
    interferes: () =>
      feigns((report, runner) =>
        report.type === 'zone_entered' && runner.status === 'abandoned'
          ? { ...runner, current_zone: String(report.to_zone) }
          : undefined,
      ),
  },
  {
    id: 'race-report-before-start-ignored',
    system: 'race',
    requirement: 'RACE-14',
    sentence: 'A finish that is reported before the start is ignored without a word.',
    says: /waited .* for the error answer "Race not running", in vain/,
    interferes() {
      let isStarted = false;
      return {
        said: (frame) => (frame.type === 'finished' && !isStarted ? [] : [frame]),
        told(frame) {
          isStarted ||= frame.type === 'race_start';
          return [frame];
        },
      };
    },
  },
  {
    id: 'race-spectator-acts',
    system: 'race',
    requirement: 'RACE-18',
    sentence: 'A zone that a spectator says to have entered counts for the runner who was entered second.',
    says: /must not see any change in the standings, but saw/,
    interferes: () =>
      knowing((known) => ({
        said(frame, line) {
          const second = everybodyOn(line).find((other) => known.runner(other)?.color_index === 1);
          if (watches(line) && frame.type === 'zone_entered') second?.say(frame);
          return [frame];
        },
      })),
  },
  {
    id: 'race-text-for-a-number',
    system: 'race',
    requirement: 'RACE-20',
    sentence: 'A time that comes as text, as a list or as a truth value is taken for a number.',
    says: /waited .* for an error answer, in vain/,
    interferes: () => ({
      said: (frame) => [
        typeof frame.igt_ms === 'string' ? { ...frame, igt_ms: Number(frame.igt_ms) } : frame,
      ],
    }),
  },
  {
    id: 'race-time-cut-to-the-range',
    system: 'race',
    requirement: 'RACE-20',
    sentence: 'A time beyond the range is cut to the greatest there can be, and taken.',
    says: /waited .* for an error answer, in vain/,
    interferes: () => ({
      said: (frame) => [Number(frame.igt_ms) > GREATEST ? { ...frame, igt_ms: GREATEST } : frame],
    }),
  },
  {
    id: 'race-greatest-time-refused',
    system: 'race',
    requirement: 'RACE-20',
    sentence: 'The greatest time there can be is refused.',
    says: /waited .* for Ana shown with time 596:31:23\.647, deaths 5, in vain/,
    interferes: () => ({
      said: (frame) => [frame.igt_ms === GREATEST ? { ...frame, igt_ms: GREATEST + 1 } : frame],
    }),
  },
  {
    id: 'race-refused-and-counted',
    system: 'race',
    requirement: 'RACE-20',
    sentence:
      'A report with falling deaths is answered with an error, and everybody is shown the deaths all the same.',
    says: /must not see any change in the standings, but saw/,
    interferes: () =>
      feigns(
        (report, runner) =>
          Number(report.deaths) < runner.death_count && Number(report.deaths) > 0
            ? { ...runner, death_count: Number(report.deaths) }
            : undefined,
        'and refuses',
      ),
  },
  {
    id: 'race-from-anywhere',
    system: 'race',
    requirement: 'RACE-20',
    sentence: 'Whether there is the zone from which a runner says to come is not looked at.',
    says: /Ana waited .* for an error answer, in vain/,
    interferes: () =>
      knowing((known) =>
        mishears(ofType('zone_entered'), (frame, line) => ({
          ...frame,
          from_zone: known.runner(line)?.current_zone ?? frame.from_zone,
        })),
      ),
  },
];

const GREATEST = 2_147_483_647;

function hangsUpAfter(most: number): Interference {
  return {
    told(frame, line) {
      const errors = Number(line.notes.get('errors') ?? 0) + (frame.type === 'error' ? 1 : 0);
      line.notes.set('errors', errors);
      if (errors <= most) return [frame];
      line.hangUp({ code: 1008, reason: 'Too many faults' });
      return [];
    },
  };
}

function losesTheNextReport(): Interference {
  const isError = ofType('error');
  return {
    told(frame, line) {
      if (isError(frame, line)) line.notes.set('loses', true);
      return [frame];
    },
    said(frame, line) {
      if (frame.type !== 'status_update' || line.notes.get('loses') !== true) return [frame];
      line.notes.set('loses', false);
      return [];
    },
  };
}

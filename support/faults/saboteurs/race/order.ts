import type { Frame, Interference, Saboteur } from '../interference';
import { hasNotBegun, isBoard, type Runner, shows, withEach, withRunners } from './frames';

type Compare = (one: Runner, other: Runner) => number;

const entered: Compare = (one, other) => one.color_index - other.color_index;
const deepFirst: Compare = (one, other) => other.current_layer - one.current_layer;
const isPlaying = ({ status }: Runner) => status === 'playing';
const isOnTheWay = (runner: Runner) => isPlaying(runner) && runner.current_layer > 0;
const hasFinished = ({ status }: Runner) => status === 'finished';
const hasGivenUp = ({ status }: Runner) => status === 'abandoned';

/** The in-game time of the last visit of a zone; 0 at the start. */
const sinceLastVisit = ({ zone_history }: Runner) => zone_history.at(-1)?.igt_ms ?? 0;

/** Those of one kind stand among themselves in another order, in the places that they have together. */
function reordered(
  frame: Frame,
  concerns: (runner: Runner) => boolean,
  change: (some: Runner[]) => Runner[],
): Frame {
  if (!isBoard(frame)) return frame;
  return withRunners(frame, (runners) => {
    const some = change(runners.filter(concerns));
    return runners.map((runner) => (concerns(runner) ? (some.shift() ?? runner) : runner));
  });
}

/** Those of one kind stand in this order, wherever the standings are shown. */
function sorts(concerns: (runner: Runner) => boolean, compare: Compare): Interference {
  return shows((frame) => reordered(frame, concerns, (some) => some.sort(compare)));
}

const WRONG_ORDER = /the order is|saw the order/;

/** Servers that keep the wrong order. */
export const WRONG_ORDERS: readonly Saboteur[] = [
  {
    id: 'race-time-before-depth',
    system: 'race',
    requirement: 'RACE-06',
    sentence: 'Among those who play, the shorter time counts for more than the deeper layer.',
    says: WRONG_ORDER,
    interferes: () => sorts(isOnTheWay, (one, other) => one.igt_ms - other.igt_ms),
  },
  {
    id: 'race-going-back-costs-depth',
    system: 'race',
    requirement: 'RACE-06',
    sentence: 'A runner who enters a zone that is no deeper than the one before is shown a layer less deep.',
    says: /layer fall from 3 to 2|layer is 2, not 3/,
    interferes: () => layersFall(),
  },
  {
    id: 'race-time-of-last-report',
    system: 'race',
    requirement: 'RACE-07',
    sentence:
      'In the same layer the time of the last report counts, and not the time at which the layer was entered.',
    says: WRONG_ORDER,
    interferes: () =>
      sorts(
        isPlaying,
        (one, other) => deepFirst(one, other) || one.igt_ms - other.igt_ms || entered(one, other),
      ),
  },
  {
    id: 'race-tie-for-the-newcomer',
    system: 'race',
    requirement: 'RACE-07',
    sentence:
      'Who entered the same layer at the same time stand in the wrong order: the last to enter the race first.',
    says: WRONG_ORDER,
    interferes: () =>
      shows((frame) =>
        reordered(frame, isOnTheWay, (some) =>
          some.sort((one, other) => {
            const isTie = deepFirst(one, other) === 0 && sinceLastVisit(one) === sinceLastVisit(other);
            return isTie ? entered(other, one) : 0;
          }),
        ),
      ),
  },
  {
    id: 'race-summit-beats-finish',
    system: 'race',
    requirement: 'RACE-08',
    sentence: 'Whoever enters the last layer stands above those who have finished.',
    says: WRONG_ORDER,
    interferes: () =>
      shows((frame) =>
        isBoard(frame)
          ? withRunners(frame, (runners) => {
              const isAtTheSummit = (runner: Runner) => isPlaying(runner) && runner.current_layer === 6;
              return [
                ...runners.filter(isAtTheSummit),
                ...runners.filter((runner) => !isAtTheSummit(runner)),
              ];
            })
          : frame,
      ),
  },
  {
    id: 'race-finish-by-depth',
    system: 'race',
    requirement: 'RACE-09',
    sentence:
      'Among those who have finished, whoever came from the deeper layer is ahead, whatever the time.',
    says: WRONG_ORDER,
    interferes: () => sorts(hasFinished, (one, other) => deepFirst(one, other) || one.igt_ms - other.igt_ms),
  },
  {
    id: 'race-finish-by-arrival',
    system: 'race',
    requirement: 'RACE-09',
    sentence: 'Among those who have finished, whoever arrived first is ahead, whatever the time.',
    says: WRONG_ORDER,
    interferes() {
      const arrivals: string[] = [];
      return shows((frame) =>
        reordered(frame, hasFinished, (some) => {
          for (const { id } of some) if (!arrivals.includes(id)) arrivals.push(id);
          return some.sort((one, other) => arrivals.indexOf(one.id) - arrivals.indexOf(other.id));
        }),
      );
    },
  },
  {
    id: 'race-giving-up-costs-nothing',
    system: 'race',
    requirement: 'RACE-17',
    sentence: 'A runner who has given up keeps the place among those who play.',
    says: WRONG_ORDER,
    interferes: () => sorts((runner) => isPlaying(runner) || hasGivenUp(runner), deepFirst),
  },
  {
    id: 'race-last-to-give-up-last',
    system: 'race',
    requirement: 'RACE-17',
    sentence: 'Among those who gave up, the shorter time counts for more than the deeper layer.',
    says: WRONG_ORDER,
    interferes: () => sorts(hasGivenUp, (one, other) => one.igt_ms - other.igt_ms),
  },
  {
    id: 'race-longer-way-of-giving-up',
    system: 'race',
    requirement: 'RACE-17',
    sentence: 'Among those who gave up in the same layer, the longer time is ahead.',
    says: WRONG_ORDER,
    interferes: () => sorts(hasGivenUp, (one, other) => deepFirst(one, other) || other.igt_ms - one.igt_ms),
  },
  {
    id: 'race-giving-up-beats-not-beginning',
    system: 'race',
    requirement: 'RACE-17',
    sentence: 'Those who have not begun stand on the leaderboard below those who gave up.',
    says: WRONG_ORDER,
    interferes: () =>
      sorts(
        (runner) => hasGivenUp(runner) || hasNotBegun(runner),
        (one, other) => Number(hasGivenUp(other)) - Number(hasGivenUp(one)),
      ),
  },
  {
    id: 'race-layer-by-arrival',
    system: 'race',
    requirement: 'RACE-07',
    sentence:
      'In the same layer, whoever reported it first is ahead, even where a better time is reported later.',
    says: WRONG_ORDER,
    interferes() {
      const arrivals: string[] = [];
      const arrival = ({ id, current_layer }: Runner) => `${id} ${current_layer}`;
      return shows((frame) =>
        reordered(frame, isOnTheWay, (some) => {
          for (const runner of some) if (!arrivals.includes(arrival(runner))) arrivals.push(arrival(runner));
          return some.sort(
            (one, other) =>
              deepFirst(one, other) || arrivals.indexOf(arrival(one)) - arrivals.indexOf(arrival(other)),
          );
        }),
      );
    },
  },
  {
    id: 'race-depth-beats-finish',
    system: 'race',
    requirement: 'RACE-08',
    sentence: 'A finisher stands behind those who have come to a deeper layer.',
    says: WRONG_ORDER,
    interferes: () => sorts((runner) => isPlaying(runner) || hasFinished(runner), deepFirst),
  },
];

/** Whoever goes on without going deeper loses a layer. */
function layersFall(): Interference {
  const latest = new Map<string, Pick<Runner, 'current_zone' | 'current_layer'> & { lost: number }>();
  return shows((frame) =>
    withEach(frame, (runner) => {
      const { id, current_zone, current_layer } = runner;
      const before = latest.get(id);
      const goesOn = before?.current_zone !== current_zone;
      const lost =
        before?.current_layer !== current_layer ? 0 : goesOn && current_layer > 0 ? 1 : before.lost;
      latest.set(id, { current_zone, current_layer, lost });
      return { ...runner, current_layer: current_layer - lost };
    }),
  );
}

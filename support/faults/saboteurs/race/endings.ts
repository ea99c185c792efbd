import { alters, doubles, swaps, theNth } from '../habits';
import type { Frame, Interference, Saboteur } from '../interference';
import { isBoard, isDone, isTheEnd, looksUp, type Runner, restated, runnersIn, withEach } from './frames';
import { everybodyOn, type Known, knowing, tellsAll } from './known';

/** Servers that end a race at the wrong time, or put another one on record. */
export const WRONG_ENDINGS: readonly Saboteur[] = [
  {
    id: 'race-ends-without-the-absent',
    system: 'race',
    requirement: 'RACE-15',
    sentence: 'A race does not wait for a runner whose connection is lost.',
    says: /must not see the race to be finished, but saw/,
    interferes: () =>
      endsAsSoonAs(
        (runners) =>
          runners.some(isDone) && runners.every((runner) => isDone(runner) || !runner.mod_connected),
      ),
  },
  {
    id: 'race-ends-with-the-first',
    system: 'race',
    requirement: 'RACE-15',
    sentence: 'A race ends for spectators as soon as the first runner has finished.',
    says: /Sam must not see the race to be finished|told different things .*race status finished/,
    interferes: () => ({
      told(frame, line) {
        const isOver = isBoard(frame) && runnersIn(frame).some(isDone);
        const isNews = isOver && line.path.startsWith('/ws/race/') && line.notes.get('over') !== true;
        if (isNews) line.notes.set('over', true);
        return isNews ? [frame, THE_END] : [frame];
      },
    }),
  },
  {
    id: 'race-end-told-twice',
    system: 'race',
    requirement: 'RACE-15',
    sentence: 'Of many races that end with two finishes in one instant, the seventh ends twice.',
    says: /was told twice in a row that the race is finished|ends of the race seen by/,
    interferes: () => doubles(theNth(7, isTheEnd)),
  },
  {
    id: 'race-end-before-the-last-finish',
    system: 'race',
    requirement: 'RACE-15',
    sentence: 'That the race has ended is told before the news of who was the last to finish.',
    says: /was done before the end, as seen by|were told different things/,
    interferes: () =>
      swaps(
        theNth(
          1,
          (frame) =>
            frame.type === 'leaderboard_update' && runnersIn(frame).every((runner) => isDone(runner)),
        ),
      ),
  },
  {
    id: 'race-never-ends-by-giving-up',
    system: 'race',
    requirement: 'RACE-15',
    sentence: 'A race does not end when the last runner gives up.',
    says: /waited .* for the race to be finished, in vain/,
    interferes: () =>
      knowing((known) => ({
        told: (frame, line) =>
          isTheEnd(frame) && known.runners(line).some(({ status }) => status === 'abandoned') ? [] : [frame],
      })),
  },
  {
    id: 'race-looked-up-as-running',
    system: 'race',
    requirement: 'RACE-10',
    sentence: 'Whoever looks up a race that is over is shown it as running.',
    says: /the status of the race: expected 'running' to equal 'finished'/,
    interferes: () => ({
      answered: (answer, question) =>
        looksUp(question) ? restated(answer, (race) => ({ ...race, status: 'running' })) : answer,
    }),
  },
  {
    id: 'race-one-death-less-on-record',
    system: 'race',
    requirement: 'RACE-10',
    sentence: 'One death less is put on record than everybody is shown.',
    says: /the record, in which Cy's deaths is "6" instead of "7"|the record, in which Ana's deaths is/,
    interferes: () => recordsLess(),
  },
  {
    id: 'race-told-before-on-record',
    system: 'race',
    requirement: 'RACE-10',
    sentence: 'Everybody is told that a runner has entered a layer while it is not on record yet.',
    says: /the record, in which Ana's .*layer is "0" instead of "1"|Ana's time fall from \d+ to 0/,
    interferes: () => knowing((known) => toldBeforehand(known)),
  },
];

const THE_END: Frame = { type: 'race_status_change', status: 'finished', started_at: null };

/** Tells everybody once, after the leaderboard that makes it so, that the race has ended. */
function endsAsSoonAs(isOver: (runners: readonly Runner[]) => boolean): Interference {
  return {
    told(frame, line) {
      if (frame.type !== 'leaderboard_update' || !isOver(runnersIn(frame)) || line.notes.get('over') === true)
        return [frame];
      line.notes.set('over', true);
      return runnersIn(frame).every(isDone) ? [frame] : [frame, THE_END];
    },
  };
}

/** The server hears of one death less than there were, and everybody is told of one more than it knows. */
function recordsLess(): Interference {
  const { told } = alters(
    (frame) => runnersIn(frame).some(({ death_count }) => death_count > 0),
    (frame) =>
      withEach(frame, (runner) =>
        runner.death_count > 0 ? { ...runner, death_count: runner.death_count + 1 } : runner,
      ),
  );
  return {
    ...(told ? { told } : {}),
    said: (frame) => [Number(frame.deaths) > 1 ? { ...frame, deaths: Number(frame.deaths) - 1 } : frame],
  };
}

/** Whoever is the first to go deeper is shown there as soon as it is said; the server is told with the next message of anybody. */
function toldBeforehand(known: Known): Interference {
  let release = () => {};
  return {
    said(frame, line) {
      release();
      release = () => {};
      const runner = known.runner(line);
      const runners = known.runners(line);
      const isFirst = runners.every(
        ({ status, current_layer }) => status === 'playing' && current_layer === 0,
      );
      if (frame.type !== 'zone_entered' || !runner || !isFirst) return [frame];
      const [zone, time] = [String(frame.to_zone), Number(frame.igt_ms)];
      const visit = { zone, igt_ms: time, deaths: runner.death_count };
      const ahead = {
        ...runner,
        current_zone: zone,
        current_layer: 1,
        igt_ms: time,
        zone_history: [visit],
        gap_ms: null,
      };
      const others = runners.filter(({ id }) => id !== runner.id).map((other) => ({ ...other, gap_ms: 0 }));
      tellsAll(line, {
        type: 'leaderboard_update',
        participants: [ahead, ...others],
        leader_splits: { 0: 0, 1: time },
      });
      release = () => {
        if (everybodyOn(line).includes(line)) line.say(frame);
      };
      return [];
    },
  };
}

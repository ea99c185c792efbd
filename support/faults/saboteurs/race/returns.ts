import { alters, ofType } from '../habits';
import type { Frame, Interference, Line, Saboteur } from '../interference';
import { isBoard, isMod, type Runner, runnersIn, withEach } from './frames';

/** Servers that treat badly whoever comes late or comes back. */
export const WRONG_RETURNS: readonly Saboteur[] = [
  {
    id: 'race-latecomer-before-the-start',
    system: 'race',
    requirement: 'RACE-04',
    sentence: 'A runner who was away at the start is welcomed to a race that has not started.',
    says: /the status of the race: expected 'setup' to equal 'running'/,
    interferes: () =>
      alters(
        (frame, line) => frame.type === 'auth_ok' && line.number > 2,
        (frame) => ({ ...frame, race: { ...(frame.race as Frame), status: 'setup', started_at: null } }),
      ),
  },
  {
    id: 'race-return-without-deaths',
    system: 'race',
    requirement: 'RACE-16',
    sentence: 'A runner who comes back is welcomed without the deaths so far.',
    says: /Ana's deaths is 0, not 4|Ana's deaths after coming back: expected/,
    interferes: () =>
      alters(ofType('auth_ok'), (frame) =>
        withEach(frame, (runner) => (isOwn(runner, frame) ? { ...runner, death_count: 0 } : runner)),
      ),
  },
  {
    id: 'race-return-to-the-past',
    system: 'race',
    requirement: 'ALL-01',
    sentence: 'A runner who comes back is shown the race as it stood when the connection was lost.',
    says: /the order is Ana, Bo, Cy|waited .* for a welcome to a race that is running, with/,
    interferes: () => returnsToThePast(),
  },
  {
    id: 'race-news-once-more',
    system: 'race',
    requirement: 'ALL-01',
    sentence: 'A runner who comes back is told once more what was told last over the lost connection.',
    says: /were told different things of the same race/,
    interferes: () => toldOnceMore(),
  },
  {
    id: 'race-loss-unnoticed',
    system: 'race',
    requirement: 'RACE-16',
    sentence: 'The server does not notice that a runner’s connection is lost.',
    says: /waited .* for (Ana|Bo|Cy) shown with connected false, in vain/,
    interferes: () => ({ left: (line) => !isMod(line) }),
  },
  {
    id: 'race-lost-is-given-up',
    system: 'race',
    requirement: 'RACE-16',
    sentence: 'A runner whose connection is lost is shown as having given up.',
    says: /giving up, which (Ana|Bo|Cy) never reported|status is abandoned, not/,
    interferes: () =>
      alters(ofType('leaderboard_update'), (frame) =>
        withEach(frame, (runner) =>
          runner.status === 'playing' && !runner.mod_connected
            ? { ...runner, status: 'abandoned', gap_ms: null }
            : runner,
        ),
      ),
  },
  {
    id: 'race-ready-lost-with-the-line',
    system: 'race',
    requirement: 'RACE-16',
    sentence: 'A ready runner who comes back before the start has to report ready again.',
    says: /Dan's status is registered, not ready/,
    interferes: () =>
      alters(ofType('auth_ok'), (frame) =>
        withEach(frame, (runner) =>
          isOwn(runner, frame) && runner.status === 'ready' ? { ...runner, status: 'registered' } : runner,
        ),
      ),
  },
  {
    id: 'race-finish-lost-with-the-line',
    system: 'race',
    requirement: 'RACE-16',
    sentence:
      'A finish is not taken before somebody else says something, and not at all if the connection breaks until then.',
    says: /waited .* for Ana shown with .*finished.*, in vain|Ana's status is playing, not finished/,
    interferes: () => finishTakenLate(),
  },
  {
    id: 'race-spectator-shown-the-start',
    system: 'race',
    requirement: 'RACE-18',
    sentence: 'A spectator who comes late is shown the runners in the order in which they were entered.',
    says: /the order is Ana, Bo, Cy|saw the order Ana, Bo, Cy/,
    interferes: () =>
      alters(ofType('race_state'), (frame) => ({
        ...frame,
        participants: runnersIn(frame).toSorted((one, other) => one.color_index - other.color_index),
      })),
  },
  {
    id: 'race-spectator-shown-one-report-ago',
    system: 'race',
    requirement: 'RACE-18',
    sentence:
      'Whoever comes to watch in the middle of a stream of reports is shown the race without the last of them.',
    says: /Sam waited .* for Ana shown with time .* \(1 of \d+ in this order\)|Ana's times after Sam came/,
    interferes: () => shownOneReportAgo(),
  },
  {
    id: 'race-finished-plays-again',
    system: 'race',
    requirement: 'RACE-16',
    sentence: 'A runner who has finished and goes away is shown as playing again.',
    says: /saw Ana's status fall from finished to playing/,
    interferes: () =>
      alters(ofType('leaderboard_update'), (frame) =>
        withEach(frame, (runner) =>
          runner.status === 'finished' && !runner.mod_connected ? { ...runner, status: 'playing' } : runner,
        ),
      ),
  },
];

/** True for the line, in a welcome, of whoever is welcomed. */
function isOwn({ id }: Runner, welcome: Frame): boolean {
  return id === welcome.participant_id;
}

/** What each runner was told last, over whatever line. */
function returnsToThePast(): Interference {
  const boards = new Map<unknown, unknown>();
  return {
    told(frame, line) {
      const who = whoIsOn(frame, line);
      const past = frame.type === 'auth_ok' ? boards.get(who) : undefined;
      if (isBoard(frame) && past === undefined) boards.set(who, frame.participants);
      return [past === undefined ? frame : { ...frame, participants: past }];
    },
  };
}

/** Whoever is welcomed on a line is known from then on. */
function whoIsOn(frame: Frame, line: Line): unknown {
  if (frame.type === 'auth_ok') line.notes.set('runner', frame.participant_id);
  return line.notes.get('runner');
}

function toldOnceMore(): Interference {
  const latest = new Map<unknown, Frame>();
  return {
    told(frame, line) {
      const who = whoIsOn(frame, line);
      const last = latest.get(who);
      if (frame.type === 'player_update') latest.set(who, frame);
      const isWelcome = frame.type === 'auth_ok' && last !== undefined;
      return isWelcome && stillStands(last, frame) ? [frame, last] : [frame];
    },
  };
}

/** True if news of a runner say the same as a welcome does. */
function stillStands(news: Frame, welcome: Frame): boolean {
  const [player] = runnersIn(news);
  const shown = runnersIn(welcome).find(({ id }) => id === player?.id);
  return shown?.igt_ms === player?.igt_ms && shown?.gap_ms === player?.gap_ms;
}

/** A finish reaches the server with the next message of anybody, if its line is still there. */
function finishTakenLate(): Interference {
  const held = new Map<Line, Frame>();
  return {
    said(frame, line) {
      for (const [other, finish] of held) other.say(finish);
      held.clear();
      if (frame.type !== 'finished') return [frame];
      held.set(line, frame);
      return [];
    },
    left(line) {
      held.delete(line);
      return true;
    },
  };
}

/** A spectator is shown whoever was in the news last as before that. */
function shownOneReportAgo(): Interference {
  let [before, latest]: (Runner | undefined)[] = [];
  return {
    told(frame, line) {
      if (frame.type === 'race_state')
        return [withEach(frame, (runner) => (before && runner.id === latest?.id ? before : runner))];
      const player = frame.player as Runner | undefined;
      if (player !== undefined && isMod(line) && player.igt_ms !== latest?.igt_ms)
        [before, latest] = [latest?.id === player.id ? latest : undefined, player];
      return [frame];
    },
  };
}

import { alters, doubles, loses, ofType, onLine, swallows, swaps, tellsEverybody, theNth } from '../habits';
import type { Frame, Interference, Line, Saboteur } from '../interference';
import { isBoard, isMod, runnersIn, watches, withEach, withRunners } from './frames';
import { knowing, tellsAll } from './known';

/** Servers that do not tell everybody the same. */
export const WRONG_AUDIENCES: readonly Saboteur[] = [
  {
    id: 'race-start-untold',
    system: 'race',
    requirement: 'RACE-04',
    sentence: 'One runner is not told of the start.',
    says: /waited .* for the start of the race, in vain/,
    interferes: () => loses(onLine(0, ofType('race_start'))),
  },
  {
    id: 'race-start-told-twice',
    system: 'race',
    requirement: 'RACE-04',
    sentence: 'The runner who connected last is told of the start twice.',
    says: /had to see the start of the race exactly once|was told "race started" twice/,
    interferes: () => doubles(onLine(2, ofType('race_start'))),
  },
  {
    id: 'race-welcome-without-one',
    system: 'race',
    requirement: 'RACE-02',
    sentence: 'The welcome leaves out the runner who was entered last.',
    says: /the participants: expected/,
    interferes: () =>
      alters(ofType('auth_ok'), (frame) => ({ ...frame, participants: runnersIn(frame).slice(0, -1) })),
  },
  {
    id: 'race-return-unannounced',
    system: 'race',
    requirement: 'RACE-02',
    sentence: 'Spectators are not told when a runner who had gone away joins again.',
    says: /Bo's connected is false, not true/,
    interferes: () => returnsUnannounced(),
  },
  {
    id: 'race-sign-of-life-unheard',
    system: 'race',
    requirement: 'RACE-02',
    sentence: 'A sign of life keeps no mod connected: its answer is not heard.',
    says: /No sign of life|no connection is open/,
    interferes: () => swallows(ofType('pong')),
  },
  {
    id: 'race-second-mod-not-asked',
    system: 'race',
    requirement: 'RACE-02',
    sentence: 'Only the mod that connected first is asked for a sign of life.',
    says: /waited .* for the question for a sign of life, in vain/,
    interferes: () => loses((frame, line) => frame.type === 'ping' && line.number > 0),
  },
  {
    id: 'race-ready-not-for-spectators',
    system: 'race',
    requirement: 'RACE-03',
    sentence: 'Spectators see a ready runner as registered until the race has started.',
    says: /status is registered, not ready|told different things .*\(ready\).*\(registered\)/,
    interferes: () =>
      alters(
        (_, line) => watches(line),
        (frame) =>
          withEach(frame, (runner) =>
            runner.status === 'ready' ? { ...runner, status: 'registered' } : runner,
          ),
      ),
  },
  {
    id: 'race-one-ready-all-ready',
    system: 'race',
    requirement: 'RACE-03',
    sentence: 'As soon as one runner is ready, everybody is shown as ready.',
    says: /Bo's status is ready, not registered/,
    interferes: () =>
      alters(ofType('leaderboard_update'), (frame) => {
        const isOneReady = runnersIn(frame).some(({ status }) => status === 'ready');
        return withEach(frame, (runner) =>
          isOneReady && runner.status === 'registered' ? { ...runner, status: 'ready' } : runner,
        );
      }),
  },
  {
    id: 'race-ready-twice-is-unready',
    system: 'race',
    requirement: 'RACE-03',
    sentence: 'A runner who reports ready twice is shown as not ready any more.',
    says: /must not see any change in the standings, but saw/,
    interferes: () => readinessToggles(),
  },
  {
    id: 'race-spectators-keep-the-order',
    system: 'race',
    requirement: 'RACE-18',
    sentence:
      'A spectator sees the runners in the order that there was on coming, whatever happens in the race.',
    says: /the order is Ana, Bo, Cy|Sam saw the order/,
    interferes: () => keepsTheOrder(),
  },
  {
    id: 'race-lost-lead-untold',
    system: 'race',
    requirement: 'ALL-02',
    sentence: 'A runner who loses the lead to somebody who is now deeper is not told so.',
    says: /Ana waited .* for Bo shown with .*layer 5.*, in vain/,
    interferes: () => loses((frame, line) => losesTheLead(frame, line)),
  },
  {
    id: 'race-error-for-everybody',
    system: 'race',
    requirement: 'RACE-12',
    sentence: 'What was wrong with one mod’s message is told to everybody, and not to that mod alone.',
    says: /Bo met with trouble that no step asked for/,
    interferes: () => tellsEverybody(ofType('error')),
  },
  {
    id: 'race-spectators-counted-up-only',
    system: 'race',
    requirement: 'RACE-18',
    sentence: 'The number of spectators does not go down when one of them leaves.',
    says: /waited .* for 1 spectators?, in vain/,
    interferes() {
      let most = 0;
      return alters(ofType('spectator_count'), (frame) => {
        most = Math.max(most, Number(frame.count));
        return { ...frame, count: most };
      });
    },
  },
  {
    id: 'race-newcomer-counted-late',
    system: 'race',
    requirement: 'RACE-18',
    sentence: 'Only the newcomer is told how many spectators there are now.',
    says: /Sam waited .* for 2 spectators, in vain/,
    interferes: () =>
      loses((frame, line) => frame.type === 'spectator_count' && line !== line.all.findLast(watches)),
  },
  {
    id: 'race-late-report-lost',
    system: 'race',
    requirement: 'RACE-05',
    sentence: 'In a stream of reports, the fiftieth does not reach the runner who connected second.',
    says: /waited .* for Ana shown with time .* \(\d+ of 60 in this order\), in vain/,
    interferes: () => loses(onLine(1, theNth(50, ofType('player_update')))),
  },
  {
    id: 'race-two-reports-swapped',
    system: 'race',
    requirement: 'RACE-05',
    sentence: 'Spectators see two reports of a stream in the wrong order.',
    says: /Sam waited .* in this order\), in vain|Sam saw Ana's time fall/,
    interferes: () => swaps(theNth(30, (frame, line) => watches(line) && frame.type === 'player_update')),
  },
  {
    id: 'race-report-heard-twice',
    system: 'race',
    requirement: 'ALL-02',
    sentence: 'The tenth of the reports that arrive in one go is taken twice.',
    says: /was told twice what was reported once/,
    interferes() {
      const isTheTenth = theNth(10, ofType('status_update'));
      return { said: (frame, line) => (isTheTenth(frame, line) ? [frame, frame] : [frame]) };
    },
  },
  {
    id: 'race-silent-spectator-misses-one',
    system: 'race',
    requirement: 'ALL-02',
    sentence: 'Of a stream of sixty reports, the last one is not told to spectators.',
    says: /Sam waited .*\((59|60) of 60 in this order\), in vain/,
    interferes: () => loses(theNth(60, (frame, line) => watches(line) && frame.type === 'player_update')),
  },
  {
    id: 'race-fifth-news-twice',
    system: 'race',
    requirement: 'ALL-03',
    sentence: 'Whoever is in a race long enough is told its fifth news twice.',
    says: /were told different things of the same race|was told .* what was reported/,
    interferes: () => doubles(theNth(5, ofType('leaderboard_update', 'player_update'))),
  },
];

/** Spectators are shown a runner who was away as away for ever. */
function returnsUnannounced(): Interference {
  const wereAway = new Set<string>();
  return alters(
    (_, line) => watches(line),
    (frame) =>
      withEach(frame, (runner) => {
        if (!runner.mod_connected) wereAway.add(runner.id);
        return { ...runner, mod_connected: runner.mod_connected && !wereAway.has(runner.id) };
      }),
  );
}

function readinessToggles(): Interference {
  return knowing((known) => ({
    said(frame, line) {
      const runner = known.runner(line);
      if (frame.type === 'ready' && runner?.status === 'ready')
        tellsAll(line, known.boardWith(line, { ...runner, status: 'registered' }));
      return [frame];
    },
  }));
}

/** Each spectator's leaderboards are in the order of the first. */
function keepsTheOrder(): Interference {
  const orders = new Map<Line, readonly string[]>();
  return alters(
    (frame, line) => watches(line) && isBoard(frame),
    (frame, line) => {
      const order = orders.get(line) ?? runnersIn(frame).map(({ id }) => id);
      orders.set(line, order);
      return withRunners(frame, (runners) =>
        runners.toSorted((one, other) => order.indexOf(one.id) - order.indexOf(other.id)),
      );
    },
  );
}

/** True for a leaderboard by which a runner is first no more; and for all that follow, until that runner is. */
function losesTheLead(frame: Frame, line: Line): boolean {
  if (frame.type === 'auth_ok') line.notes.set('runner', frame.participant_id);
  if (!isMod(line) || !isBoard(frame)) return false;
  const [own, first] = [line.notes.get('runner'), runnersIn(frame)[0]?.id];
  if (line.notes.get('first') === own && first !== own) return true;
  line.notes.set('first', first);
  return false;
}

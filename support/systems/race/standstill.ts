import { expect } from 'chai';
import { refused } from '../../players/answers';
import { type Expectation, expecting } from '../../players/expectation';
import type { Player } from '../../players/player';
import { type Audience, toldSoFar } from '../audience';
import type { Marker } from '../marker';
import * as marking from '../marker';
import { type RaceEvent, type Standing, standingsIn } from './events';
import { anyChangeFrom, expectUnchanged, showing } from './expectations';
import type { Race } from './race';

/** A marker of the race; `by` is whose figures the marker itself changes. */
interface RaceMarker extends Marker {
  readonly by: string;
}

/**
 * Proves that what `actor` has sent since the last mark changed nothing for anybody: the server has read it; then
 * somebody else does what is permitted and everybody sees that; then everything between is searched; and the race as
 * the server gives it to anybody who asks is what it was. An error answer to the actor may come and need not.
 * @throws Missed if somebody saw a change, or if nothing could be proved.
 */
export async function proveStandstill(race: Race, actor: Player): Promise<void> {
  const before = latestStandings(race);
  const status = race.statusAsOf(({ marked }) => marked);
  if (before.size === 0) {
    throw new Error('Could not be proved: nobody had been told of the standings before somebody acted.');
  }
  actor.journal.permit((entry) => refused().matches(entry), 'what was tried was in vain');
  await marking.proveNever(
    actor,
    () => markerOf(race, actor),
    (marker) => {
      before.delete(marker.by);
      return anyChangeFrom(status, before);
    },
  );
  const now = await race.dialect.lookUp(race.organizer.player, race.id);
  expect(now.status, 'the status of the race as anybody may look it up').to.equal(status);
  for (const line of now.standings) {
    const known = before.get(line.runner);
    if (known) expectUnchanged(known, line);
  }
}

/** Proves that nobody has seen it since the last mark, whatever `actor` did. @throws Missed, as above. */
export function proveNever(race: Race, actor: Player, forbidden: Expectation): Promise<void> {
  return marking.proveNever(
    actor,
    () => markerOf(race, actor),
    () => forbidden,
  );
}

/** Proves that everybody of the audience has seen it once, and not again, since the last mark. @throws Missed, as above. */
export function proveOnce(
  race: Race,
  actor: Player,
  audience: Audience,
  expectation: Expectation,
): Promise<void> {
  return marking.proveOnce(() => markerOf(race, actor), audience, expectation);
}

/** Proves that these were told nothing about the race since the last mark. @throws Missed, as above. */
export function proveSilence(race: Race, actor: Player, names: readonly string[]): Promise<void> {
  for (const name of names) race.runner(name);
  return marking.proveNever(
    actor,
    () => markerOf(race, actor),
    (marker) => {
      return expecting<RaceEvent>(
        'any news of the race',
        ['standings', 'progress', 'race status'],
        (_, entry) => {
          expect(marker.sign.matches(entry), 'it is the marker').to.equal(false);
        },
      );
    },
  );
}

/** The figures of every runner as of the last mark, from the journals of those who watch. */
export function latestStandings(race: Race): Map<string, Standing> {
  const lines = new Map<string, Standing>();
  for (const event of toldSoFar(race.everybody, ({ marked }) => marked)) {
    for (const line of standingsIn(event as RaceEvent)) lines.set(line.runner, line);
  }
  return lines;
}

/**
 * While the race runs, another runner who is still in it reports a time; else a runner's mod goes away, the actor's only
 * if there is no other.
 * @throws Error if there is nobody who could: then nothing can be proved.
 */
function markerOf(race: Race, actor: Player): RaceMarker {
  const connected = race.runners.filter((runner) => runner.isReachable);
  const others = connected.filter((runner) => runner.player !== actor);
  const { status } = race;
  const reporter = status === 'running' ? others.find((runner) => !runner.isDone) : undefined;
  if (reporter) {
    const time = reporter.time + 1;
    return {
      by: reporter.name,
      witnesses: race.everybody,
      sign: showing(reporter.name, { time }, `the marker: ${reporter.name}'s next report`),
      make: () => reporter.reports(time),
      undo: async () => {},
    };
  }
  const [leaver] = [...others, ...connected];
  const witnesses = race.everybody.filter((player) => player !== leaver?.player);
  if (!leaver || witnesses.length === 0) return marking.unprovable();
  return {
    by: leaver.name,
    witnesses,
    sign: showing(leaver.name, { connected: false }, `the marker: ${leaver.name} going away`),
    make: () => leaver.player.leave(),
    undo: async () => {
      if (status !== 'finished') await race.join([leaver]);
    },
  };
}

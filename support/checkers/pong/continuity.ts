import { tell } from '../../players/expectation';
import type { FieldArranged, Pair, Place, Update } from '../../systems/pong/events';
import type { FinishedScenario } from '../scenario';
import { type Flight, narrowed, outcomesOf, serves, setTo, shownAt, tellPlace } from './flight';
import { differentStretches, type Stretch, type ToldEntry } from './told';

/**
 * Every update follows from the one before: the ball moved along its velocity and bounced only where it must, at the speed the
 * rules allow; the score changed only when the ball left the field, for the right side, and a game ends exactly at its limit.
 * What the ball may be doing is reckoned from what was shown, by two decimals: all flights that fit are kept, and an update
 * that fits none of them is a violation. One sentence for a stretch of play: what follows a fault follows from it. Of an update that
 * belongs to another room's game it says so.
 */
export function followsThePhysics({ players }: FinishedScenario): string[] {
  const judged = differentStretches(players).map((stretch) => ({ stretch, fault: faultIn(stretch) }));
  return judged.flatMap(({ stretch, fault }) => {
    if (!fault) return [];
    const source = sourceOf(fault.entry, stretch, judged);
    const whence = source === undefined ? '' : `; it is what the room ${source} was told`;
    return [`${stretch.who} saw ${fault.wrong}: ${tell(fault.entry)}${whence}`];
  });
}

/** The update that does not follow from those before it, and what is wrong with it. */
interface Fault {
  readonly wrong: string;
  readonly entry: ToldEntry;
}

interface Judged {
  readonly stretch: Stretch;
  readonly fault: Fault | undefined;
}

/**
 * The other room of whose game this update is, word for word, if it follows from the rules there, and is none that this room has been
 * told before: what is wrong is then that it came here.
 */
function sourceOf(update: ToldEntry, { room, entries }: Stretch, all: readonly Judged[]): string | undefined {
  const isTheSame = ({ raw }: ToldEntry) => raw === update.raw;
  if (entries.find(isTheSame) !== update) return undefined;
  const source = all.find(({ stretch, fault }) => {
    if (stretch.room === room) return false;
    const there = stretch.entries.find(isTheSame);
    return there && (!fault || there.order < fault.entry.order);
  });
  return source?.stretch.room;
}

/** What is known of a game between two updates. */
interface Known {
  readonly flights: readonly Flight[];
  readonly score: Pair;
  readonly ball: string;
}

function faultIn(stretch: Stretch): Fault | undefined {
  const { entries, fromTheStart, limit } = stretch;
  let known: Known | undefined = fromTheStart
    ? { flights: serves(), score: [0, 0], ball: 'the serve' }
    : undefined;
  let first = true;
  let over: ToldEntry | undefined;
  for (const entry of entries) {
    const { event } = entry;
    if (event.kind === 'field arranged') {
      known = arranged(event, known);
      first = false;
    } else if (event.kind === 'update') {
      if (over) return { wrong: 'an update after the game was won', entry };
      if (first && known) known = { ...known, score: scoreAtTheStart(stretch, event) };
      first = false;
      const next: Known | string = known ? follow(known, event, limit) : shown(event);
      if (typeof next === 'string') return { wrong: next, entry };
      const wrong = faultOfTheEnd(event, limit);
      if (wrong) return { wrong, entry };
      if (event.winner !== null) over = entry;
      known = next;
    }
  }
  return undefined;
}

/** A game begins at nil-nil; one that was paused may go on with the score it had. */
function scoreAtTheStart({ before }: Stretch, { score }: Update): Pair {
  return before && before.winner === null && same(before.score, score) ? before.score : [0, 0];
}

function follow({ flights, score, ball }: Known, update: Update, limit: number): Known | string {
  const possible = flights.flatMap((flight) => outcomesOf(flight, update.paddles));
  const scorer = scorerOf(score, update.score);
  if (scorer === 'nobody can')
    return `the score go from ${score.join(':')} to ${update.score.join(':')} in one tick`;
  const fitting = possible.filter((one) => one.scorer === scorer);
  if (fitting.length === 0) {
    return scorer === undefined
      ? `the ball out of the field, and no point for it, after ${ball}`
      : `a point for player ${scorer}, with the ball in the field, after ${ball}`;
  }
  const at = `${update.ball.x}, ${update.ball.y}`;
  if (scorer !== undefined) {
    if (Math.max(...update.score) >= limit) return { ...shown(update), score: update.score };
    if (update.ball.x !== 50 || update.ball.y !== 50)
      return `the ball at ${at} after a point, and not in the middle for the next serve`;
    return { flights: serves(scorer === 1 ? 2 : 1), score: update.score, ball: 'the serve' };
  }
  const flightsNow = fitting.flatMap(({ flight }) => narrowed(flight, update.ball) ?? []);
  if (flightsNow.length > 0) return { flights: flightsNow, score: update.score, ball: at };
  const places = [...new Set(fitting.map(({ flight }) => tellPlace(flight)))].join(' or ');
  const stood = ball === at ? `the ball stand still at ${at}` : `the ball at ${at} after ${ball}`;
  return `${stood}, where the rules have it at about ${places}`;
}

/** Who scored; undefined if nobody did. */
function scorerOf([one, two]: Pair, now: Pair): Place | undefined | 'nobody can' {
  if (same([one, two], now)) return undefined;
  if (same([one + 1, two], now)) return 1;
  return same([one, two + 1], now) ? 2 : 'nobody can';
}

function faultOfTheEnd({ score, winner, status }: Update, limit: number): string | undefined {
  const won = score[0] >= limit ? 1 : score[1] >= limit ? 2 : null;
  if (winner !== won)
    return `${winner === null ? 'no winner' : `player ${winner} as winner`} at ${score.join(':')} in a game to ${limit}`;
  const right = won === null ? 'playing' : 'finished';
  return status === right ? undefined : `a game "${status}" at ${score.join(':')}, which is ${right}`;
}

function arranged({ ball, score }: FieldArranged, known: Known | undefined): Known | undefined {
  if (ball) return { flights: [setTo(ball)], score, ball: `${ball.x}, ${ball.y}` };
  return known && { ...known, score };
}

function shown({ ball, score }: Update): Known {
  return { flights: [shownAt(ball)], score, ball: `${ball.x}, ${ball.y}` };
}

function same([one, two]: Pair, [three, four]: Pair): boolean {
  return one === three && two === four;
}

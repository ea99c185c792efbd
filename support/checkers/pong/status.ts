import { listed } from '../../players/account';
import { tell } from '../../players/expectation';
import { eventOf } from '../../players/journal';
import type { GameStatus } from '../../systems/pong/events';
import type { FinishedScenario } from '../scenario';
import { roomAskedFor, roomToldOf, type Told, type ToldEntry, toldOfRooms } from './told';

/** What a game may become from each status. */
const NEXT: Readonly<Record<GameStatus, readonly GameStatus[]>> = {
  'waiting for an opponent': ['waiting for ready'],
  'waiting for ready': ['playing', 'waiting for an opponent'],
  playing: ['finished', 'waiting for an opponent', 'waiting for ready'],
  finished: ['playing', 'waiting for an opponent'],
};

/**
 * Every change of a room's status is one that there can be, and is told once: told again is a status only where somebody
 * has joined. Whoever is in a room is told nothing of it before being let in, and of the end of a game once, after its last update.
 */
export function changesStatusByTheRules({ players }: FinishedScenario): string[] {
  const told = toldOfRooms(players);
  const joins = joinsOf(players);
  return told.flatMap((one) => [
    ...beforeTheDoor(one),
    ...newParts(one),
    ...statusFaults(one, joinsWhile(one, joins.get(one.room) ?? [])),
    ...leavingFaults(one),
    ...endFaults(one),
  ]);
}

/** Somebody who asked to be let in to a room: when that was, and when the answer came, in the order of the scenario. */
interface Join {
  readonly asked: number;
  answered: number;
}

/** Who asked to be let in to each room: whether they were is not told to everybody. Nor need anybody have asked in so many words, at random. */
function joinsOf(players: FinishedScenario['players']): ReadonlyMap<string, readonly Join[]> {
  const joins = new Map<string, Join[]>();
  const note = (room: string, join: Join) => {
    const others = joins.get(room);
    if (others) others.push(join);
    else joins.set(room, [join]);
    return join;
  };
  for (const { journal } of players) {
    const began = new Map<number, number>();
    const last = new Map<number, Join>();
    for (const entry of journal.entries) {
      const { connection, order } = entry;
      if (!began.has(connection)) began.set(connection, order);
      const [asked, letInTo] = [roomAskedFor(entry), roomToldOf(entry)];
      const known = last.get(connection);
      if (asked !== undefined && eventOf(entry)?.kind === 'joins the room')
        last.set(connection, note(asked, { asked: order, answered: order }));
      else if (letInTo !== undefined && known) known.answered = order;
      else if (letInTo !== undefined)
        last.set(connection, note(letInTo, { asked: began.get(connection) ?? order, answered: order }));
    }
  }
  return joins;
}

/** How many others may have joined while a connection was there: its own is among those who asked, if it was let in. */
function joinsWhile({ entries, since, until }: Told, joins: readonly Join[]): number {
  const own = entries.some(({ event }) => event.kind === 'joined') ? 1 : 0;
  return joins.filter(({ asked, answered }) => answered >= since && asked < until).length - own;
}

function beforeTheDoor({ who, entries }: Told): string[] {
  const first = entries.find(({ event }) => event.kind !== 'room created');
  if (!first || first.event.kind === 'joined') return [];
  return [`${who} had not joined yet, and was told ${tell(first)}`];
}

const TELLS_THE_STATUS: ReadonlySet<string> = new Set(['game status', 'update']);

/** A connection joins once, and keeps the part that it was given. */
function newParts({ who, entries }: Told): string[] {
  const [, ...again] = entries.filter(({ event }) => event.kind === 'joined');
  return again.map((entry) => `${who} had joined already, and was told ${tell(entry)}`);
}

/** A room that a player has left waits for an opponent: who is told of the one is told of the other next, if it was not so before. */
function leavingFaults({ who, entries }: Told): string[] {
  let waits = false;
  return entries.flatMap((entry, index) => {
    const { event } = entry;
    if (event.kind === 'game status') waits = event.status === 'waiting for an opponent';
    // Of thousands of updates nobody left: what comes after them is not asked about.
    if (event.kind !== 'player left' || waits) return [];
    const next = entries.slice(index + 1).find((one) => TELLS_THE_STATUS.has(one.event.kind))?.event;
    if (next === undefined || (next.kind === 'game status' && next.status === 'waiting for an opponent'))
      return [];
    return [
      `${who} was told that player ${event.place} has left, and not that the game waits: ${tell(entry)}`,
    ];
  });
}

function statusFaults({ who, entries }: Told, joins: number): string[] {
  const faults: string[] = [];
  let before: GameStatus | undefined;
  const repeated: ToldEntry[] = [];
  let spent = 0;
  for (const entry of entries) {
    if (entry.event.kind !== 'game status') continue;
    const { status } = entry.event;
    if (status === before) repeated.push(entry);
    else if (before !== undefined && !NEXT[before].includes(status))
      faults.push(`${who} was told that a game that was ${before} is ${status}: ${tell(entry)}`);
    // That somebody has joined is told by the new status here, and by the old one once more elsewhere.
    if (before === 'waiting for an opponent' && status === 'waiting for ready') spent += 1;
    before = status;
  }
  const most = Math.max(0, joins - spent);
  if (repeated.length > most) {
    const which = repeated.slice(0, MOST_NAMED).map(tell);
    const more = repeated.length - which.length;
    faults.push(
      `${who} was told ${times(repeated.length)} what the status was already, and ${others(most)} joined meanwhile: ${listed(more > 0 ? [...which, `${more} more`] : which)}`,
    );
  }
  return faults;
}

function endFaults({ who, entries }: Told): string[] {
  return entries.flatMap((entry, index) => {
    const { event } = entry;
    if (event.kind !== 'game over') return [];
    const earlier = entries.slice(0, index).findLast((one) => one.event.kind !== 'player left');
    const last = entries
      .slice(0, index)
      .findLast((one) => one.event.kind === 'update' || one.event.kind === 'game over')?.event;
    const status = earlier?.event.kind === 'game status' ? earlier.event.status : undefined;
    if (last?.kind === 'game over') return [`${who} was told twice of one end: ${tell(entry)}`];
    if (status !== 'finished') return [`${who} was told of an end before "finished": ${tell(entry)}`];
    if (last?.kind !== 'update') return [`${who} was told of an end of what was not seen: ${tell(entry)}`];
    const right = last.winner === event.winner && String(last.score) === String(event.score);
    const most = Math.max(...event.score);
    if (right && event.limit !== most)
      return [`${who} was told that a game to ${event.limit} points was won with ${most}: ${tell(entry)}`];
    return right ? [] : [`${who} was told of another end than was seen: ${tell(entry)}`];
  });
}

/** A server may say the same with every tick. */
const MOST_NAMED = 3;

const times = (count: number) => (count === 1 ? '1 time' : `${count} times`);
const others = (count: number) => (count === 1 ? '1 other has' : `${count} others have`);

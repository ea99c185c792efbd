import { tell } from '../../players/expectation';
import type { GameStatus } from '../../systems/pong/events';
import type { FinishedScenario } from '../scenario';
import { type Told, toldOfRooms } from './told';

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
  const joins = new Map<string, number>();
  for (const { room, entries } of told) {
    const joined = entries.filter(({ event }) => event.kind === 'joined').length;
    joins.set(room, (joins.get(room) ?? 0) + joined);
  }
  return told.flatMap((one) => [
    ...beforeTheDoor(one),
    ...newParts(one),
    ...statusFaults(one, joins.get(one.room) ?? 0),
    ...leavingFaults(one),
    ...endFaults(one),
  ]);
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
  let repeated = 0;
  for (const entry of entries) {
    if (entry.event.kind !== 'game status') continue;
    const { status } = entry.event;
    if (status === before) repeated += 1;
    else if (before !== undefined && !NEXT[before].includes(status))
      faults.push(`${who} was told that a game that was ${before} is ${status}: ${tell(entry)}`);
    before = status;
  }
  if (repeated >= joins && repeated > 0)
    faults.push(`${who} was told ${repeated} times what the status was already, and ${joins} have joined.`);
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
    return right ? [] : [`${who} was told of another end than was seen: ${tell(entry)}`];
  });
}

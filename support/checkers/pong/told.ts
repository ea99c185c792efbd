import type { Entry } from '../../players/journal';
import { eventOf } from '../../players/journal';
import type { FieldArranged, GameStatus, Place, PongAct, PongEvent, Update } from '../../systems/pong/events';
import type { Participant } from '../scenario';
import { lifetimeOf, oncePerScenario, type Told as ToldOf, whose } from '../told';
import { countUpTo } from './rising';

/** What one connection to a room was told, in order, and what was done to the field meanwhile. */
export interface Told extends ToldOf<ToldEntry> {
  readonly room: string;
}

export type ToldEntry = Extract<Entry, { kind: 'received' | 'answered' }> & {
  readonly event: PongEvent | FieldArranged;
};

const KINDS: ReadonlySet<string> = new Set<ToldEntry['event']['kind']>([
  'room created',
  'joined',
  'game status',
  'update',
  'game over',
  'player left',
  'field arranged',
]);

/** What each connection to a room was told of it; connections that were told nothing are left out. */
export const toldOfRooms = oncePerScenario((players): readonly Told[] =>
  players.flatMap(({ name, journal }) => {
    const connections = new Map<number, { room: string | undefined; entries: ToldEntry[] }>();
    for (const entry of journal.entries) {
      const asked = roomAskedFor(entry) ?? roomToldOf(entry);
      const known = connections.get(entry.connection) ?? { room: undefined, entries: [] };
      if (asked !== undefined || isTold(entry)) connections.set(entry.connection, known);
      known.room ??= asked;
      if (!isTold(entry)) continue;
      if (entry.event.kind !== 'field arranged') known.entries.push(entry);
      else
        for (const one of connections.values())
          if (one.room === entry.event.room && one.entries.length > 0) one.entries.push(entry);
    }
    const told = [...connections].filter(([connection, { entries }]) => connection > 0 && entries.length > 0);
    return told.map(([connection, { room = '', entries }]) => ({
      who: whose(name, connection, told.length),
      room,
      entries,
      ...lifetimeOf(journal, connection),
    }));
  }),
);

/** The room that a connection asked for, if this is where it did: a connection has one room. */
export function roomAskedFor(entry: Entry): string | undefined {
  if (entry.kind !== 'sent') return undefined;
  const act = entry.event as PongAct;
  return act.kind === 'creates the room' || act.kind === 'joins the room' ? act.room : undefined;
}

/** The room that somebody is told to have been let in to with it, if any. */
export function roomToldOf(entry: Entry): string | undefined {
  const event = entry.kind === 'received' ? (entry.event as PongEvent) : undefined;
  return event?.kind === 'joined' ? event.room : undefined;
}

/** One stretch of a game in play, as one connection was told it: updates in a row. */
export interface Stretch {
  readonly who: string;
  readonly room: string;
  readonly limit: number;
  /** True if the connection saw the game begin; else it came in the middle. */
  readonly fromTheStart: boolean;
  /** Position in the whole scenario of the word that the game began. */
  readonly began: number;
  /** Updates, and what was done to the field in between. */
  readonly entries: readonly ToldEntry[];
  /** The last update that anybody in the room was told before it began. */
  readonly before: Update | undefined;
}

/** The stretches in play of every connection. */
export function stretchesOf(players: readonly Participant[]): Stretch[] {
  const told = toldOfRooms(players);
  const limits = limitsOf(told);
  const updates = updatesOf(told);
  return told.flatMap(({ who, room, entries }) => {
    const stretches: Stretch[] = [];
    let status: GameStatus | undefined;
    let current: { fromTheStart: boolean; began: number; entries: ToldEntry[] } | undefined;
    const close = () => {
      if (current?.entries.some(({ event }) => event.kind === 'update'))
        stretches.push({
          who,
          room,
          limit: limits.get(room) ?? 5,
          ...current,
          before: lastBefore(updates.get(room), current.began),
        });
      current = undefined;
    };
    for (const entry of entries) {
      const { event, order } = entry;
      if (event.kind === 'update' || event.kind === 'field arranged') {
        current ??= { fromTheStart: false, began: order, entries: [] };
        current.entries.push(entry);
      } else if (event.kind === 'game status') {
        // Whoever joins has everybody told the status once more: the game goes on.
        if (event.status !== status) close();
        if (event.status === 'playing') {
          current ??= { fromTheStart: status !== undefined, began: order, entries: [] };
        }
        status = event.status;
      }
    }
    close();
    return stretches;
  });
}

/** Of stretches in which several were told the same, the first of each: one verdict does for all of them. */
export function differentStretches(players: readonly Participant[]): Stretch[] {
  const first = new Map<string, Stretch[]>();
  return stretchesOf(players).filter((stretch) => {
    const alike = first.get(stretch.room) ?? [];
    if (alike.some((one) => tellsTheSame(one, stretch))) return false;
    first.set(stretch.room, [...alike, stretch]);
    return true;
  });
}

function tellsTheSame(one: Stretch, other: Stretch): boolean {
  return (
    one.fromTheStart === other.fromTheStart &&
    one.entries.length === other.entries.length &&
    one.entries.every(({ raw, event }, index) => {
      const there = other.entries[index];
      return raw === there?.raw && event.kind === there.event.kind;
    })
  );
}

/** All updates of a room's game, as anybody was told them, by when that was. */
interface Updates {
  readonly orders: readonly number[];
  readonly updates: readonly Update[];
}

function updatesOf(told: readonly Told[]): ReadonlyMap<string, Updates> {
  const rooms = new Map<string, { order: number; event: Update }[]>();
  for (const { room, entries } of told) {
    const known = rooms.get(room) ?? [];
    for (const { order, event } of entries) if (event.kind === 'update') known.push({ order, event });
    rooms.set(room, known);
  }
  return new Map(
    [...rooms].map(([room, known]) => {
      const sorted = known.sort((one, other) => one.order - other.order);
      return [room, { orders: sorted.map(({ order }) => order), updates: sorted.map(({ event }) => event) }];
    }),
  );
}

function lastBefore(known: Updates | undefined, order: number): Update | undefined {
  return known?.updates[countUpTo(known.orders, order) - 1];
}

/** The points limit of each room, as whoever made it was told; a room that nobody made has the contract's. */
function limitsOf(told: readonly Told[]): ReadonlyMap<string, number> {
  return new Map(
    told.flatMap(({ entries }) =>
      entries.flatMap(({ event }) =>
        event.kind === 'room created' ? [[event.room, event.limit] as const] : [],
      ),
    ),
  );
}

/** Somebody's orders to the paddle of one place in one room. */
export interface Seat {
  readonly name: string;
  readonly room: string;
  readonly place: Place;
  /** Position in the scenario of the request to join. */
  readonly since: number;
  /** Orders to the paddle, sent over this connection, with their position in the scenario. */
  readonly orders: readonly Order[];
  /** Positions in the scenario of the updates that this connection was told. */
  readonly updates: readonly number[];
}
export interface Order {
  readonly direction: 'up' | 'down' | 'stop';
  readonly order: number;
}

/** Who has had which place in which room. */
export function seatsOf(players: readonly Participant[]): Seat[] {
  return players.flatMap(({ name, journal }) => {
    const seats = new Map<
      number,
      { since: number; place?: Place; room?: string; orders: Order[]; updates: number[] }
    >();
    for (const entry of journal.entries) {
      const event = eventOf(entry) as PongEvent | PongAct | undefined;
      if (!event) continue;
      const seat = seats.get(entry.connection) ?? { since: entry.order, orders: [], updates: [] };
      seats.set(entry.connection, seat);
      const { order } = entry;
      if (entry.kind === 'sent' && event.kind === 'joins the room') seat.since = order;
      else if (event.kind === 'joined' && event.place)
        Object.assign(seat, { place: event.place, room: event.room });
      else if (entry.kind === 'sent' && event.kind === 'moves')
        seat.orders.push({ direction: event.direction, order });
      else if (event.kind === 'update') seat.updates.push(order);
    }
    return [...seats.values()].flatMap(({ place, room, ...rest }) =>
      place && room !== undefined ? [{ name, place, room, ...rest }] : [],
    );
  });
}

function isTold(entry: Entry): entry is ToldEntry {
  return (entry.kind === 'received' || entry.kind === 'answered') && KINDS.has(entry.event.kind);
}

import type {
  Answering,
  Asks,
  Fighter,
  HostOrders,
  OpenedSession,
  Order,
  Seat,
  SessionView,
  TakenAction,
} from '../dialect';
import { onWire, type SheetOnWire, sheetOf } from './reference-frames';
import type { Story } from './reference-story';

/** The tool behind each order. */
export const TOOLS = {
  'opens the session': 'start_party_mode',
  'ends the session': 'stop_party_mode',
  'looks at the session': 'get_party_status',
  'takes up the next action': 'party_pop_action',
  'answers an action': 'party_resolve_action',
  'is thinking': 'party_thinking',
  'removes a player': 'party_kick_player',
  'gives a new token': 'party_refresh_token',
  'begins a fight': 'start_combat',
  'passes the turn': 'next_turn',
  'ends the round': 'resolve_round',
  'ends the fight': 'end_combat',
  'changes a character': 'update_character',
} as const satisfies Record<Order, string>;

export const ORDERS: ReadonlyMap<string, Order> = new Map(
  Object.entries(TOOLS).map(([order, tool]) => [tool, order as Order]),
);

/** What an order is called with. */
type Encode = { readonly [O in Order]: (asks: Asks<O>, story: Story) => object };
/** What came of a call, in the words of the table. @throws Error, or whatever reading it throws, if it is not what it should be. */
type Decode = { readonly [O in Order]: (told: unknown, story: Story) => HostOrders[O]['told'] };

interface SeatOnWire {
  readonly player_id: string;
  readonly name?: string;
  readonly token: string;
}

const MODES = { 'turn by turn': 'turn_based', 'all at once': 'simultaneous' } as const;
const named = ({ name }: { name: string }, story: Story) => ({ player: story.idOf(name) });
const asItIs = (told: unknown) => told;

function answering({ text, privately, notes }: Omit<Answering, 'action'>, story: Story): object {
  const messages = privately && Object.entries(privately).map(([name, said]) => [story.idOf(name), said]);
  return {
    narrative: text,
    ...(messages ? { private_messages: Object.fromEntries(messages) as object } : {}),
    ...(notes === undefined ? {} : { dm_notes: notes }),
  };
}

function fighter({ name, initiative, hitPoints }: Fighter, story: Story): object {
  return {
    id: story.idOf(name),
    initiative,
    ...(hitPoints === undefined ? {} : { name }),
    ...(typeof hitPoints === 'number' ? { hit_points: hitPoints } : {}),
  };
}

export const ENCODE: Encode = {
  'opens the session': ({ players }, story) =>
    players ? { players: players.map((name) => story.idOf(name)) } : {},
  'ends the session': () => ({}),
  'looks at the session': () => ({}),
  'takes up the next action': () => ({}),
  'answers an action': (asks, story) => ({ action_id: asks.action, ...answering(asks, story) }),
  'is thinking': ({ text }) => ({ message: text }),
  'removes a player': named,
  'gives a new token': named,
  'begins a fight': ({ mode, order }, story) => ({
    mode: MODES[mode],
    ...(order ? { initiative: order.map((one) => fighter(one, story)) } : {}),
  }),
  'passes the turn': () => ({}),
  'ends the round': answering,
  'ends the fight': () => ({}),
  'changes a character': ({ name, changes }, story) => ({ player: story.idOf(name), ...onWire(changes) }),
};

function seatOf(seat: SeatOnWire, story: Story): Seat {
  if (typeof seat.token !== 'string') throw new TypeError('A seat has no token.');
  return { id: seat.player_id, name: story.nameOf(seat.player_id), token: seat.token };
}

function openedSession(told: unknown, story: Story): OpenedSession {
  const { session_id, players, observer } = told as {
    session_id: string;
    players: SeatOnWire[];
    observer: SeatOnWire;
  };
  return {
    id: session_id,
    players: players.map((seat) => seatOf(seat, story)),
    observer: seatOf(observer, story),
  };
}

function sessionView(told: unknown, story: Story): SessionView {
  const {
    status,
    players = [],
    // Without a session nothing is there.
    queue = { pending: 0, processing: 0, resolved: 0 },
    combat,
  } = told as {
    status: string;
    players?: { player_id: string; status: 'active' | 'kicked'; connections: number }[];
    queue?: { pending: number; processing: number; resolved: number };
    combat?: { initiative: { name: string; hit_points?: number; max_hit_points?: number }[] } | null;
  };
  return {
    running: status === 'running',
    players: players.map((one) => ({
      name: story.nameOf(one.player_id),
      status: one.status,
      connections: one.connections,
    })),
    queue: {
      waiting: queue.pending,
      'taken up': queue.processing,
      answered: queue.resolved,
    },
    fighters: (combat?.initiative ?? []).map(({ name, hit_points, max_hit_points }) => ({
      name,
      hitPoints: hit_points,
      maxHitPoints: max_hit_points,
    })),
    text: JSON.stringify(told),
  };
}

function takenAction(told: unknown, story: Story): TakenAction | undefined {
  const { action } = told as {
    action: { action_id: string; player_id: string; text: string; private?: string | null } | null;
  };
  if (action === null) return undefined;
  return {
    id: action.action_id,
    by: story.nameOf(action.player_id),
    text: action.text,
    privately: action.private ?? undefined,
  };
}

export const DECODE: Decode = {
  'opens the session': openedSession,
  'ends the session': asItIs,
  'looks at the session': sessionView,
  'takes up the next action': takenAction,
  'answers an action': (told) => ({ timestamp: (told as { timestamp: string }).timestamp }),
  'is thinking': asItIs,
  'removes a player': asItIs,
  'gives a new token': (told, story) => seatOf(told as SeatOnWire, story),
  'begins a fight': asItIs,
  'passes the turn': asItIs,
  'ends the round': asItIs,
  'ends the fight': asItIs,
  'changes a character': (told) => sheetOf(sheetIn(told)),
};

/** A sheet stands in an answer by itself, or under that name. */
function sheetIn(told: unknown): SheetOnWire {
  const { player_id: _, ...sheet } = told as SheetOnWire & { player_id?: string };
  return sheet;
}

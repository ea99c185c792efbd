import { tell } from '../../players/expectation';
import type { Place } from '../../systems/pong/events';
import type { FinishedScenario } from '../scenario';
import { countUpTo } from './rising';
import { differentStretches, type Seat, type Stretch, seatsOf } from './told';

const STEP = 1.5;
const TOP = 10;
const BOTTOM = 90;
/** Twice the rounding of what is shown. */
const TOLERANCE = 0.01 + 1e-6;
/**
 * An order is on its way for so many updates at most, as its player is told them: they stand still when the server does,
 * and a test machine that was busy for two seconds is no fault of the server's.
 */
const LONGEST_WAY = 120;

/**
 * A paddle moves by 1.5 a tick or not at all, within its bounds, as its own player has ordered and nobody else: by the order
 * that is in force, where an order takes effect some time after it was sent, and in the order they were sent.
 */
export function movesPaddlesAsOrdered({ players }: FinishedScenario): string[] {
  const seats = seatsOf(players);
  return differentStretches(players).flatMap((stretch) =>
    ([1, 2] as const).flatMap((place) => {
      const wrong = faultIn(stretch, place, seats);
      return wrong === undefined ? [] : [`${stretch.who} saw player ${place}'s paddle ${wrong}`];
    }),
  );
}

function faultIn(stretch: Stretch, place: Place, seats: readonly Seat[]): string | undefined {
  // Whoever has taken the place last: others may have had it before, in this room or in one of the same code.
  const [seat] = seats
    .filter((one) => one.room === stretch.room && one.place === place && one.since < stretch.began)
    .sort((one, other) => other.since - one.since);
  const orders = new Orders(seat, stretch.began);
  let before = placeBefore(stretch, place);
  for (const entry of stretch.entries) {
    const { event } = entry;
    if (event.kind === 'field arranged') before = [event.paddles[place - 1] ?? Number.NaN];
    if (event.kind !== 'update') continue;
    const y = event.paddles[place - 1] ?? Number.NaN;
    if (y < TOP - TOLERANCE || y > BOTTOM + TOLERANCE) return `out of its bounds: ${tell(entry)}`;
    const fits = before.flatMap((from) => directionsFrom(from, y));
    if (before.length > 0 && fits.length === 0)
      return `go from ${before.join(' or ')} to ${y} in one tick: ${tell(entry)}`;
    if (before.length > 0) {
      const wrong = orders.obeyed(fits, entry.order);
      if (wrong !== undefined) return `go from ${before.join(' or ')} to ${y}, and ${wrong}: ${tell(entry)}`;
    }
    before = [y];
  }
  return undefined;
}

/** Where a paddle may have been before the first update: nothing is known of a game that was on already. */
function placeBefore({ fromTheStart, before }: Stretch, place: Place): number[] {
  if (!fromTheStart) return [];
  return [...new Set([50, before?.paddles[place - 1] ?? 50])];
}

type Direction = 'up' | 'down' | 'stop';

/** The directions that lead from one place to another in a tick. */
function directionsFrom(from: number, to: number): Direction[] {
  const near = (y: number) => Math.abs(y - to) <= TOLERANCE;
  return [
    ...(near(from) ? ['stop' as const] : []),
    ...(near(Math.max(TOP, from - STEP)) ? ['up' as const] : []),
    ...(near(Math.min(BOTTOM, from + STEP)) ? ['down' as const] : []),
  ];
}

/** A player's orders in one stretch of play, and which of them are in force at least. */
class Orders {
  /** Index of the order that is in force at least; -1: none yet, and the paddle stands. */
  #inForce = -1;

  constructor(
    private readonly seat: Seat | undefined,
    private readonly began: number,
  ) {}

  /**
   * Takes the directions that a paddle's move fits, in an update at that position in the scenario.
   * @returns what is wrong, or undefined if an order explains the move.
   */
  obeyed(fits: readonly Direction[], at: number): string | undefined {
    const { seat } = this;
    if (!seat) return undefined; // nobody of this scenario
    const least = Math.max(this.#inForce, this.arrived(seat, at));
    for (let index = least; index < seat.orders.length; index += 1) {
      const order = seat.orders[index];
      if (order && order.order > at) break;
      if (!fits.includes(order?.direction ?? 'stop')) continue;
      this.#inForce = index;
      return undefined;
    }
    const last = seat.orders[least]?.direction;
    return `${seat.name} had ordered ${last === undefined ? 'nothing' : `"${last}"`}`;
  }

  /** Index of the last order of this stretch that has been on its way for as long as one can be; -1 for none. */
  private arrived({ orders, updates }: Seat, at: number): number {
    return orders.findLastIndex(({ order }) => {
      if (order <= this.began || order >= at) return false;
      const onTheWay = countUpTo(updates, at) - countUpTo(updates, order);
      return onTheWay > LONGEST_WAY;
    });
  }
}

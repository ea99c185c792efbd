import type { Direction, GameStatus, Pair, Place } from '../../systems/pong/events';

/** What becomes of an act. */
export type Ruling = 'counts' | 'refused';

/** A match as it must stand on record. */
export interface ModelMatch {
  readonly winner: Place;
  readonly score: Pair;
  readonly limit: number;
}

interface Seat {
  readonly name: string;
  ready: boolean;
}

/** How long a score is kept for whoever takes the place of somebody who left in play, seconds. */
const GRACE = 30;

/** One room by the published rules; time is what the session has let pass, in seconds. */
export class ModelRoom {
  status: GameStatus = 'waiting for an opponent';
  exists = false;
  seats: [Seat | null, Seat | null] = [null, null];
  readonly observers = new Set<string>();
  /** The score of the match that is played or stands still; null where there is none. */
  score: Pair | null = null;
  /** Until when somebody is awaited at each place, for the score to be kept. */
  awaited: [number | null, number | null] = [null, null];
  readonly matches: ModelMatch[] = [];

  constructor(
    readonly name: string,
    /** Undefined for a room that nobody makes: it comes of joining, and is to the usual limit. */
    readonly madeTo: number | undefined,
    readonly limit: number,
  ) {}

  get players(): readonly string[] {
    return this.seats.flatMap((seat) => (seat ? [seat.name] : []));
  }

  get members(): readonly string[] {
    return [...this.players, ...this.observers];
  }

  placeOf(name: string): Place | null {
    if (this.seats[0]?.name === name) return 1;
    return this.seats[1]?.name === name ? 2 : null;
  }

  /** @returns the place that the newcomer gets; null for an observer. */
  join(name: string, as: 'player' | 'observer', now: number): Place | null {
    this.exists = true;
    this.forget(now);
    const free = this.seats.indexOf(null);
    if (as === 'observer' || free < 0) {
      this.observers.add(name);
      return null;
    }
    const side = free === 0 ? 0 : 1;
    this.seats[side] = { name, ready: false };
    this.awaited[side] = null;
    if (!this.seats.includes(null)) this.status = 'waiting for ready';
    return side === 0 ? 1 : 2;
  }

  leave(name: string, now: number): void {
    const place = this.placeOf(name);
    this.observers.delete(name);
    if (place !== null) {
      this.forget(now);
      if (this.status === 'finished') this.score = null;
      const side = place === 1 ? 0 : 1;
      this.seats[side] = null;
      for (const seat of this.seats) if (seat) seat.ready = false;
      this.awaited = this.score === null ? [null, null] : this.awaited;
      if (this.score !== null) this.awaited[side] = now + GRACE;
      this.status = 'waiting for an opponent';
    }
    if (this.members.length === 0) this.vanish();
  }

  /** Somebody says ready; an observer says so in vain. Saying it in play, or twice, changes nothing. */
  ready(name: string): Ruling {
    const place = this.placeOf(name);
    if (place === null) return 'refused';
    if (this.status === 'playing') return 'counts';
    const seat = this.seats[place - 1];
    if (seat) seat.ready = true;
    if (this.seats.every((one) => one?.ready)) {
      if (this.status === 'finished' || this.score === null) this.score = [0, 0];
      this.status = 'playing';
    }
    return 'counts';
  }

  steer(name: string, _direction: Direction): Ruling {
    return this.placeOf(name) !== null && this.status === 'playing' ? 'counts' : 'refused';
  }

  point(place: Place): void {
    const [one, two] = this.score ?? [0, 0];
    const score: Pair = place === 1 ? [one + 1, two] : [one, two + 1];
    this.score = score;
    if (Math.max(...score) < this.limit) return;
    this.status = 'finished';
    for (const seat of this.seats) if (seat) seat.ready = false;
    this.matches.push({ winner: place, score, limit: this.limit });
  }

  /** A score that nobody came back to in time is forgotten. */
  private forget(now: number): void {
    if (!this.awaited.some((until) => until !== null && now >= until)) return;
    this.score = null;
    this.awaited = [null, null];
  }

  private vanish(): void {
    this.exists = false;
    this.score = null;
    this.awaited = [null, null];
  }
}

/** The rooms of one session, and the time that has passed in it. */
export class PongModel {
  now = 0;
  readonly rooms: readonly ModelRoom[];

  /** @param limits of each room by name; undefined for one that is made by joining. @param canHold whether time is in the session's hands. */
  constructor(
    limits: Readonly<Record<string, number | undefined>>,
    usual: number,
    readonly canHold: boolean,
  ) {
    this.rooms = Object.entries(limits).map(([name, limit]) => new ModelRoom(name, limit, limit ?? usual));
  }

  /** @throws Error for a room that there never is. */
  room(name: string): ModelRoom {
    const room = this.rooms.find((one) => one.name === name);
    if (room) return room;
    throw new Error(`There is no room "${name}" in this session.`);
  }

  /** The room that somebody is in, if any. */
  roomOf(name: string): ModelRoom | undefined {
    return this.rooms.find((room) => room.members.includes(name));
  }
}

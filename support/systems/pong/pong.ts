import type { PlayerPool } from '../../players/pool';
import type { PongDialect } from './dialect';
import { Member } from './member';
import { Room } from './room';
import { SameInstant } from './same-instant';

/** The limit of a room that nobody gives another. */
const USUAL_LIMIT = 5;

/** A pong server as one scenario meets it: its rooms, and the people who are in none yet. */
export class Pong {
  readonly #rooms: Room[] = [];
  #sameInstant: SameInstant | undefined;

  constructor(
    private readonly pool: PlayerPool,
    readonly dialect: PongDialect,
  ) {}

  /** The room that the scenario's steps speak of: the first. @throws Error if there is none yet. */
  get first(): Room {
    const [room] = this.#rooms;
    if (!room) throw new Error('No room has been made in this scenario yet.');
    return room;
  }

  get rooms(): readonly Room[] {
    return this.#rooms;
  }

  /** The critical instants of this scenario, and what became of them. */
  get sameInstant(): SameInstant {
    this.#sameInstant ??= new SameInstant(this);
    return this.#sameInstant;
  }

  /** The room that somebody of that name is or was in. @throws Error naming those there are. */
  of(name: string): Room {
    const room = this.#rooms.find((one) => one.members.some((member) => member.name === name));
    if (room) return room;
    const known = this.#rooms.flatMap((one) => one.members.map((member) => member.name)).join(', ');
    throw new Error(`${name} is in no room of this scenario. In rooms: ${known || 'nobody'}.`);
  }

  /** @throws Error naming those there are. */
  member(name: string): Member {
    return this.of(name).member(name);
  }

  /** A room of this scenario, of which the server knows nothing yet. */
  plan(name: string, limit = USUAL_LIMIT, code = this.dialect.code(name.toLowerCase())): Room {
    const room = new Room(code, limit, this.dialect);
    this.#rooms.push(room);
    return room;
  }

  /** Somebody who may go to a room, and is not there yet. */
  newcomer(name: string, room: Room, role: 'player' | 'observer' = 'player', node = 0): Member {
    const known = this.pool.all().find((one) => one.name === name);
    const member = new Member(known ?? this.pool.add(name, role), this.dialect, room.code);
    member.player.node = node;
    room.members.push(member);
    return member;
  }

  /** The first of them makes a room and joins it; the others join after, in this order. */
  async open(names: readonly string[], limit?: number, code?: string): Promise<Room> {
    const room = this.plan(names[0] ?? '', limit, code);
    for (const [index, name] of names.entries()) {
      const member = this.newcomer(name, room);
      if (index === 0) {
        await member.comes();
        await member.creates(limit);
      }
      await room.enters(member);
    }
    return room;
  }

  /** A game in play. */
  async playing(names: readonly string[], limit?: number): Promise<Room> {
    const room = await this.open(names, limit);
    await room.start();
    return room;
  }

  /** A game in play, of which no tick has passed: they pass when a step says so. */
  async held(names: readonly string[], limit?: number): Promise<Room> {
    const room = await this.open(names, limit);
    await room.hold();
    await room.start();
    return room;
  }

  /** New observers come to a room; done when all of them are in. */
  async observe(names: readonly string[], room: Room): Promise<void> {
    for (const name of names) await room.enters(this.newcomer(name, room, 'observer'), 'observer');
  }
}

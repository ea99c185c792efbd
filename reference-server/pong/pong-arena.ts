import type { Timer } from '../core/clock';
import { type Connection, SERVER_FAILED } from '../core/connection';
import type { Tenure } from '../core/place';
import type { Core } from '../core/system';
import { chanceOf } from './pong-chance';
import { errorFrame, gameUpdate, joined, playerDisconnected, resultOf, roomCreated } from './pong-frames';
import { type Legacy, type MemberNote, readLegacy, writeLegacy } from './pong-legacy';
import { PongMembers } from './pong-members';
import type { PlayerMessage } from './pong-messages';
import { Pacer } from './pong-pacer';
import type { PongRecorder } from './pong-recorder';
import { isInPlay, type News, playerOf, type Role, type Room, type Ruling } from './pong-room';
import { DEFAULT_POINTS_LIMIT, interrupt, join, leave, newRoom, play, ready, steer } from './pong-room-rules';
import { succeed } from './pong-succession';
import { PongTurns } from './pong-turns';

/** How long a room lives that was created and that nobody has joined. */
const UNJOINED_MS = 60_000;
/** A match waits for so long while nobody can say whether this node still serves it; then it stands still. Real time. */
const UNSURE_FOR_MS = 3_000;
const LOOK_AGAIN_AFTER_MS = 50;
/** Ticks after which the state is left to a possible successor: a tenth of a second. */
const TICKS_BETWEEN_LEGACIES = 6;

/** Where a room is played: its members and its beat. There may be no room in it yet; everybody here may make one. */
export class PongArena {
  #room: Room | undefined;
  readonly members = new PongMembers();
  readonly #pacer: Pacer;
  #unjoined: Timer | undefined;
  #held = false;
  #over = false;
  #ticks = 0;
  /** Held up while a match is being recorded, or members of before are awaited. */
  readonly #turns = new PongTurns();
  #standstill: NodeJS.Timeout | undefined;
  /** Since when it stands still; what players do meanwhile does not make it wait longer. Real time. */
  #unsureSince: number | undefined;
  #recorded: Promise<void> = Promise.resolve();

  constructor(
    readonly code: string,
    readonly tenure: Tenure,
    private readonly core: Core,
    private readonly recorder: PongRecorder,
  ) {
    this.#pacer = new Pacer(core.clock, () => this.#beat());
    if (tenure.legacy !== undefined) this.#takeOver(readLegacy(tenure.legacy));
  }

  get room(): Room | undefined {
    return this.#room;
  }

  /** True when nothing happens here any more: another node has the room, or this one stops. */
  get isOver(): boolean {
    return this.#over;
  }

  /** True if ticks happen only when a test asks for them. */
  get held(): boolean {
    return this.#held;
  }

  set held(held: boolean) {
    this.#held = held;
    this.#setPace();
  }

  /** Resolves when no match is being recorded. */
  get recorded(): Promise<void> {
    return this.#recorded;
  }

  isMember(connection: Connection): boolean {
    return this.members.has(connection.id);
  }

  /** One message of one connection, member or not. */
  hear(connection: Connection, message: PlayerMessage): void {
    this.#inTurn(() => {
      if (!connection.isOpen) return;
      const refusal = this.#act(connection, message);
      if (refusal !== undefined) connection.send(errorFrame(refusal));
    });
  }

  /** Somebody who joined this room while another node served it. */
  comeBack(connection: Connection, { role, told }: MemberNote): void {
    const seated = this.#room !== undefined && playerOf(this.#room, connection.id) !== undefined;
    if (this.#room === undefined || (role === 'player' && !seated))
      this.hear(connection, { type: 'join_game', role });
    else {
      this.#unjoined?.cancel();
      this.members.add(connection, role, told);
      // While the others are awaited, this one is told with them.
      if (!this.#turns.isHeldUp) this.members.tellStatusToThoseBehind(this.#room.status);
    }
  }

  /** A connection is gone, whether or not it was a member's. */
  part(connection: Connection): void {
    this.#inTurn(() => {
      if (!this.members.remove(connection.id) || this.#room === undefined) return;
      if (this.members.size === 0) this.#close();
      else this.#follow(leave(this.#room, connection.id, this.core.clock.now()));
    });
  }

  /** One sixtieth of a second of play, and its frame to everybody. */
  tick(): void {
    const before = this.#room;
    if (before === undefined || !isInPlay(before)) return;
    const room = play(before);
    this.#room = room;
    this.#ticks += 1;
    const scored = room.match.score !== before.match.score;
    if (scored || this.#ticks % TICKS_BETWEEN_LEGACIES === 0) this.#leaveLegacy();
    this.members.tell(gameUpdate(room.status, room.match));
    if (room.status === 'finished') this.#finish(room);
  }

  /** Puts a match that is played in another state, as it is after `change`. */
  arrange(change: (match: NonNullable<Room['match']>) => NonNullable<Room['match']>): void {
    if (this.#room === undefined || this.#room.match === null) return;
    this.#room = { ...this.#room, match: change(this.#room.match) };
  }

  /** Puts a finished match on record, and gives whether it is there. */
  async record({ code, pointsLimit, match }: Room): Promise<boolean> {
    if (match?.winner === undefined) return false;
    // Whoever has lost the room to another node must not write its record.
    if (!(await this.#leaveLegacy())) return false;
    const { id, score, winner } = match;
    return this.recorder.record({ id, code, score, winner, pointsLimit, finishedAt: this.core.clock.now() });
  }

  /** Leaves the room as it is now to the node that goes on with it, if there is one. */
  async handOver(): Promise<void> {
    this.#pacer.stop();
    if (this.#room !== undefined && !this.#over) await this.#leaveLegacy();
  }

  /** Nothing happens here any more, and nobody is told. */
  abandon(): void {
    this.#over = true;
    clearTimeout(this.#standstill);
    this.#pacer.stop();
    this.#unjoined?.cancel();
    this.members.clear();
  }

  #inTurn(work: () => void): void {
    this.#turns.take(() => {
      if (!this.#over) work();
    });
  }

  /** Nobody is heard until `work` is done; then they are, in order. */
  async #before(work: () => Promise<void>): Promise<void> {
    this.#pacer.stop();
    await this.#turns.holdUpFor(work);
    if (!this.#over) this.#setPace();
  }

  #beat(): void {
    if (this.tenure.isSure) this.tick();
    else this.#standStill();
  }

  /** Another node may have the room by now: it plays on when it is certain that none has, and gives up hope after a while. */
  #standStill(): void {
    this.#pacer.stop();
    this.#unsureSince ??= performance.now();
    const since = this.#unsureSince;
    clearTimeout(this.#standstill);
    this.#standstill = setTimeout(() => {
      const { isSure } = this.tenure;
      if (!isSure && performance.now() - since < UNSURE_FOR_MS) return this.#standStill();
      this.#unsureSince = undefined;
      if (isSure) this.#setPace();
      else this.#inTurn(() => this.#room && this.#follow(interrupt(this.#room)));
    }, LOOK_AGAIN_AFTER_MS);
  }

  /** Goes on with a room as another node left it: those of its players who do not come back have left. */
  #takeOver({ room, held }: Legacy): void {
    this.core.log.info({ room: this.code, status: room.status }, 'room taken over');
    this.#room = room;
    this.#held = held;
    this.tenure.occupied = true;
    this.#recorded = this.#before(async () => {
      await succeed(this, room);
      if (this.#over) return;
      for (const seat of room.seats) {
        if (seat !== null && this.#room !== undefined && !this.members.has(seat.member))
          this.#follow(leave(this.#room, seat.member, this.core.clock.now()));
      }
      if (this.members.size === 0) this.#unjoined = this.core.clock.after(UNJOINED_MS, () => this.#close());
    });
  }

  /** Gives the reason why the act does not count, or undefined if it does. */
  #act(connection: Connection, message: PlayerMessage): string | undefined {
    switch (message.type) {
      case 'create_room':
        return this.#create(connection, message.pointsLimit);
      case 'join_game':
        return this.#join(connection, message.role);
      case 'player_ready':
        return this.#asMember(connection, (room) => ready(room, connection.id));
      case 'move_paddle':
        return this.#asMember(connection, (room) => steer(room, connection.id, message.direction));
    }
  }

  #create(connection: Connection, pointsLimit: number): string | undefined {
    if (this.#room !== undefined) return 'Room already exists';
    const room = this.#open(pointsLimit);
    this.#unjoined = this.core.clock.after(UNJOINED_MS, () => this.#close());
    connection.send(roomCreated(room));
    return undefined;
  }

  #join(connection: Connection, role: Role): string | undefined {
    if (this.members.has(connection.id)) return 'Already joined';
    const room = this.#room ?? this.#open(DEFAULT_POINTS_LIMIT);
    const ruling = join(room, connection.id, role, this.core.clock.now());
    if (!ruling.allowed) return ruling.reason;
    this.#unjoined?.cancel();
    const player = playerOf(ruling.room, connection.id);
    const given = player === undefined ? 'observer' : 'player';
    this.members.add(connection, given);
    connection.send(joined(room, given, player));
    return this.#follow(ruling);
  }

  #asMember(connection: Connection, rule: (room: Room) => Ruling): string | undefined {
    if (this.#room === undefined || !this.members.has(connection.id)) return 'Not in the room';
    return this.#follow(rule(this.#room));
  }

  /** Does what the rules said: the state is kept, the room is told, the beat goes on or stops. */
  #follow(ruling: Ruling): string | undefined {
    if (!ruling.allowed) return ruling.reason;
    this.#room = ruling.room;
    if (ruling.news.length > 0) this.#leaveLegacy();
    for (const item of ruling.news) this.#announce(item);
    this.#setPace();
    return undefined;
  }

  #announce(news: News): void {
    if (news.about === 'left') this.members.tell(playerDisconnected(news.player));
    else this.members.tellStatus(news.status);
  }

  /** The match is recorded, then the room is told; whatever happens meanwhile waits. */
  #finish(room: Room): void {
    this.#recorded = this.#before(async () => {
      const isOnRecord = await this.record(room);
      if (this.#over) return;
      if (!isOnRecord) return this.#fail();
      this.#announce({ about: 'status', status: 'finished' });
      this.members.tell(resultOf(room));
    });
  }

  #open(pointsLimit: number): Room {
    const chance = chanceOf(this.code, this.core.chance);
    this.core.log.debug({ room: this.code, chance }, 'room opened');
    this.#room = newRoom(this.code, pointsLimit, chance);
    this.tenure.occupied = true;
    return this.#room;
  }

  #close(): void {
    this.#room = undefined;
    this.#held = false;
    this.#unjoined?.cancel();
    this.#pacer.stop();
    this.tenure.occupied = false;
  }

  #fail(): void {
    for (const connection of this.members.connections) connection.close(SERVER_FAILED, 'Internal error');
  }

  #setPace(): void {
    if (this.#turns.isHeldUp) return;
    if (this.#room?.status === 'playing' && !this.#held) this.#pacer.start();
    else this.#pacer.stop();
  }

  #leaveLegacy(): Promise<boolean> {
    const { tenure } = this;
    return tenure.keep(() => {
      if (this.#room === undefined) throw new Error('there is no room to leave');
      return writeLegacy({ room: this.#room, held: this.#held, at: this.core.clock.now().getTime() });
    });
  }
}

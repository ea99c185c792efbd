import { opened } from '../../players/connection-expectations';
import type { Player } from '../../players/player';
import { Sender } from '../sender';
import type { PongDialect } from './dialect';
import type { Direction, Place, PongAct, PongEvent } from './events';
import { joined, roomCreated } from './expectations';

/** Somebody in a pong room, or on the way there: a player, an observer, or neither yet. */
export class Member extends Sender<PongDialect> {
  /** Null for an observer; undefined before the server has said. */
  place: Place | null | undefined;
  /** What this member has ordered last. Whether a paddle obeys is for a step to see. */
  direction: Direction = 'stop';
  #connection = 0;

  constructor(
    player: Player,
    dialect: PongDialect,
    /** The room's code on the wire. */
    readonly room: string,
  ) {
    super(player, dialect);
  }

  /** True while connected and let in. */
  get isIn(): boolean {
    return this.place !== undefined && this.player.isConnected && this.player.connection === this.#connection;
  }

  /** Connects and says nothing yet. @returns the number of the connection. */
  async comes(): Promise<number> {
    const from = this.player.journal.end;
    const connection = this.player.connect(this.dialect.door(this.room, this.player.node));
    await this.player.sees(opened(connection), from);
    this.#connection = connection;
    this.place = undefined;
    this.direction = 'stop';
    return connection;
  }

  /** Begins to connect, whatever comes of it. */
  knocks(): void {
    this.player.connect(this.dialect.door(this.room, this.player.node));
  }

  /** Makes the room; done when the server says so. */
  async creates(limit?: number): Promise<void> {
    const from = this.player.journal.end;
    this.asksToCreate(limit);
    await this.player.sees(roomCreated(this.room, limit), from);
  }

  /** Joins over a new connection, or the one that is there; done when the server has said as what. */
  async joins(as?: 'player' | 'observer'): Promise<void> {
    if (!this.player.isConnected) await this.comes();
    const from = this.player.journal.end;
    this.asksToJoin(as);
    await this.learnsThePlace(from);
  }

  /** Waits for the word on the part that this member has. */
  async learnsThePlace(from: number): Promise<void> {
    const entry = await this.player.sees(joined(this.room, this.player.connection), from);
    const event = 'event' in entry ? (entry.event as PongEvent) : undefined;
    if (event?.kind === 'joined') this.place = event.place;
  }

  asksToCreate(limit?: number): void {
    this.does({ kind: 'creates the room', room: this.room, limit }, limit === undefined ? '' : `to ${limit}`);
  }

  asksToJoin(as?: 'player' | 'observer'): void {
    this.does({ kind: 'joins the room', room: this.room, as }, as);
  }

  isReady(): void {
    this.does({ kind: 'is ready' });
  }

  moves(direction: Direction): void {
    this.does({ kind: 'moves', direction }, direction);
    this.direction = direction;
  }

  private does(act: PongAct, telling?: string): void {
    this.player.send({ ...act, ...(telling ? { telling } : {}) }, this.dialect.encode(act));
  }
}

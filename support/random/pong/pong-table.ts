import { refused } from '../../players/answers';
import { type Expectation, tell } from '../../players/expectation';
import { together } from '../../players/together';
import type { GameStatus, PongEvent } from '../../systems/pong/events';
import type { Member } from '../../systems/pong/member';
import type { Pong } from '../../systems/pong/pong';
import type { Room } from '../../systems/pong/room';
import type { Ground } from '../game';
import { News } from '../news';
import { Reading } from '../reading';
import type { ModelRoom, PongModel, Ruling } from './pong-model';

/** Not longer at a time by the server's clock than anybody is given to show life. */
const A_WHILE = 10;

/** Real people in real rooms, who do what chance says. */
export class PongTable {
  readonly #rooms = new Map<string, Room>();
  readonly #codes = new Map<string, string[]>();
  readonly #news = new News();
  readonly #reading = new Reading();

  constructor(
    private readonly ground: Ground,
    readonly pong: Pong,
  ) {}

  /** True where the target shows what is on record. */
  get hasRecord(): boolean {
    return this.ground.target.capabilities.has('record');
  }

  /** The codes that a room had on the wire, the last one last; none if it was never made. */
  codesOf(name: string): readonly string[] {
    return this.#codes.get(name) ?? [];
  }

  /**
   * A room that the server knows nothing of yet, and so by a code of its own each time it is made anew: nobody is there who could see when
   * the server has noticed that the last one has gone, and until then the room before is still there.
   */
  plan({ name, limit }: ModelRoom): Room {
    const before = this.codesOf(name);
    const code = this.pong.dialect.code(`${name}-${before.length + 1}`);
    this.#codes.set(name, [...before, code]);
    const room = this.pong.plan(name, limit, code);
    this.#rooms.set(name, room);
    return room;
  }

  /** @throws Error for a room that nobody has made yet. */
  room(name: string): Room {
    const room = this.#rooms.get(name);
    if (room) return room;
    throw new Error(`Nobody has made the room "${name}" yet.`);
  }

  /** Somebody in that room, or on the way there. */
  member(who: string, room: Room): Member {
    return room.members.find(({ name }) => name === who) ?? this.pong.newcomer(who, room);
  }

  /** Whoever is in the room sees it; nobody need be. */
  async everybodySees({ everybody }: Room, expectation: Expectation): Promise<void> {
    if (everybody.length > 0) await together(everybody, (player) => player.sees(expectation));
  }

  /** What somebody sent was taken, or refused. */
  async seesWhatComesOf({ player }: Member, ruling: Ruling): Promise<void> {
    if (ruling === 'refused') await player.sees(refused());
    else await player.isHeard();
  }

  /** Time passes by the server's clock, and everybody shows life meanwhile. */
  async letTimePass(seconds: number): Promise<void> {
    for (let left = seconds; left > 0; left -= A_WHILE) {
      await this.ground.target.advanceClock(Math.min(left, A_WHILE) * 1_000);
      await Promise.all([...this.#rooms.values()].map((room) => room.isQuiet()));
    }
  }

  /** The end of every move: the model is what it is now, and nobody was told anything else. */
  async settles(model: PongModel): Promise<void> {
    for (const room of model.rooms) {
      const code = this.codesOf(room.name).at(-1);
      if (code === undefined) continue;
      this.#news.note(`the game in ${code}`, tellStatus(room.status));
      if (room.score) this.#news.note(`the score in ${code}`, room.score.join(':'));
    }
    await Promise.all([...this.#rooms.values()].map((room) => room.isQuiet()));
    for (const { player, entry } of this.#reading.fresh(this.ground.players.all())) {
      const event = entry.event as PongEvent;
      const { name } = player;
      const { connection } = entry;
      const room = [...this.#rooms.values()].find((one) => one.everybody.includes(player));
      if (!room) continue;
      const isSo = (thing: string, told: string) =>
        this.#news.expectSo({ name, connection }, `${thing} in ${room.code}`, told, tell(entry));
      if (event.kind === 'game status') isSo('the game', tellStatus(event.status));
      if (event.kind === 'update' && model.canHold) isSo('the score', event.score.join(':'));
    }
  }
}

function tellStatus(status: GameStatus): string {
  return `"${status}"`;
}

import { hungUpOn } from '../../players/connection-expectations';
import type { Player } from '../../players/player';
import { together } from '../../players/together';
import type { Pong } from './pong';
import type { Room } from './room';

/** Bytes: the door is named, and neither the room nor what is wanted there. */
const IN_THE_MIDDLE = 40;

/** What lies between a caller and the server, and can stop what is said there. */
interface Lines {
  stopsAfter(player: Player, bytes: number): void;
  reachesTheServer(player: Player): Promise<void>;
}

/** Callers at a server's door who never finish saying what they want. */
export class Callers {
  readonly #players: Player[] = [];

  constructor(
    private readonly pong: Pong,
    private readonly lines: Lines,
  ) {}

  /** So many more call at the door of a room, and say nothing, or stop in the middle; done when the server has taken their calls. */
  async call(room: Room, count: number, said: 'nothing' | 'half'): Promise<void> {
    const names = Array.from({ length: count }, (_, index) => `Caller ${this.#players.length + index + 1}`);
    await Promise.all(
      names.map(async (name) => {
        const member = this.pong.newcomer(name, room, 'observer');
        this.lines.stopsAfter(member.player, said === 'nothing' ? 0 : IN_THE_MIDDLE);
        this.#players.push(member.player);
        member.knocks();
        await this.lines.reachesTheServer(member.player);
      }),
    );
  }

  /** Every one of them has been hung up on. @throws Missed naming those who have not; Error if nobody has called. */
  async areCutOff(): Promise<void> {
    await together(this.#players, (player) => player.sees(hungUpOn(player.connection), 0));
  }
}

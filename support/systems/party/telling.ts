import type { Expectation } from '../../players/expectation';
import { together } from '../../players/together';
import { type Audience, starts } from '../audience';
import { narrated, thinking } from './expectations';
import type { Party } from './party';

/** A thought of this many letters is as long as one can be, and each letter takes three bytes on the way. */
const LONGEST_THOUGHT = 8_000;
/** Actions that one player may declare in a second: so many pieces are asked for by one, and the next by another. */
const A_PLAYERS_FILL = 10;
const WIDE_LETTER = 'ᚠ';

/** A story told piece by piece, and who must have heard which of them. */
export class Telling {
  readonly #pieces: Expectation[] = [];
  #since: ReturnType<typeof starts> = new Map();

  constructor(private readonly party: Party) {}

  /** The host tells so many pieces: each answers an action of one of the players who can be reached, in turn. */
  async tell(count: number): Promise<void> {
    this.#since = starts(this.party.members.map(({ player }) => player));
    for (let number = 1; number <= count; number += 1) {
      const asking = this.party.players.filter((member) => member.isIn);
      const { name = '' } = asking[Math.floor((number - 1) / A_PLAYERS_FILL)] ?? {};
      await this.party.declare(name, `What happens next (${number})?`);
      await this.party.host.takesUp();
      const text = `Piece ${number} of the story`;
      await this.party.host.answers({ text });
      this.#pieces.push(narrated(text));
    }
  }

  /** The host thinks aloud for so many letters. */
  async think(letters: number): Promise<void> {
    this.#since = starts(this.party.members.map(({ player }) => player));
    for (let number = 1; number <= letters / LONGEST_THOUGHT; number += 1) {
      const text = `${number} `.padEnd(LONGEST_THOUGHT, WIDE_LETTER);
      this.party.host.player.patience.stepBegins(); // however many there are, each is waited for as long as any
      await this.party.host.thinks(text);
      this.#pieces.push(thinking(text).as(`thought ${number} of the host`));
    }
  }

  /** Each of them has heard all of it, in order. @throws Missed otherwise. */
  async expectHeard(audience: Audience): Promise<void> {
    await together(audience, (player) => player.seesInThisOrder(this.#pieces, this.#since.get(player)));
  }
}

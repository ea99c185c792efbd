import { refused } from '../players/answers';
import type { Player } from '../players/player';

/** What a dialect says for somebody who does not keep to it. */
interface Malformed {
  /** The frame that fits the description. @throws Error listing the descriptions, for an unknown one. */
  malformed(description: string): string | Buffer;
}

/** Somebody who can send anything over the own connection, in whatever system: messages of it, and what is none. */
export abstract class Sender<Dialect extends Malformed> {
  constructor(
    readonly player: Player,
    protected readonly dialect: Dialect,
  ) {}

  get name(): string {
    return this.player.name;
  }

  /** Sends what is no message of the system, or a wrong one, by its description. */
  sends(description: string): void {
    this.player.send({ kind: 'sends', telling: description }, this.dialect.malformed(description));
  }

  /** Sends so many of these in a row, by their descriptions, one after the other and then again from the first. */
  sendsInTurn(descriptions: readonly string[], times: number): void {
    for (let sent = 0; sent < times; sent += 1) this.sends(descriptions[sent % descriptions.length] ?? '');
  }

  /** Sends so many messages as fast as they go. */
  floods(count: number): void {
    this.player.journal.permit((entry) => refused().matches(entry), 'a flood is answered for a while');
    this.sendsInTurn(['an unknown type'], count);
  }

  /** Sends this text as it stands. */
  sendsText(text: string): void {
    this.player.send({ kind: 'sends', telling: 'something made up' }, text);
  }
}

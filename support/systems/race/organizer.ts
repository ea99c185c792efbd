import { declined } from '../../players/answers';
import type { Player } from '../../players/player';
import type { Account, Command, RaceDialect } from './dialect';

const ORDERS: Readonly<Record<string, Command>> = { start: 'start', end: 'finish', reset: 'reset' };

/** What an organizer may order, in the words of a feature: start, end, reset. @throws Error for another word. */
export function orderCalled(word: string): Command {
  const order = ORDERS[word];
  if (order) return order;
  throw new Error(`There is no order to ${word} a race; there are ${Object.keys(ORDERS).join(', ')}.`);
}

const NAMES: Readonly<Record<string, string>> = {
  'a usual one': 'The race of the evening',
  'an empty one': '',
  '201 characters': 'x'.repeat(201),
};

/** A race's name that is as described. @throws Error naming the descriptions it knows. */
export function nameCalled(description: string): string {
  const name = NAMES[description];
  if (name !== undefined) return name;
  throw new Error(`No name is known that is "${description}"; known are ${Object.keys(NAMES).join(', ')}.`);
}

/** Who has made a race, and alone may start, end and reset it. */
export class Organizer {
  constructor(
    readonly player: Player,
    readonly account: Account,
    readonly race: string,
    private readonly dialect: RaceDialect,
  ) {}

  get name(): string {
    return this.player.name;
  }

  /** Enters a runner. @throws Error if the server will not. */
  async enters(runner: Account): Promise<void> {
    await this.must('enter a runner', this.dialect.enter(this.player, this.account, this.race, runner));
  }

  /** Has the seed packs of all who are entered made. @throws Error if the server will not. */
  async hasSeedPacksMade(): Promise<void> {
    await this.must('have seed packs made', this.dialect.makeSeedPacks(this.player, this.account, this.race));
  }

  /** @throws Error if the server will not. */
  async commands(command: Command): Promise<void> {
    await this.must(`${command} the race`, this.asksTo(command));
  }

  /** Asks for it, whatever comes of it. @returns true if it was granted. */
  async asks(command: Command): Promise<boolean> {
    this.player.journal.permit(
      (entry) => declined().matches(entry),
      'it was asked whatever would come of it',
    );
    return !this.dialect.isRefusal(await this.asksTo(command));
  }

  private asksTo(command: Command) {
    return this.dialect.command(this.player, this.account, this.race, command);
  }

  private async must(what: string, asking: ReturnType<Organizer['asksTo']>): Promise<void> {
    const answer = await asking;
    if (this.dialect.isRefusal(answer)) {
      throw new Error(
        `${this.name} could not ${what}: ${answer.status} ${answer.bytes.toString().slice(0, 200)}`,
      );
    }
  }
}

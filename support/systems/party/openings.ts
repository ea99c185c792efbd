import { expect } from 'chai';
import type { Party } from './party';

/** Sessions that are opened twice, or one after the other, and the tokens that come of it. */
export class Openings {
  readonly #sessions = new Set<string>();

  constructor(private readonly party: Party) {}

  /** The host gives the order to open a session twice at once. @returns which were granted. */
  async twice(): Promise<readonly boolean[]> {
    const host = await this.party.meetHost();
    const outcomes = await Promise.all([
      host.triesLuck('opens the session', {}),
      host.triesLuck('opens the session', {}),
    ]);
    for (const outcome of outcomes) if (outcome.granted) this.party.begins(outcome.told);
    return outcomes.map(({ granted }) => granted);
  }

  /** The session ends and another one begins, so many times; each time they come. */
  async again(times: number, names: readonly string[]): Promise<void> {
    for (let time = 0; time < times; time += 1) {
      await this.party.close();
      await this.party.gather(names);
      this.#sessions.add(this.party.session.id);
    }
  }

  /** @throws AssertionError if it was not another session each time, with whose tokens each of them was let in. */
  expectEachAnother(names: readonly string[]): void {
    expect(this.#sessions.size, 'different sessions').to.be.greaterThan(1);
    for (const name of names) {
      const { tokens, isIn } = this.party.member(name);
      expect(new Set(tokens).size, `${name}'s tokens`).to.equal(this.#sessions.size + 1);
      expect(isIn, `whether ${name} is at the table`).to.equal(true);
    }
  }

  /** @throws AssertionError if two tokens are alike, or one is short, or tells whose it is. */
  expectTokensApart(): void {
    const seats = [...this.party.session.players, this.party.session.observer];
    expect(new Set(seats.map(({ token }) => token)).size, 'different tokens').to.equal(seats.length);
    for (const { id, name, token } of seats) {
      expect(token.length, `letters of ${name}'s token, of which 22 hold 128 bits`).to.be.at.least(22);
      expect(token, `${name}'s token`).to.match(/^[\w.~-]+$/);
      for (const word of [id, name, this.party.session.id])
        expect(token.toLowerCase(), `${name}'s token`).not.to.include(word.toLowerCase());
    }
  }
}

import type { IFilterablePickle } from '@cucumber/cucumber/api';

/** Words count by how they begin: the endings of "moves" and "moved" do not matter. */
const STEM = 5;
const SHORTEST_WORD = 3;

/** Long scenarios have many words by chance: this keeps them from being near to everything. */
const USUAL_LENGTH = 8;

/**
 * How near scenarios are to what a saboteur does, by the words they share; rare words count for more. It only says which are played first:
 * the scenario that notices is mostly the one that speaks of the same thing.
 */
export class Nearness {
  readonly #words = new Map<IFilterablePickle, ReadonlySet<string>>();
  readonly #frequency = new Map<string, number>();

  /** @param scenarios all that may be asked about. */
  constructor(scenarios: readonly IFilterablePickle[]) {
    for (const one of scenarios) {
      const words = wordsOf(textOf(one));
      this.#words.set(one, words);
      for (const word of words) this.#frequency.set(word, (this.#frequency.get(word) ?? 0) + 1);
    }
  }

  /** These scenarios, the one nearest to that sentence first; those that are as near as each other in the order they had. */
  inOrder(scenarios: readonly IFilterablePickle[], sentence: string): IFilterablePickle[] {
    const sought = wordsOf(sentence);
    return scenarios
      .map((one) => ({ one, nearness: this.#shared(one, sought) }))
      .sort((a, b) => b.nearness - a.nearness)
      .map(({ one }) => one);
  }

  #shared(one: IFilterablePickle, sought: ReadonlySet<string>): number {
    const words = this.#words.get(one) ?? new Set();
    const weights = [...sought].filter((word) => words.has(word)).map((word) => this.#weight(word));
    return weights.reduce((sum, weight) => sum + weight, 0) / Math.sqrt(USUAL_LENGTH + words.size);
  }

  /** A word in every scenario says nothing. */
  #weight(word: string): number {
    return Math.log(this.#words.size / (this.#frequency.get(word) ?? this.#words.size));
  }
}

function textOf({ pickle }: IFilterablePickle): string {
  const cells = pickle.steps.flatMap(({ argument }) => argument?.dataTable?.rows ?? []);
  return [
    pickle.name,
    ...pickle.steps.map(({ text }) => text),
    ...cells.flatMap((row) => row.cells.map(({ value }) => value)),
  ].join(' ');
}

function wordsOf(text: string): ReadonlySet<string> {
  const words = text.toLowerCase().match(/\p{L}+/gu) ?? [];
  return new Set(words.filter(({ length }) => length >= SHORTEST_WORD).map((word) => word.slice(0, STEM)));
}

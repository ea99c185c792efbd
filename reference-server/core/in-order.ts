/** Work of one kind, one piece after the other: each begins when the one before it is over, whether or not that failed. */
export class InOrder {
  #last: Promise<unknown> = Promise.resolve();
  #waiting = 0;

  /** How many pieces are under way or wait their turn. */
  get pending(): number {
    return this.#waiting;
  }

  /** Gives what the work gives, when its turn has come. */
  run<Result>(work: () => Promise<Result>): Promise<Result> {
    this.#waiting += 1;
    const result = this.#last.then(work).finally(() => {
      this.#waiting -= 1;
    });
    this.#last = result.catch(() => {});
    return result;
  }
}

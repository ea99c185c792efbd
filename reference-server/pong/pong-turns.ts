/** What happens in a room, one thing after the other: while one takes its time, the others wait for their turn, in order. */
export class PongTurns {
  #waiting: (() => void)[] | undefined;

  /** True while something takes its time. */
  get isHeldUp(): boolean {
    return this.#waiting !== undefined;
  }

  /** Does it now, or as soon as its turn comes. */
  take(work: () => void): void {
    if (this.#waiting === undefined) work();
    else this.#waiting.push(work);
  }

  /** Lets everything else wait until `work` is done; resolves when what has waited has had its turn. */
  async holdUpFor(work: () => Promise<void>): Promise<void> {
    const waiting: (() => void)[] = [];
    this.#waiting = waiting;
    await work();
    this.#waiting = undefined;
    // One of them may hold up those after it again.
    for (const each of waiting) this.take(each);
  }
}

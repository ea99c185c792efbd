/** What has to be ended when a scenario is over: last in, first out, every one of them, whatever fails. */
export class Closers {
  readonly #closers: { what: string; close: () => Promise<void> | void }[] = [];

  /** @param what completes "could not end …". */
  add(what: string, close: () => Promise<void> | void): void {
    this.#closers.push({ what, close });
  }

  /** Runs and forgets all closers. @returns a sentence for each that failed. */
  async run(): Promise<string[]> {
    const failures: string[] = [];
    for (let closer = this.#closers.pop(); closer; closer = this.#closers.pop()) {
      try {
        await closer.close();
      } catch (cause) {
        failures.push(
          `Could not end ${closer.what}: ${cause instanceof Error ? cause.message : String(cause)}`,
        );
      }
    }
    return failures;
  }
}

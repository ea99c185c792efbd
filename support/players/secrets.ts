/** A shorter text would be found by chance. */
export const SHORTEST_SECRET = 8;

/** One thing that only some may learn: a token, a private text. */
export interface Secret {
  readonly value: string;
  /** What it is, for a reader: `Ana's access token`. */
  readonly what: string;
  /** Names of the players who may receive it. */
  readonly owners: ReadonlySet<string>;
}

/**
 * The secrets of one scenario. Whoever learns of one tells it here; everything the suite prints goes
 * through `shorten`, and the privacy checker searches all journals for secrets in the wrong hands.
 */
export class Secrets {
  readonly #known = new Map<string, { what: string; owners: Set<string> }>();

  /**
   * Registers a secret, or further owners of a known one.
   * @throws RangeError if the value is under `SHORTEST_SECRET` characters.
   */
  learn(value: string, what: string, ...owners: readonly string[]): void {
    if (value.length < SHORTEST_SECRET)
      throw new RangeError(`A secret needs at least ${SHORTEST_SECRET} characters: ${what}`);
    const known = this.#known.get(value);
    if (known) for (const owner of owners) known.owners.add(owner);
    else this.#known.set(value, { what, owners: new Set(owners) });
  }

  all(): readonly Secret[] {
    return [...this.#known].map(([value, { what, owners }]) => ({ value, what, owners }));
  }

  /** The text with every known secret cut to its first four characters. */
  shorten(text: string): string {
    let safe = text;
    const longestFirst = [...this.#known.keys()].sort((one, other) => other.length - one.length);
    for (const value of longestFirst) safe = safe.split(value).join(`${value.slice(0, 4)}…`);
    return safe;
  }
}

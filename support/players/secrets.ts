import { type Size, uniqueNumber, uniqueWord } from './canary';
import { disguisesOf } from './disguises';
import { ManyTexts } from './many-texts';

/** A shorter text would be found by chance. */
export const SHORTEST_SECRET = 8;
/** What is shown of a secret. */
const SHOWN = 4;

/** One thing that only some may learn: a token, a private text, a hidden number. */
export interface Secret {
  readonly value: string;
  /** What it is, for a reader: `Ana's access token`. */
  readonly what: string;
  /** Names of the players who may receive it. */
  readonly owners: ReadonlySet<string>;
}

/** A secret in a text: which, where, and in what form (`as base64`; empty for as it is). */
export interface Find {
  readonly secret: Secret;
  readonly how: string;
  readonly start: number;
  readonly end: number;
}

/**
 * The secrets of one scenario. Whoever learns of one tells it here, with who else may; everything the suite prints goes through `shorten`,
 * and the privacy checker searches all journals, the server's log and the report for secrets in the wrong hands.
 */
export class Secrets {
  readonly #known = new Map<string, { value: string; what: string; owners: Set<string> }>();
  #search: { readonly texts: ManyTexts; readonly of: readonly Pick<Find, 'secret' | 'how'>[] } | undefined;

  /**
   * Registers a secret, or further owners of a known one.
   * @throws RangeError if the value is under `SHORTEST_SECRET` characters.
   */
  learn(value: string, what: string, ...owners: readonly string[]): void {
    if (value.length < SHORTEST_SECRET)
      throw new RangeError(`A secret needs at least ${SHORTEST_SECRET} characters: ${what}`);
    const known = this.#known.get(value);
    if (known) for (const owner of owners) known.owners.add(owner);
    else {
      this.#known.set(value, { value, what, owners: new Set(owners) });
      this.#search = undefined;
    }
  }

  /** The text with a word after it that nobody has ever written: wherever the text goes, that word is found. */
  markText(text: string, what: string, ...owners: readonly string[]): string {
    const canary = uniqueWord();
    this.learn(canary, what, ...owners);
    return `${text} (${canary})`;
  }

  /** A number of nine digits that nobody has ever written, for one that is hidden. A `larger` is more than any `smaller`. */
  hiddenNumber(size: Size, what: string, ...owners: readonly string[]): number {
    const canary = uniqueNumber(size);
    this.learn(String(canary), what, ...owners);
    return canary;
  }

  all(): readonly Secret[] {
    return [...this.#known.values()];
  }

  /** All secrets in a text, in whatever form, by where they begin. */
  find(text: string): Find[] {
    this.#search ??= this.#prepare();
    const { texts, of } = this.#search;
    return texts.in(text).flatMap(({ text: number, start, end }) => {
      const found = of[number];
      return found ? [{ ...found, start, end }] : [];
    });
  }

  /** The text with every known secret cut to its first four characters. */
  shorten(text: string): string {
    const cuts: { start: number; end: number }[] = [];
    for (const { start, end } of this.find(text)) {
      const before = cuts.at(-1);
      if (before && start < before.end) before.end = Math.max(before.end, end);
      else cuts.push({ start, end });
    }
    let safe = '';
    let from = 0;
    for (const { start, end } of cuts) {
      safe += `${text.slice(from, start + SHOWN)}…`;
      from = end;
    }
    return safe + text.slice(from);
  }

  #prepare() {
    const forms = this.all().flatMap((secret) =>
      disguisesOf(secret.value).map(({ text, how }) => ({ text, secret, how })),
    );
    return { texts: new ManyTexts(forms.map(({ text }) => text)), of: forms };
  }
}

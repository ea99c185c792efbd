import { marked, oddNumber, type Size, uniqueWord } from './canary';
import { disguisesOf, disguisesOfNumber } from './disguises';
import { lengthOfWhatStandsAt, ManyTexts } from './many-texts';

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
  /** A number has few digits: it is a secret only where it stands alone, and nothing is shown of it. */
  readonly isNumber?: true;
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
  readonly #known = new Map<string, Secret & { readonly owners: Set<string> }>();
  #search: { readonly texts: ManyTexts; readonly of: readonly Pick<Find, 'secret' | 'how'>[] } | undefined;
  #beginnings: { readonly texts: ManyTexts; readonly of: readonly Secret[] } | undefined;

  /**
   * Registers a secret, or further owners of a known one.
   * @throws RangeError if the value is under `SHORTEST_SECRET` characters.
   */
  learn(value: string, what: string, ...owners: readonly string[]): void {
    if (value.length < SHORTEST_SECRET)
      throw new RangeError(`A secret needs at least ${SHORTEST_SECRET} characters: ${what}`);
    this.#add({ value, what, owners: new Set(owners) });
  }

  /** The text with a word after it that nobody has ever written: wherever the text goes, that word is found. */
  markText(text: string, what: string, ...owners: readonly string[]): string {
    const canary = uniqueWord();
    this.learn(canary, what, ...owners);
    return marked(text, canary);
  }

  /** A whole number for one that is hidden, which nothing else in this scenario has. A `larger` is more than any `smaller`. */
  hiddenNumber(size: Size, what: string, ...owners: readonly string[]): number {
    let number = oddNumber(size);
    while (this.#known.has(String(number))) number = oddNumber(size);
    this.#add({ value: String(number), what, owners: new Set(owners), isNumber: true });
    return number;
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
      if (!found || (found.secret.isNumber && !standsAlone(text, start, end))) return [];
      return [{ ...found, start, end }];
    });
  }

  /**
   * The text with every known secret cut to its first four characters, and without hidden numbers. Of a text that somebody has cut
   * before, so that only the beginning of a token stands there, no more is shown either.
   */
  shorten(text: string): string {
    const cuts: { start: number; end: number; shown: number }[] = [];
    const found = [...this.find(text), ...this.#begun(text)];
    for (const { start, end, secret } of found.sort((one, other) => one.start - other.start)) {
      const before = cuts.at(-1);
      if (before && start < before.end) before.end = Math.max(before.end, end);
      else cuts.push({ start, end, shown: start + (secret.isNumber ? 0 : SHOWN) });
    }
    let safe = '';
    let from = 0;
    for (const { shown, end } of cuts) {
      safe += `${text.slice(from, shown)}…`;
      from = end;
    }
    return safe + text.slice(from);
  }

  #add(secret: Secret & { readonly owners: Set<string> }): void {
    const known = this.#known.get(secret.value);
    if (known) for (const owner of secret.owners) known.owners.add(owner);
    else {
      this.#known.set(secret.value, secret);
      this.#search = undefined;
      this.#beginnings = undefined;
    }
  }

  /** Where tokens begin in a text, each as far as it goes there. What is of several words has a beginning like any other sentence. */
  #begun(text: string): Omit<Find, 'how'>[] {
    if (!this.#beginnings) {
      const tokens = this.all().filter(({ isNumber, value }) => !isNumber && !/\s/.test(value));
      const texts = new ManyTexts(tokens.map(({ value }) => value.slice(0, SHORTEST_SECRET)));
      this.#beginnings = { texts, of: tokens };
    }
    const { texts, of } = this.#beginnings;
    return texts.in(text).flatMap(({ text: number, start }) => {
      const secret = of[number];
      return secret ? [{ secret, start, end: start + lengthOfWhatStandsAt(text, start, secret.value) }] : [];
    });
  }

  #prepare() {
    const forms = this.all().flatMap((secret) =>
      (secret.isNumber ? disguisesOfNumber : disguisesOf)(secret.value).map(({ text, how }) => ({
        text,
        secret,
        how,
      })),
    );
    return { texts: new ManyTexts(forms.map(({ text }) => text)), of: forms };
  }
}

/** What JSON and addresses write in the place of one character ends with a letter or a digit, and is none. */
const ESCAPED = /(?:\\[bfnrt]|\\u[\da-f]{4}|%[\da-f]{2})$/i;
const LONGEST_ESCAPED = 6;

/** Neither a part of a longer number or word, nor of an id. A whole number may be written with nothing but noughts after a point. */
function standsAlone(text: string, start: number, end: number): boolean {
  const before = text.slice(Math.max(0, start - LONGEST_ESCAPED), start);
  return (
    (ESCAPED.test(before) || !/[\w.-]$/.test(before)) &&
    !/^(?:[\w-]|\.(?!0+(?!\w))\d)/.test(text.slice(end, end + 8))
  );
}

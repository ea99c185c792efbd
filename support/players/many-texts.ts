/** Where one of the texts was found: its number, and the stretch it takes in what was searched. */
export interface Hit {
  readonly text: number;
  readonly start: number;
  readonly end: number;
}

/** Letters at a time by which a place is judged. */
const BLOCK = 3;
const TABLE = 2 ** 16;
/** Makes a capital letter a small one; other characters only have to become something that is the same each time. */
const FOLD = 0x20;

/**
 * Finds any of many texts in one pass, capitals or not. Most places are leapt over: three letters that none of the texts has near its
 * beginning say that none begins hereabouts (S. Wu and U. Manber, A fast algorithm for multi-pattern searching, 1994), so
 * that the time does not grow with the number of the texts.
 */
export class ManyTexts {
  /** As many letters of each text as the shortest has. */
  readonly #window: number;
  /** By block: how far it is at least from here to the last place where some text could have it. */
  readonly #leaps: Uint8Array;
  /** By block: the texts whose window ends with it. */
  readonly #ending = new Map<number, number[]>();

  /** @throws RangeError for a text of less than three letters. */
  constructor(private readonly texts: readonly string[]) {
    const shortest = texts.reduce((least, { length }) => Math.min(least, length), 255);
    if (shortest < BLOCK) throw new RangeError(`A text of less than ${BLOCK} letters is everywhere.`);
    this.#window = shortest;
    this.#leaps = new Uint8Array(texts.length === 0 ? 0 : TABLE).fill(shortest - BLOCK + 1);
    texts.forEach((text, number) => {
      for (let last = BLOCK - 1; last < shortest; last += 1) {
        const block = blockAt(text, last);
        this.#leaps[block] = Math.min(this.#leaps[block] ?? 0, shortest - 1 - last);
      }
      const end = blockAt(text, shortest - 1);
      const others = this.#ending.get(end);
      if (others) others.push(number);
      else this.#ending.set(end, [number]);
    });
  }

  /** All places of all texts, by where they begin; one may lie inside another. */
  in(searched: string): Hit[] {
    const hits: Hit[] = [];
    if (this.texts.length === 0) return hits;
    for (let last = this.#window - 1; last < searched.length; ) {
      const leap = this.#leaps[blockAt(searched, last)] ?? 0;
      if (leap === 0) this.#compare(searched, last - this.#window + 1, hits);
      last += leap || 1;
    }
    return hits;
  }

  #compare(searched: string, start: number, hits: Hit[]): void {
    for (const number of this.#ending.get(blockAt(searched, start + this.#window - 1)) ?? []) {
      const text = this.texts[number] ?? '';
      if (standsAt(searched, start, text)) hits.push({ text: number, start, end: start + text.length });
    }
  }
}

function blockAt(text: string, last: number): number {
  const first = text.charCodeAt(last - 2) | FOLD;
  const second = text.charCodeAt(last - 1) | FOLD;
  return ((first << 9) ^ (second << 5) ^ (text.charCodeAt(last) | FOLD)) & (TABLE - 1);
}

function standsAt(searched: string, start: number, text: string): boolean {
  return lengthOfWhatStandsAt(searched, start, text) === text.length;
}

/** How many letters of a text, from its first on, stand there, capitals or not. */
export function lengthOfWhatStandsAt(searched: string, start: number, text: string): number {
  const most = Math.min(text.length, searched.length - start);
  let at = 0;
  while (at < most && (searched.charCodeAt(start + at) | FOLD) === (text.charCodeAt(at) | FOLD)) at += 1;
  return at;
}

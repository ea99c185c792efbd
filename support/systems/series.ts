/** A row of a feature's table, by the names of its columns. */
export type Row = Readonly<Record<string, string>>;

type Deed = { readonly row: Row; readonly words: string; readonly act: () => unknown };

/**
 * What the rows of a table say is done one after the other: the When does the first, and the Then that judges it goes on with the
 * others, each as soon as the one before has been judged. So no answer and no change is mistaken for that of another row.
 */
export class Series {
  #deeds: Deed[] = [];
  #isJudged = true;

  /**
   * @param mark says that somebody is about to act: everybody looks from there on.
   * @param rowBegins is told before anything of a row.
   */
  constructor(
    private readonly mark: () => void,
    private readonly rowBegins: () => void,
  ) {}

  /** Does what the first row says. @throws what `act` throws, with the row in front of it. */
  async begin<R extends Row>(rows: readonly R[], act: (row: R, index: number) => unknown): Promise<void> {
    this.#deeds = rows.map((row, index) => ({
      row,
      words: `Row ${index + 1} of ${rows.length} | ${Object.values(row).join(' | ')} |`,
      act: () => act(row, index),
    }));
    const [first] = this.#deeds;
    if (!first) throw new Error('The table has no rows: nothing would be done.');
    await naming(first, first.act);
    this.#isJudged = false;
  }

  /**
   * Judges what the first row has come to, then does and judges the others, one by one.
   * @param prove throws if what it promises does not hold for that row.
   * @param mark called before each row after the first; usually everybody then looks from there on.
   * @throws what `prove` throws, with the row in front of it.
   */
  async each(prove: (row: Row, index: number) => unknown, mark = this.mark): Promise<void> {
    if (this.#isJudged) throw new Error('There is no table whose rows are still to be judged.');
    this.#isJudged = true;
    for (const [index, deed] of this.#deeds.entries()) {
      this.rowBegins();
      if (index > 0) {
        mark();
        await naming(deed, deed.act);
      }
      await naming(deed, () => prove(deed.row, index));
    }
  }

  /** @throws Error if rows have been left undone, as nobody judged them. */
  expectJudged(): void {
    if (!this.#isJudged)
      throw new Error(`no step has judged the rows of the table, from "${this.#deeds[0]?.words}" on`);
  }
}

/** What this throws names the row. */
async function naming({ words }: Deed, doing: () => unknown): Promise<void> {
  try {
    await doing();
  } catch (cause) {
    if (cause instanceof Error) {
      const { message, stack = '' } = cause;
      cause.message = `${words}: ${message}`;
      cause.stack = stack.replace(message, () => cause.message);
    }
    throw cause;
  }
}

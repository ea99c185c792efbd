/** Rules that hold for every scenario and were broken in this one, whatever its steps said. */
export class Violations extends Error {
  override readonly name = 'Violations';

  /** @param sentences one for each violation: which rule, who, what was seen. Secrets are cut already. */
  constructor(sentences: readonly string[]) {
    const most = 10;
    const shown = sentences.slice(0, most).map((sentence) => `- ${sentence}`);
    const rest = sentences.length > most ? [`- and ${sentences.length - most} more`] : [];
    super(['A rule that holds for every scenario was broken:', ...shown, ...rest].join('\n'));
  }
}

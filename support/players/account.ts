/**
 * A failure as somebody sees it who has ordered the server and has not written the step: all in words of the game, without numbers of
 * journal lines. Secrets are not cut in it yet.
 */
export interface Account {
  /** Whose eyes it was seen with: `Bo`, `the server's log`. */
  readonly who: string;
  /** What was promised to be seen: completes "should have seen". */
  readonly should: string;
  /** What was seen in its place. */
  readonly saw: string;
}

/** Names as a reader lists them: `Ana, Bo and Cy`. */
export function listed(names: readonly string[]): string {
  const [last = '', ...others] = [...names].reverse();
  return others.length === 0 ? last : `${others.reverse().join(', ')} and ${last}`;
}

/** Which of these names a text has as words of their own, each once, as they come. */
export function namedIn(text: string, names: readonly string[]): string[] {
  const places = names.flatMap((name) => {
    const at = placeOf(name, text);
    return at < 0 ? [] : [{ name, at }];
  });
  // Of two names that begin at the same place the longer one is meant.
  const found = places.sort((one, other) => one.at - other.at || other.name.length - one.name.length);
  return found.filter(({ at }, index) => at !== found[index - 1]?.at).map(({ name }) => name);
}

function placeOf(name: string, text: string): number {
  const isPartOfAWord = (letter = '') => /[\p{L}\p{N}_-]/u.test(letter);
  for (let at = text.indexOf(name); at >= 0; at = text.indexOf(name, at + 1)) {
    if (!isPartOfAWord(text[at - 1]) && !isPartOfAWord(text[at + name.length])) return at;
  }
  return -1;
}

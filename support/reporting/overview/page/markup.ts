/** Text that is markup already: everything else is escaped. */
export class Markup {
  constructor(readonly text: string) {}
}

type Part = string | number | Markup | undefined | false | readonly Part[];

/** Markup with values in it: texts and numbers are escaped, markup stays, lists are joined, and nothing comes of `undefined` and `false`. */
export function html(strings: TemplateStringsArray, ...parts: readonly Part[]): Markup {
  return new Markup(strings.map((string, index) => string + written(parts[index])).join(''));
}

function written(part: Part): string {
  if (part === undefined || part === false) return '';
  if (part instanceof Markup) return part.text;
  if (typeof part === 'object') return part.map(written).join('');
  return escaped(String(part));
}

/** A text as it stands in HTML and SVG, also between quotes; control characters, which neither may hold, become a mark. */
export function escaped(text: string): string {
  return text
    .replace(/[\p{Cc}\p{Cs}]/gu, (one) => (one === '\n' || one === '\t' ? one : '\uFFFD'))
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');
}

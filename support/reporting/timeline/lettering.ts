import type { Secrets } from '../../players/secrets';

/**
 * Text as it may stand in a picture that goes round by mail: secrets shortened, no control, format or
 * unassigned characters (a picture with one is no XML, and a bidi override could turn a line round),
 * white space collapsed. Secrets come first: a secret cut in two would no longer be known as one.
 */
export function legible(text: string, secrets: Pick<Secrets, 'shorten'>): string {
  return secrets
    .shorten(text)
    .replace(/\p{C}+/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim();
}

/** The text with what XML would read as markup written as entities. */
export function escaped(text: string): string {
  return text.replace(/[&<>"]/g, (c) =>
    c === '&' ? '&amp;' : c === '<' ? '&lt;' : c === '>' ? '&gt;' : '&quot;',
  );
}

/** How much wider semibold letters are. */
export const BOLD = 1.14;

/**
 * How wide a text will be at most, in pixels. The picture is drawn without a browser at hand and shown
 * with whatever sans-serif the reader has, so this is an estimate on the generous side.
 */
export function widthOf(text: string, size: number): number {
  let width = 0;
  for (const character of text) width += size * widthOfCharacter(character);
  return width;
}

function widthOfCharacter(character: string): number {
  if (character > '\u2e80') return 1.35;
  if (character > '\u024f') return 0.8;
  if ("ijl.,:;'|!()[] ".includes(character)) return 0.35;
  if ('mwMW@%…'.includes(character)) return 0.98;
  if (character >= 'A' && character <= 'Z') return 0.74;
  return 0.6;
}

/** The text, or as much of its beginning as fits into `width` pixels with an ellipsis after it. */
export function fitted(text: string, size: number, width: number): string {
  if (widthOf(text, size) <= width) return text;
  let used = widthOf('…', size);
  let kept = '';
  for (const character of text) {
    used += size * widthOfCharacter(character);
    if (used > width) break;
    kept += character;
  }
  return `${kept.trimEnd()}…`;
}

/** The text in lines of at most `width` pixels, broken between words; what needs more than `most` lines is cut. */
export function wrapped(text: string, size: number, width: number, most: number): string[] {
  const lines: string[] = [];
  let rest = text;
  while (rest && lines.length < most - 1 && widthOf(rest, size) > width) {
    const room = fitted(rest, size, width).slice(0, -1);
    const space = room.lastIndexOf(' ');
    const cut = space > room.length / 3 ? space : room.length;
    lines.push(rest.slice(0, cut));
    rest = rest.slice(cut).trimStart();
  }
  return rest ? [...lines, fitted(rest, size, width)] : lines;
}

/** Milliseconds as a reader says them: `7 ms`, `1.24 s`, `2:05 min`. */
export function duration(milliseconds: number): string {
  if (milliseconds < 1000) return `${Math.round(milliseconds)} ms`;
  const seconds = milliseconds / 1000;
  if (seconds < 59.995) return `${seconds.toFixed(2)} s`;
  const whole = Math.round(seconds);
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, '0')} min`;
}

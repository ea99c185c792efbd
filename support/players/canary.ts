import { randomInt } from 'node:crypto';

/** Neither vowels, so that it makes no words, nor what is easily mistaken. */
const LETTERS = 'bcdfghjkmnpqrstvwxz23456789';
/** 57 bits: two of them never meet, and none is found by chance. */
const LENGTH = 12;

/** A word that nobody has ever written, and that no encoding of text but base64 and hexadecimal digits changes. */
export function uniqueWord(): string {
  return Array.from({ length: LENGTH }, () => LETTERS[randomInt(LETTERS.length)]).join('');
}

/** A text with a word after it that nobody has ever written. */
export function marked(text: string, word: string): string {
  return `${text} (${word})`;
}

/** The text that was marked; any other as it is. */
export function unmarked(text: string): string {
  return text.replace(MARK, '');
}
const MARK = new RegExp(` \\([${LETTERS}]{${LENGTH}}\\)$`);

/** One hidden number is less than another by its size. */
export type Size = 'smaller' | 'larger';

/** A whole number of four different digits, none of them 0, under 6,000 or over: as large as a game's figures may be, and never a round one. */
export function oddNumber(size: Size): number {
  const number = size === 'smaller' ? randomInt(3_000, 6_000) : randomInt(6_000, 10_000);
  const digits = new Set(String(number));
  return digits.size === 4 && !digits.has('0') ? number : oddNumber(size);
}

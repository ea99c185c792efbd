import { randomInt } from 'node:crypto';

/** Neither vowels, so that it makes no words, nor what is easily mistaken. */
const LETTERS = 'bcdfghjkmnpqrstvwxz23456789';
/** 57 bits: two of them never meet, and none is found by chance. */
const LENGTH = 12;

/** A word that nobody has ever written, and that no encoding of text but base64 and hexadecimal digits changes. */
export function uniqueWord(): string {
  return Array.from({ length: LENGTH }, () => LETTERS[randomInt(LETTERS.length)]).join('');
}

/** The first digits of nine: one number is less than another by its kind. */
export type Size = 'smaller' | 'larger';

/** A whole number of nine digits that nobody has ever written, under 500,000,000 or over. */
export function uniqueNumber(size: Size): number {
  return size === 'smaller' ? randomInt(100_000_000, 500_000_000) : randomInt(500_000_000, 1_000_000_000);
}

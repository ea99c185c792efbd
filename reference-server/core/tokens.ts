import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

/** A fresh credential: 192 random bits, safe in URLs and headers. Told once; only its hash is kept. */
export function newToken(): string {
  return randomBytes(24).toString('base64url');
}

/** What is stored of a token. A plain hash is enough, because a random token cannot be guessed at. */
export function hashOf(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}

/** Compares two secrets in a time that says nothing about where they differ, nor how long they are. */
export function sameSecret(one: string, other: string): boolean {
  return timingSafeEqual(hashOf(one), hashOf(other));
}

/** The token of an `Authorization: Bearer` header, or undefined. */
export function bearerOf(header: string | undefined): string | undefined {
  return /^Bearer ([!-~]+)$/i.exec(header ?? '')?.[1];
}

import { expect } from 'chai';
import type { RecordedMatch } from './dialect';

/**
 * Compares the matches on record with a table as a feature writes it, with the columns winner (player one), score (5:3) and
 * limit. @throws AssertionError with both.
 */
export function expectMatches(
  matches: readonly RecordedMatch[],
  table: readonly Record<string, string>[],
): void {
  const lines = matches.map(({ winner, score, limit }) => ({
    winner: winner === 1 ? 'player one' : 'player two',
    score: score.join(':'),
    limit: String(limit),
  }));
  expect(lines, 'the matches on record').to.deep.equal(table);
}

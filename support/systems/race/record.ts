import { expect } from 'chai';
import type { RecordedRace } from './dialect';
import { inGame } from './in-game-time';

/**
 * Compares the record of a race with a table as a feature writes it: any of the columns place, runner, status, layer, zone,
 * time and deaths; an empty place is none.
 * @throws AssertionError with both tables; Error naming a column that a record does not have.
 */
export function expectRecord(record: RecordedRace, table: readonly Record<string, string>[]): void {
  const columns = Object.keys(table[0] ?? {});
  const lines = record.runners.map((runner) => {
    const cells: Record<string, string> = {
      place: runner.place === null ? '' : String(runner.place),
      runner: runner.runner,
      status: runner.status,
      layer: String(runner.layer),
      zone: runner.zone ?? '',
      time: inGame(runner.time),
      deaths: String(runner.deaths),
    };
    return Object.fromEntries(columns.map((column) => [column, cellOf(cells, column)]));
  });
  expect(lines, 'the record').to.deep.equal(table);
}

function cellOf(cells: Readonly<Record<string, string>>, column: string): string {
  const cell = cells[column];
  if (cell !== undefined) return cell;
  throw new Error(`The record has no column "${column}". Its columns: ${Object.keys(cells).join(', ')}.`);
}

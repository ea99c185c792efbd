import { expect } from 'chai';
import type { RecordedRace } from './dialect';
import { inGame } from './in-game-time';

type Cells = Readonly<Record<string, string>>;

/**
 * Compares the record of a race with a table as a feature writes it: any of the columns place, runner, status, layer, zone,
 * time and deaths; an empty place is none.
 * @throws AssertionError that names the first cells that differ, with both tables; Error naming a column that a record does not have.
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
  expect(lines, `the record${differences(lines, table)}`).to.deep.equal(table);
}

/** What of the record of whom is something else: `, in which Cy's deaths is "6" instead of "7"`; nothing if the runners differ. */
function differences(lines: readonly Cells[], table: readonly Cells[]): string {
  const wrong = lines.flatMap((line, index) => {
    const right = table[index];
    if (right === undefined || right.runner !== line.runner) return [];
    return Object.keys(line)
      .filter((column) => line[column] !== right[column])
      .map((column) => `${line.runner}'s ${column} is "${line[column]}" instead of "${right[column]}"`);
  });
  return wrong.length === 0 ? '' : `, in which ${wrong.join(' and ')}`;
}

function cellOf(cells: Readonly<Record<string, string>>, column: string): string {
  const cell = cells[column];
  if (cell !== undefined) return cell;
  throw new Error(`The record has no column "${column}". Its columns: ${Object.keys(cells).join(', ')}.`);
}

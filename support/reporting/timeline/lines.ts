import type { Row } from './rows';

/** One drawn line: a row, a run of like rows folded into one, or what was left out for length. */
export interface Line {
  readonly form: 'row' | 'run' | 'more';
  /** Never empty. A run has only like rows; `more` has whatever was left out. */
  readonly rows: readonly Row[];
  /** Runs that alternate (an act and its effect, over and over) have the same number. */
  readonly block?: number;
}

/** How long a run must be to be folded: of one kind of row, and of two or three kinds that alternate (of each kind). */
interface Patience {
  readonly same: number;
  readonly mixed: number;
}

/** From patient to impatient; the first that brings the lines down to the limit is used. */
const PATIENCE: readonly Patience[] = [
  { same: 4, mixed: 12 },
  { same: 3, mixed: 5 },
  { same: 3, mixed: 3 },
];

/** Kinds of row in one alternation: an act, its effect, and an answer or a second effect. */
const MOST_KINDS = 3;

/**
 * The rows as at most `limit` lines (and a few more, if more than that has to do with a missed expectation).
 * Runs are folded first; what is still too long loses its middle.
 * @param kindOf what makes two rows alike, as text
 */
export function linesOf(rows: readonly Row[], kindOf: (row: Row) => string, limit: number): Line[] {
  let lines: Line[] = [];
  for (const patience of PATIENCE) {
    lines = folded(rows, kindOf, patience);
    if (lines.length <= limit) return lines;
  }
  return withoutMiddle(lines, limit);
}

function folded(rows: readonly Row[], kindOf: (row: Row) => string, patience: Patience): Line[] {
  const kinds = rows.map((row) => (isFoldable(row) ? kindOf(row) : undefined));
  const lines: Line[] = [];
  let block = 0;
  for (let at = 0; at < rows.length; ) {
    const run = longestRun(kinds, at, patience);
    if (run) {
      block += 1;
      for (const kind of run.kinds) {
        const alike = rows.slice(at, run.end).filter((_, offset) => kinds[at + offset] === kind);
        lines.push({ form: 'run', rows: alike, ...(run.kinds.size > 1 ? { block } : {}) });
      }
      at = run.end;
    } else {
      lines.push({ form: 'row', rows: rows.slice(at, at + 1) });
      at += 1;
    }
  }
  return lines;
}

/** Trouble and what was missed are what a reader looks for: never folded away. */
function isFoldable(row: Row): boolean {
  return !row.trouble && row.shape !== 'missed' && row.shape !== 'failed';
}

interface Run {
  readonly end: number;
  readonly kinds: ReadonlySet<string>;
}

function longestRun(
  kinds: readonly (string | undefined)[],
  start: number,
  patience: Patience,
): Run | undefined {
  const counts = new Map<string, number>();
  let best: Run | undefined;
  for (let at = start; ; at += 1) {
    const kind = kinds[at];
    if (kind === undefined || !counts.has(kind)) {
      // A new kind ends the stretch of the kinds so far: is it long enough?
      const least = counts.size === 1 ? patience.same : patience.mixed;
      if (counts.size > 0 && [...counts.values()].every((count) => count >= least)) {
        best = { end: at, kinds: new Set(counts.keys()) };
      }
      if (kind === undefined || counts.size === MOST_KINDS) return best;
    }
    counts.set(kind, (counts.get(kind) ?? 0) + 1);
  }
}

/** Keeps two fifths of the limit at the beginning, the rest at the end, and all lines about a missed expectation. */
function withoutMiddle(lines: readonly Line[], limit: number): Line[] {
  const head = Math.floor(limit * 0.4);
  const tail = lines.length - (limit - head);
  const waits = new Set(lines.flatMap((line) => line.rows.flatMap((row) => row.since ?? [])));
  const isTelling = (line: Line) => line.rows.some((row) => row.trouble || waits.has(row));
  const telling = new Set(lines.slice(head, tail).filter(isTelling).slice(-limit));
  const kept: Line[] = [];
  let left: Row[] = [];
  const leaveOut = () => {
    if (left.length > 0) kept.push({ form: 'more', rows: left });
    left = [];
  };
  lines.forEach((line, index) => {
    if (index >= head && index < tail && !telling.has(line)) {
      left.push(...line.rows);
      return;
    }
    leaveOut();
    kept.push(line);
  });
  leaveOut();
  return kept;
}

import { z } from 'zod';

/** What became of a mutant: a change of one place in the server's code, which scenarios should notice. */
export type Outcome = 'noticed' | 'survived' | 'unreached' | 'undecided';

/** One mutant of a run. */
export interface Mutant {
  /** Relative to the top folder, with slashes. */
  readonly file: string;
  /** From 1. */
  readonly line: number;
  /** The line on which it begins. */
  readonly at: string;
  /** Stryker's name for this kind of change. */
  readonly mutator: string;
  readonly original: string;
  readonly replacement: string;
  readonly outcome: Outcome;
  /** What Stryker says of one that is undecided. */
  readonly reason: string;
}

const place = z.object({ line: z.int().min(1), column: z.int().min(1) });
const report = z.object({
  files: z.record(
    z.string(),
    z.object({
      source: z.string(),
      mutants: z.array(
        z.object({
          mutatorName: z.string(),
          replacement: z.string().default(''),
          status: z.string(),
          statusReason: z.string().default(''),
          testsCompleted: z.int().optional(),
          location: z.object({ start: place, end: place }),
        }),
      ),
    }),
  ),
});

/**
 * The mutants of a run, from Stryker's report as JSON (mutation-testing-report-schema). Pieces of code come on one line, so that
 * neither layout nor what stands around them matters. @throws Error saying what is wrong if it is no such report.
 */
export function readMutants(json: string): Mutant[] {
  const parsed = report.safeParse(JSON.parse(json));
  if (!parsed.success) throw new Error(`This is no report of Stryker's: ${z.prettifyError(parsed.error)}`);
  return Object.entries(parsed.data.files).flatMap(([file, { source, mutants }]) => {
    const lines = source.split('\n');
    return mutants.map((mutant) => {
      const { start, end } = mutant.location;
      return {
        file,
        line: start.line,
        at: onOneLine(lines[start.line - 1] ?? ''),
        mutator: mutant.mutatorName,
        original: onOneLine(between(lines, start, end)),
        replacement: onOneLine(mutant.replacement),
        ...verdictOn(mutant.status, mutant.statusReason, mutant.testsCompleted),
      };
    });
  });
}

/** Code on one line, however it was laid out. */
export function onOneLine(code: string): string {
  return code.replace(/\s+/g, ' ').trim();
}

type Place = z.infer<typeof place>;

function between(lines: readonly string[], start: Place, end: Place): string {
  const piece = lines.slice(start.line - 1, end.line);
  const cut = piece.map((line, index) => (index === piece.length - 1 ? line.slice(0, end.column - 1) : line));
  return [(cut[0] ?? '').slice(start.column - 1), ...cut.slice(1)].join('\n');
}

function verdictOn(
  status: string,
  statusReason: string,
  played: number | undefined,
): Pick<Mutant, 'outcome' | 'reason'> {
  const reason = statusReason.split('\n', 1).join('');
  if (status === 'Killed' || status === 'Timeout') return { outcome: 'noticed', reason };
  if (status === 'NoCoverage') return { outcome: 'unreached', reason };
  // Nothing has survived what has not taken place.
  if (status === 'Survived' && played === 0)
    return { outcome: 'undecided', reason: 'no scenario was played' };
  if (status === 'Survived') return { outcome: 'survived', reason };
  // A scenario that fails with a TypeError counts for Stryker's runner as a mistake in the scenario: it has failed all the same.
  return { outcome: reason.startsWith('TypeError:') ? 'noticed' : 'undecided', reason };
}

import { tell } from '../players/expectation';
import { eventOf } from '../players/journal';
import type { FinishedScenario } from './scenario';

/** What gives away how a server is made: a line of a program, a stack of calls, a statement or a complaint of a database. */
const INTERNALS: readonly RegExp[] = [
  /[\w./-]+\.(?:[cm]?[jt]s|py|rb|go|rs|java|php|cs):\d+/,
  /\bnode_modules\b|\bnode:internal\b/,
  /\b(?:select\b[^"]{1,200}\bfrom|insert into|delete from|syntax error at or near|violates \S+ \S*\s?constraint)\b/i,
];

/** Who is refused something is told why, and nothing of how the server is made. */
export function keepsItsInternals({ players }: FinishedScenario): string[] {
  return players.flatMap(({ name, journal }) =>
    journal.entries.flatMap((entry) => {
      const isAnswer = entry.kind === 'received' || entry.kind === 'answered';
      if (!isAnswer || eventOf(entry)?.trouble !== true) return [];
      const found = INTERNALS.map((one) => one.exec(entry.raw)?.[0]).find((text) => text !== undefined);
      return found === undefined
        ? []
        : [`${name} was told internals of the server ("${found}"): ${tell(entry)}`];
    }),
  );
}

import { tell } from '../players/expectation';
import { type Entry, eventOf } from '../players/journal';
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
      if (eventOf(entry)?.trouble !== true) return [];
      const said = saidIn(entry);
      const found = INTERNALS.map((one) => one.exec(said)?.[0]).find((text) => text !== undefined);
      return found === undefined
        ? []
        : [`${name} was told internals of the server ("${found}"): ${tell(entry)}`];
    }),
  );
}

/** What the server says with an entry: a frame, an answer, the reason of a close, or why it does not let somebody connect. */
function saidIn(entry: Entry): string {
  if (entry.kind === 'received' || entry.kind === 'answered') return entry.raw;
  if (entry.kind !== 'connection') return '';
  return entry.event.kind === 'closed' ? entry.event.reason : (entry.raw ?? '');
}

import type { Lane } from './lanes';
import { duration } from './lettering';
import type { Line } from './lines';
import type { Row } from './rows';

/** A piece of a line's text: who acts in the lane's colour, what happened in bold, the rest quiet. */
export interface Piece {
  readonly text: string;
  readonly tone: 'who' | 'what' | 'rest' | 'trouble';
  /** For `who`: the lane whose colour it takes. */
  readonly lane?: number;
}

/** More names than this are counted instead. */
const MOST_NAMES = 3;

/** What stands beside a line of the picture. */
export function sentenceOf(line: Line, lanes: readonly Lane[], laneOf: (player: number) => number): Piece[] {
  const [first] = line.rows;
  if (!first) return [];
  if (line.form === 'more') return [{ text: leftOut(line.rows), tone: 'rest' }];
  const who = actors(line.rows, lanes, laneOf);
  if (first.shape === 'missed') {
    return [...who, { text: `waited for ${first.word}`, tone: 'trouble' }];
  }
  const what: Piece = { text: wording(first), tone: first.trouble ? 'trouble' : 'what' };
  return [...(isTold(first) ? recipients(who) : who), what, ...details(line.rows)];
}

function wording(row: Row): string {
  if (row.shape === 'answered') return `answer: ${row.word}`;
  return row.word;
}

/** True for what the server says; the arrows show to whom, so the text repeats it only for a single one. */
function isTold(row: Row): boolean {
  return row.shape === 'received' || row.shape === 'answered';
}

function recipients(who: readonly Piece[]): Piece[] {
  const [only] = who;
  return who.length === 1 && only ? [{ ...only, text: `→ ${only.text}` }] : [];
}

function actors(rows: readonly Row[], lanes: readonly Lane[], laneOf: (player: number) => number): Piece[] {
  const players = new Map<number, Set<number>>();
  for (const { player } of rows.flatMap((row) => row.marks)) {
    const lane = laneOf(player);
    players.set(lane, (players.get(lane) ?? new Set()).add(player));
  }
  const named = [...players]
    .sort(([a], [b]) => a - b)
    .map(([lane, members]): Piece => {
      const all = lanes[lane];
      const share = all && members.size < all.members.length ? `${members.size} of ` : '';
      return { text: `${share}${all?.label ?? ''}`, tone: 'who', lane };
    });
  if (named.length <= MOST_NAMES) return named;
  const rest = named.length - MOST_NAMES + 1;
  return [...named.slice(0, MOST_NAMES - 1), { text: `and ${rest} more`, tone: 'rest' }];
}

function details(rows: readonly Row[]): Piece[] {
  const [first] = rows;
  const last = rows.at(-1);
  if (!first || !last) return [];
  if (rows.length === 1) {
    const text = [first.telling, first.answer && `· ${first.answer}`].filter(Boolean).join(' ');
    return text ? [{ text, tone: 'rest' }] : [];
  }
  const took = last.at - first.at;
  const times = `× ${rows.length}${took >= 1 ? ` in ${duration(took)}` : ''}`;
  const tellings = [...new Set([first.telling, last.telling].filter(Boolean))].join(' … ');
  return [{ text: times, tone: 'what' }, ...(tellings ? [{ text: tellings, tone: 'rest' } as const] : [])];
}

function leftOut(rows: readonly Row[]): string {
  const counts = new Map<string, number>();
  for (const row of rows) counts.set(row.word, (counts.get(row.word) ?? 0) + 1);
  const most = [...counts].sort(([, a], [, b]) => b - a).slice(0, 4);
  return `… ${rows.length} more … ${most.map(([word, count]) => `${word} ${count}`).join(', ')}`;
}

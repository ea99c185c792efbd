import type { ConnectionEvent } from '../../players/event';
import type { Entry } from '../../players/journal';
import { isTrouble, type Watched } from './lanes';

/** What a row shows, by how it is drawn. */
export type Shape =
  | 'sent'
  | 'received'
  | 'asked'
  | 'answered'
  | 'connecting'
  | 'opened'
  | 'closed'
  | 'failed'
  | 'network'
  | 'missed';

/** Who takes part in a row, with which connection. */
export interface Mark {
  readonly player: number;
  readonly connection: number;
}

/** One thing that happened, to one player or to several at about the same time. */
export interface Row {
  readonly shape: Shape;
  /** Milliseconds since the scenario began. */
  readonly at: number;
  readonly word: string;
  readonly telling: string;
  readonly trouble: boolean;
  readonly marks: Mark[];
  /** For `asked`: the answer, where it came at once. */
  answer?: string;
  /** For `missed`: the row of the first entry that was looked at. */
  readonly since?: Row | undefined;
  /** For `missed`: the first line of the verdict. */
  readonly verdict?: string;
}

/** How long a broadcast may take to reach the last player, in milliseconds, to be drawn as one fan-out. */
const BROADCAST = 250;
/** How far apart, in milliseconds, players may act and still be said to act together. */
const TOGETHER = 5;

/**
 * All journals as one list of rows, in the order of the scenario. The same event at several players becomes
 * one row; no player's own order is ever changed by that: an entry joins an earlier row only if its player
 * has nothing drawn from that row on.
 */
export function rowsOf(players: readonly Watched[]): Row[] {
  const rows: Row[] = [];
  const places = new Map<Row, number>();
  const latest = new Map<string, Row>();
  const lastPlace = players.map(() => -1);
  const rowOfEntry: Row[][] = players.map(() => []);
  const connections = players.map(connectionsOf);

  for (const { entry, player } of inOrder(players)) {
    const watched = players[player];
    const known = connections[player];
    const own = rowOfEntry[player];
    const row = watched && known && own && rowFrom(entry, player, watched, known, own);
    if (!row) continue;
    const key = likeness(row);
    const into = earlierRow(row, key, player) ?? row;
    if (into === row) {
      places.set(row, rows.length);
      rows.push(row);
      latest.set(key, row);
    } else if (row.shape === 'answered') into.answer = `${row.word} ${row.telling}`.trim();
    else into.marks.push(...row.marks);
    lastPlace[player] = places.get(into) ?? -1;
    own[entry.index] = into;
  }
  return rows;

  function earlierRow(row: Row, key: string, player: number): Row | undefined {
    const before = lastPlace[player] ?? -1;
    const last = rows.at(-1);
    if (last && before === rows.length - 1 && isAnswerTo(last, row)) return last;
    const same = latest.get(key);
    if (!same || row.at - same.at > windowOf(row.shape)) return undefined;
    const place = places.get(same) ?? -1;
    return place > before || (place === before && isOtherConnection(same, row)) ? same : undefined;
  }
}

function likeness({ shape, word, telling, trouble }: Row): string {
  return `${shape}|${word}|${telling}|${trouble}`;
}

/** A call and its answer are one row, if nothing happened between them and the answer is no trouble. */
function isAnswerTo(asked: Row, row: Row): boolean {
  return (
    row.shape === 'answered' &&
    !row.trouble &&
    asked.shape === 'asked' &&
    asked.marks.length === 1 &&
    asked.answer === undefined
  );
}

/** Two connections of one player that get the same broadcast belong into its one row. */
function isOtherConnection(same: Row, row: Row): boolean {
  const [mark] = row.marks;
  return (
    row.shape === 'received' &&
    !same.marks.some((other) => other.player === mark?.player && other.connection === mark.connection)
  );
}

function windowOf(shape: Shape): number {
  if (shape === 'missed') return -1;
  return shape === 'received' || shape === 'opened' || shape === 'closed' ? BROADCAST : TOGETHER;
}

function inOrder(players: readonly Watched[]): { entry: Entry; player: number }[] {
  return players
    .flatMap(({ journal }, player) => journal.entries.map((entry) => ({ entry, player })))
    .sort((a, b) => a.entry.order - b.entry.order);
}

/** Which connections came about, and what each was for. */
interface Connections {
  readonly opened: ReadonlySet<number>;
  readonly channels: ReadonlyMap<number, string>;
}

function connectionsOf({ journal }: Watched): Connections {
  const opened = new Set<number>();
  const channels = new Map<number, string>();
  for (const entry of journal.entries) {
    if (entry.kind === 'connecting') channels.set(entry.connection, entry.channel);
    if (entry.kind === 'connection' && entry.event.kind === 'opened') opened.add(entry.connection);
  }
  return { opened, channels };
}

function rowFrom(
  entry: Entry,
  player: number,
  { journal }: Watched,
  connections: Connections,
  rowsSoFar: readonly (Row | undefined)[],
): Row | undefined {
  const base = {
    at: entry.at,
    trouble: isTrouble(entry, journal),
    marks: [{ player, connection: entry.connection }],
  };
  switch (entry.kind) {
    case 'connecting':
      // A connection that came about is told once, when it is open.
      if (connections.opened.has(entry.connection)) return undefined;
      return { ...base, shape: 'connecting', word: 'connecting', telling: entry.channel };
    case 'connection':
      return connectionRow(entry.event, base, connections.channels.get(entry.connection) ?? '');
    case 'missed': {
      const since = rowsSoFar.find((row, index) => row !== undefined && index >= entry.from);
      const [verdict = ''] = entry.verdict.trim().split('\n', 1);
      return {
        ...base,
        shape: 'missed',
        word: entry.expectation,
        telling: '',
        trouble: true,
        since,
        verdict,
      };
    }
    default:
      return { ...base, shape: entry.kind, word: entry.event.kind, telling: entry.event.telling ?? '' };
  }
}

function connectionRow(
  event: ConnectionEvent,
  base: Pick<Row, 'at' | 'trouble' | 'marks'>,
  channel: string,
): Row | undefined {
  const again = base.marks.some((mark) => mark.connection > 1);
  switch (event.kind) {
    case 'opened':
      return { ...base, shape: 'opened', word: again ? 'connected again' : 'connected', telling: channel };
    case 'closed': {
      const word = event.by === 'server' ? 'closed by the server' : 'closed';
      // 1006 never travels: it says that the connection went without a close frame, and nobody knows by whom.
      if (event.code === 1006) return { ...base, shape: 'closed', word: 'connection lost', telling: '1006' };
      return { ...base, shape: 'closed', word, telling: `${event.code} ${event.reason}`.trim() };
    }
    case 'failed':
      return { ...base, shape: 'failed', word: 'connection failed', telling: event.message };
    case 'confirmed':
      // The suite's own bookkeeping, no act of a player.
      return undefined;
  }
}

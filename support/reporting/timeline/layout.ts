import type { Secrets } from '../../players/secrets';
import type { Lane } from './lanes';
import { BOLD, duration, legible, widthOf, wrapped } from './lettering';
import type { Line } from './lines';
import type { Mark, Row } from './rows';

/** All measures are pixels of a picture this wide: what the HTML report shows on an ordinary screen without scaling. */
export const WIDTH = 1120;
export const TEXT_SIZE = 13;
export const SMALL_SIZE = 11.5;

const MARGIN = 14;
const TIME_RIGHT = 66;
const SERVER_X = 96;
const LINE_HEIGHT = 22;
/** From one line of a verdict to the next. */
export const NOTE_HEIGHT = 17;
const MOST_NOTES = 3;
const PAUSE_HEIGHT = 20;
/** Pauses of the scenario at least this long, in milliseconds, are named. */
const PAUSE = 400;
/** Times are written again after this many milliseconds. */
const TICK = 5;
/** Pictures of more lines than this name their lanes at the foot too. */
const LONG = 40;
export const FOOT_TIER = 18;
/** How far a second connection of a player stands beside the first. */
const SLOT = 9;

export interface PlacedLine {
  readonly line: Line;
  readonly y: number;
  /** What stands below it: the verdict on a missed expectation, in as many lines as it needs (up to three). */
  readonly notes: readonly string[];
  /** Time since the scenario began, where it is worth saying. */
  readonly time?: string;
  /** How long nothing happened before this line, where it was long, and where to say so. */
  readonly pause?: { readonly text: string; readonly y: number };
}

export interface Layout {
  readonly lines: readonly PlacedLine[];
  readonly laneXs: readonly number[];
  readonly serverX: number;
  readonly timeRight: number;
  readonly textX: number;
  readonly textRight: number;
  /** Lane heads in two tiers, every other one higher, where the lanes stand close. */
  readonly tiers: 1 | 2;
  readonly spacing: number;
  readonly top: number;
  readonly bottom: number;
  /** Where the lanes are named once more, under a picture so long that their heads are out of sight. */
  readonly foot?: number;
  readonly height: number;
  readonly laneOf: (player: number) => number;
  readonly yOf: (row: Row) => number;
  readonly xOf: (mark: Mark) => number;
}

/** Where everything stands. */
export function layoutOf(
  lanes: readonly Lane[],
  lines: readonly Line[],
  secrets: Pick<Secrets, 'shorten'>,
): Layout {
  const widest = Math.max(0, ...lanes.map((lane) => widthOf(lane.label, TEXT_SIZE * BOLD)));
  const spacing = Math.round(Math.max(44, Math.min(84, 540 / Math.max(1, lanes.length))));
  const tiers = widest > spacing - 8 ? 2 : 1;
  const top = tiers === 2 ? 122 : 88;
  const laneXs = lanes.map((_, index) => SERVER_X + spacing * (index + 1));
  const textX = SERVER_X + spacing * lanes.length + Math.max(34, spacing / 2);

  const laneByPlayer = new Map(lanes.flatMap((lane, index) => lane.members.map((player) => [player, index])));
  const laneOf = (player: number) => laneByPlayer.get(player) ?? 0;

  const textRight = WIDTH - MARGIN;
  const notesOf = (verdict = '') =>
    wrapped(legible(verdict, secrets), TEXT_SIZE, textRight - textX, MOST_NOTES);
  const { placed, bottom } = placedLines(lines, top, notesOf);
  const foot = lines.length > LONG ? bottom + 16 : undefined;
  const ys = new Map(placed.flatMap(({ line, y }) => line.rows.map((row) => [row, y] as const)));
  const slots = slotsOf(lines);

  return {
    lines: placed,
    laneXs,
    serverX: SERVER_X,
    timeRight: TIME_RIGHT,
    textX,
    textRight,
    tiers,
    spacing,
    top,
    bottom,
    ...(foot === undefined ? {} : { foot }),
    height: (foot ?? bottom) + MARGIN + (foot !== undefined && tiers === 2 ? FOOT_TIER : 0),
    laneOf,
    yOf: (row) => ys.get(row) ?? top,
    xOf: (mark) => {
      const lane = laneOf(mark.player);
      // A lane shared by many has one line: side by side their connections would fill the picture.
      const slot = lanes[lane]?.members.length === 1 ? (slots.get(keyOf(mark)) ?? 0) : 0;
      return (laneXs[lane] ?? 0) + slot * SLOT;
    },
  };
}

function placedLines(
  lines: readonly Line[],
  top: number,
  notesOf: (verdict: string | undefined) => readonly string[],
): { placed: PlacedLine[]; bottom: number } {
  const placed: PlacedLine[] = [];
  let y = top;
  let end = 0;
  let said = Number.NEGATIVE_INFINITY;
  for (const line of lines) {
    const at = line.rows[0]?.at ?? end;
    const pause = at - end;
    const named = placed.length > 0 && pause >= PAUSE;
    if (named) y += PAUSE_HEIGHT;
    const tells = at - said >= TICK || named;
    if (tells) said = at;
    const notes = notesOf(line.rows[0]?.verdict);
    placed.push({
      line,
      notes,
      y: y + LINE_HEIGHT / 2,
      ...(tells ? { time: duration(at) } : {}),
      ...(named ? { pause: { text: duration(pause), y: y - PAUSE_HEIGHT / 2 } } : {}),
    });
    end = Math.max(end, line.rows.at(-1)?.at ?? at);
    y += LINE_HEIGHT + notes.length * NOTE_HEIGHT + (notes.length > 0 ? 4 : 0);
  }
  return { placed, bottom: y + 10 };
}

/** A connection that opens while another of the same player is still open stands beside it. */
function slotsOf(lines: readonly Line[]): Map<string, number> {
  const slots = new Map<string, number>();
  const taken = new Map<number, Set<number>>();
  for (const row of lines.flatMap((line) => line.rows)) {
    for (const mark of row.marks) {
      const used = taken.get(mark.player) ?? new Set();
      taken.set(mark.player, used);
      if (row.shape === 'opened') {
        let slot = 0;
        while (used.has(slot)) slot += 1;
        used.add(slot);
        slots.set(keyOf(mark), slot);
      }
      if (row.shape === 'closed' || row.shape === 'failed') used.delete(slots.get(keyOf(mark)) ?? 0);
    }
  }
  return slots;
}

/** One connection of one player, as a key. */
export function keyOf({ player, connection }: Mark): string {
  return `${player}/${connection}`;
}

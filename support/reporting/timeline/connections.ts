import type { Lane } from './lanes';
import { keyOf, type Layout } from './layout';
import type { Mark, Row, Shape } from './rows';
import { tintOf } from './style';

/** The rows that change how a connection is drawn. */
const CHANGES: ReadonlySet<Shape> = new Set(['opened', 'network', 'connecting', 'closed', 'failed']);

/**
 * What connections do: a solid line from open to close, a ring where one opens, a bar where it closes (a cross,
 * red, where nobody expected it), a wave where the network is tampered with, and dashed brackets along what a
 * missed expectation looked at.
 */
export function connectionLines(lanes: readonly Lane[], layout: Layout): string {
  const rows = layout.lines.flatMap(({ line }) => line.rows);
  // Nearly all rows are messages: they are passed over once, and not once for each lane.
  const changes = rows.filter(({ shape }) => CHANGES.has(shape));
  return [...lanes.map((_, lane) => laneLines(lane, changes, layout)), ...waits(rows, layout)].join('');
}

function laneLines(lane: number, rows: readonly Row[], layout: Layout): string {
  const solid: string[] = [];
  const rings = new Map<string, string>();
  const cuts = new Set<string>();
  const crosses = new Set<string>();
  const waves = new Set<string>();
  const openSince = new Map<string, number>();
  // A lane of many has one line, solid while any of them is connected: drawn once, whoever is first and last.
  const spans = new Map<number, { from: number; to: number }[]>();

  const note = (mark: Mark, from: number, to: number) => {
    const x = layout.xOf(mark);
    const known = spans.get(x) ?? [];
    const touching = known.find((span) => from <= span.to && to >= span.from);
    if (touching) {
      touching.from = Math.min(touching.from, from);
      touching.to = Math.max(touching.to, to);
    } else known.push({ from, to });
    spans.set(x, known);
  };
  const marks = new Map<string, Mark>();

  for (const row of rows) {
    const y = layout.yOf(row);
    for (const mark of row.marks) {
      if (layout.laneOf(mark.player) !== lane) continue;
      const x = layout.xOf(mark);
      const key = keyOf(mark);
      if (row.shape === 'opened') {
        openSince.set(key, y);
        marks.set(key, mark);
        rings.set(`${x} ${y}`, `<circle class="ring" cx="${x}" cy="${y}" r="4"/>`);
      }
      if (row.shape === 'network') waves.add(`M${x - 8} ${y}q4-7 8 0t8 0`);
      if (row.shape === 'connecting') cuts.add(`M${x - 4} ${y}h8`);
      if (row.shape === 'closed' || row.shape === 'failed') {
        const since = openSince.get(key);
        if (since !== undefined) note(mark, since, y);
        openSince.delete(key);
        if (row.trouble) crosses.add(`M${x - 5} ${y - 5}l10 10m0-10l-10 10`);
        else cuts.add(`M${x - 6} ${y}h12`);
      }
    }
  }
  for (const [key, since] of openSince) {
    const mark = marks.get(key);
    if (mark) note(mark, since, layout.bottom);
  }
  for (const [x, known] of spans) for (const { from, to } of known) solid.push(`M${x} ${from}V${to}`);

  const path = (kind: string, pieces: Iterable<string>) => {
    const d = [...pieces].join('');
    return d ? `<path class="${kind}" d="${d}"/>` : '';
  };
  const drawn = `${path('open', solid)}${path('cut', cuts)}${path('cut', waves)}${[...rings.values()].join('')}${path('cut trouble', crosses)}`;
  return drawn ? `<g class="${tintOf(lane)}">${drawn}</g>` : '';
}

function waits(rows: readonly Row[], layout: Layout): string[] {
  const perLane = new Map<number, number>();
  return rows.flatMap((row) => {
    const [mark] = row.marks;
    if (row.shape !== 'missed' || !mark) return [];
    const lane = layout.laneOf(mark.player);
    const before = perLane.get(lane) ?? 0;
    perLane.set(lane, before + 1);
    // Brackets of several waits on one lane stand beside each other.
    const x = (layout.laneXs[lane] ?? 0) - 10 - before * 4;
    const to = layout.yOf(row);
    const from = Math.min(row.since ? layout.yOf(row.since) : to, to - 16);
    const centre = layout.laneXs[lane] ?? 0;
    return [
      `<rect class="haze" x="${x}" y="${from}" width="${(centre - x) * 2}" height="${to - from}"/>` +
        `<path class="wait" d="M${centre + 10} ${from}H${x}V${to}H${layout.textX - 6}"/>`,
    ];
  });
}

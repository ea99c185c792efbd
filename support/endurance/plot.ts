import type { Sample } from './holdings';
import { quantileOf } from './slope';

const WIDTH = 860;
const PLOT = { left: 70, width: 760, height: 170 } as const;
const FIRST_TOP = 60;
const SECOND_TOP = 300;
const TICKS = 5;

interface Line {
  readonly name: string;
  readonly colour: string;
  readonly points: readonly (readonly [minutes: number, value: number])[];
}

/**
 * What a server held and how fast it answered in the course of a session, as a picture: memory above, below it the time to the word of an
 * action (median, and 99 of 100). @param title of the scenario. @returns a standalone SVG document
 */
export function plotOf(title: string, samples: readonly Sample[]): string {
  const at = (value: (one: Sample) => number, some = samples): Line['points'] =>
    some.map((one) => [one.minutes, value(one)] as const);
  const answered = samples.filter(({ latencies }) => latencies.length > 0);
  const memory: Line = {
    name: 'held after a collection',
    colour: '#1f6f8b',
    points: at(({ bytes }) => bytes / 1e6),
  };
  const latency = (name: string, share: number, colour: string): Line => ({
    name,
    colour,
    points: at(({ latencies }) => quantileOf(latencies, share), answered),
  });
  const last = Math.max(0.1, ...samples.map(({ minutes }) => minutes));
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} 520" width="${WIDTH}" height="520" font-family="system-ui, sans-serif" font-size="12">`,
    `<rect width="${WIDTH}" height="520" fill="#fff"/>`,
    `<text x="${PLOT.left}" y="26" font-size="15" font-weight="600">${escaped(title)}</text>`,
    ...panel("The server's memory (MB)", FIRST_TOP, last, [memory]),
    ...panel('From an act to the word that it counts (ms)', SECOND_TOP, last, [
      latency('median', 0.5, '#2e7d32'),
      latency('99 of 100', 0.99, '#c0562f'),
    ]),
    `<text x="${PLOT.left + PLOT.width}" y="512" text-anchor="end" fill="#555">minutes of play</text>`,
    '</svg>',
  ].join('\n');
}

/** One panel, from zero up: growth must not look larger than it is. */
function panel(title: string, top: number, last: number, lines: readonly Line[]): string[] {
  const most = roundUp(Math.max(0, ...lines.flatMap(({ points }) => points.map(([, value]) => value))));
  const bottom = top + PLOT.height;
  const x = (minutes: number) => PLOT.left + (minutes / last) * PLOT.width;
  const y = (value: number) => bottom - (value / most) * PLOT.height;
  const steps = Array.from({ length: TICKS + 1 }, (_, index) => index / TICKS);
  return [
    `<text x="${PLOT.left}" y="${top - 10}" fill="#333">${escaped(title)}</text>`,
    ...steps.flatMap((share) => [
      `<line x1="${PLOT.left}" x2="${PLOT.left + PLOT.width}" y1="${fixed(y(share * most))}" y2="${fixed(y(share * most))}" stroke="#ddd"/>`,
      `<text x="${PLOT.left - 8}" y="${fixed(y(share * most) + 4)}" text-anchor="end" fill="#555">${short(share * most)}</text>`,
      `<text x="${fixed(x(share * last))}" y="${bottom + 18}" text-anchor="middle" fill="#555">${short(share * last)}</text>`,
    ]),
    ...lines.flatMap(({ name, colour, points }, index) => [
      `<polyline fill="none" stroke="${colour}" stroke-width="2" points="${points.map(([minutes, value]) => `${fixed(x(minutes))},${fixed(y(value))}`).join(' ')}"/>`,
      ...points.map(
        ([minutes, value]) =>
          `<circle cx="${fixed(x(minutes))}" cy="${fixed(y(value))}" r="2.5" fill="${colour}"/>`,
      ),
      `<text x="${PLOT.left + PLOT.width - 120 * (lines.length - 1 - index)}" y="${top - 10}" text-anchor="end" fill="${colour}">${escaped(name)}</text>`,
    ]),
  ];
}

/** The next of 1, 2, 5 times a power of ten. */
function roundUp(value: number): number {
  if (value <= 0) return 1;
  const power = 10 ** Math.floor(Math.log10(value));
  return power * ([1, 2, 5, 10].find((step) => step * power >= value) ?? 10);
}

function fixed(value: number): string {
  return value.toFixed(1);
}

function short(value: number): string {
  return Number.isInteger(value) ? String(value) : value.toFixed(value < 1 ? 2 : 1);
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

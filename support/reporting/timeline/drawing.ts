import type { Secrets } from '../../players/secrets';
import { connectionLines } from './connections';
import type { Lane } from './lanes';
import { FOOT_TIER, type Layout, NOTE_HEIGHT, type PlacedLine, SMALL_SIZE, TEXT_SIZE, WIDTH } from './layout';
import { BOLD, escaped, fitted, legible, widthOf } from './lettering';
import { type Piece, sentenceOf } from './sentences';
import { STYLE, tintOf } from './style';

export interface Heading {
  readonly title: string;
  readonly failed: boolean;
}

/** The picture as SVG text: one root element, its styles inside, nothing fetched from anywhere. */
export function drawing(
  heading: Heading,
  lanes: readonly Lane[],
  layout: Layout,
  secrets: Pick<Secrets, 'shorten'>,
): string {
  const write = (text: string, size: number, width: number) =>
    escaped(fitted(legible(text, secrets), size, width));
  const title = write(heading.title, 17 * BOLD, WIDTH - 60);
  const parts = [
    `<svg xmlns="http://www.w3.org/2000/svg" role="img" width="${WIDTH}" height="${layout.height}" viewBox="0 0 ${WIDTH} ${layout.height}">`,
    `<title>${title}</title><style>${STYLE}</style>`,
    `<rect class="paper" width="${WIDTH}" height="${layout.height}"/>`,
    `<text class="title${heading.failed ? ' trouble' : ''}" x="14" y="28">${heading.failed ? '✗' : '✓'} ${title}</text>`,
    bands(layout),
    heads(lanes, layout, write),
    feet(lanes, layout, write),
    guides(layout),
    connectionLines(lanes, layout),
    ...layout.lines.map((placed) => lineDrawing(placed, lanes, layout, write)),
  ];
  if (layout.lines.length === 0) {
    parts.push(
      `<text class="rest" x="${layout.serverX}" y="${layout.top + 4}">No player sent or received anything.</text>`,
    );
  }
  return `${parts.join('\n')}\n</svg>\n`;
}

type Write = (text: string, size: number, width: number) => string;

/** Every other line tinted, so that the eye finds the way from an arrow to its text. */
function bands({ lines }: Layout): string {
  const even = lines.filter((_, index) => index % 2 === 1).map(({ y }) => `M0 ${y - 11}h${WIDTH}v22H0z`);
  const blocks = lines
    .filter(({ line }) => line.block !== undefined)
    .map(({ y, line }, index, all) => {
      // A bracket along the margin: it opens at the first line of a block and closes at the last.
      const begin = all[index - 1]?.line.block === line.block ? `M74 ${y - 11}` : `M78 ${y - 8}h-4`;
      const end = all[index + 1]?.line.block === line.block ? `V${y + 11}` : `V${y + 8}h4`;
      return begin + end;
    });
  return `<path class="band" d="${even.join('')}"/><path class="block" d="${blocks.join('')}"/>`;
}

function heads(lanes: readonly Lane[], layout: Layout, write: Write): string {
  const room = layout.spacing * layout.tiers - 6;
  const head = (label: string, role: string, index: number, x: number, tint: string) => {
    const y = layout.top - 30 - (layout.tiers === 2 && index % 2 === 1 ? 34 : 0);
    const stem = y < layout.top - 40 ? `<path class="guide" d="M${x} ${y + 18}V${layout.top - 8}"/>` : '';
    return (
      `<g class="head ${tint}"><text class="name" x="${x}" y="${y}">${write(label, TEXT_SIZE * BOLD, room)}</text>` +
      `<text class="role" x="${x}" y="${y + 15}">${write(role, SMALL_SIZE, room)}</text>${stem}</g>`
    );
  };
  return [
    head('server', '', 0, layout.serverX, 'server'),
    ...lanes.map((lane, index) =>
      head(lane.label, lane.role, index + 1, layout.laneXs[index] ?? 0, tintOf(index)),
    ),
  ].join('');
}

/** The lanes' names once more, under a long picture. */
function feet(lanes: readonly Lane[], layout: Layout, write: Write): string {
  const { foot, tiers, spacing } = layout;
  if (foot === undefined) return '';
  return lanes
    .map(({ label }, index) => {
      const y = foot + (tiers === 2 && index % 2 === 0 ? FOOT_TIER : 0);
      const name = write(label, TEXT_SIZE * BOLD, spacing * tiers - 6);
      return `<g class="head ${tintOf(index)}"><text class="name" x="${layout.laneXs[index]}" y="${y}">${name}</text></g>`;
    })
    .join('');
}

/** The lanes themselves: the server's solid, a player's dotted where no connection stands. */
function guides({ laneXs, serverX, top, bottom }: Layout): string {
  const dotted = laneXs.map((x) => `M${x} ${top - 8}V${bottom}`).join('');
  return `<path class="guide" d="${dotted}"/><path class="spine" d="M${serverX} ${top - 8}V${bottom}"/>`;
}

function lineDrawing(placed: PlacedLine, lanes: readonly Lane[], layout: Layout, write: Write): string {
  const { line, y, time, pause } = placed;
  const parts: string[] = [];
  if (pause) {
    parts.push(
      `<path class="guide" d="M20 ${pause.y}H${WIDTH - 14}"/>` +
        `<text class="rest pause" x="${layout.textX}" y="${pause.y + 4}">${pause.text} later</text>`,
    );
  }
  if (time) parts.push(`<text class="time" x="${layout.timeRight}" y="${y + 4}">${time}</text>`);
  if (line.form !== 'more') parts.push(arrows(placed, layout));
  parts.push(lineText(placed, lanes, layout, write));
  return parts.join('');
}

/** The arrow, or arrows, of a line. What a connection does itself is drawn with the connections. */
function arrows({ line, y }: PlacedLine, layout: Layout): string {
  const [first] = line.rows;
  if (!first) return '';
  const xs = [...new Set(line.rows.flatMap((row) => row.marks.map(layout.xOf)))].sort((a, b) => a - b);
  const furthest = xs.at(-1);
  const server = layout.serverX;
  if (furthest === undefined) return '';
  const http = first.shape === 'asked' || first.shape === 'answered' ? ' http' : '';
  const trouble = first.trouble ? ' trouble' : '';
  if (first.shape === 'sent' || first.shape === 'asked') {
    const lanes = new Set(line.rows.flatMap((row) => row.marks.map((mark) => layout.laneOf(mark.player))));
    const [only = 0] = lanes;
    const tint = trouble || (lanes.size === 1 ? ` ${tintOf(only)}` : '');
    // A call with its answer points both ways.
    const back = first.answer === undefined ? '' : `M${furthest - 4} ${y}l-9-4.5v9z`;
    const dots = xs.map((x) => `M${x - 3.5} ${y}a3.5 3.5 0 1 0 7 0a3.5 3.5 0 1 0-7 0z`).join('');
    return (
      `<g class="arrow${tint}"><path class="line${http}" d="M${furthest} ${y}H${server + 8}"/>` +
      `<path class="tip" d="M${server + 1} ${y}l9-4.5v9z${dots}${back}"/></g>`
    );
  }
  if (first.shape === 'received' || first.shape === 'answered') {
    const tips = xs.map((x) => `M${x - 1} ${y}l-9-4.5v9z`).join('');
    return (
      `<g class="arrow${trouble}"><path class="line${http}" d="M${server} ${y}H${furthest - 8}"/>` +
      `<path class="tip" d="M${server - 3.5} ${y}a3.5 3.5 0 1 0 7 0a3.5 3.5 0 1 0-7 0z${tips}"/></g>`
    );
  }
  return '';
}

function lineText(
  { line, y, notes }: PlacedLine,
  lanes: readonly Lane[],
  layout: Layout,
  write: Write,
): string {
  const spans: string[] = [];
  let x = layout.textX;
  for (const piece of sentenceOf(line, lanes, layout.laneOf)) {
    const room = layout.textRight - x;
    if (room < 30) break;
    const size = piece.tone === 'rest' ? TEXT_SIZE : TEXT_SIZE * BOLD;
    const text = write(piece.text, size, room);
    spans.push(`<tspan class="${classOf(piece)}"${spans.length > 0 ? ' dx="6"' : ''}>${text}</tspan>`);
    x += widthOf(unescaped(text), size) + 6;
  }
  const below = notes.map(
    (note, index) =>
      `<text class="verdict" x="${layout.textX}" y="${y + 5 + NOTE_HEIGHT * (index + 1)}">${escaped(note)}</text>`,
  );
  return `<text x="${layout.textX}" y="${y + 4.5}">${spans.join('')}</text>${below.join('')}`;
}

function classOf(piece: Piece): string {
  return piece.tone === 'who' && piece.lane !== undefined ? `who ${tintOf(piece.lane)}` : piece.tone;
}

/** For measuring: entities are longer than what they stand for. */
function unescaped(text: string): string {
  return text.replace(/&\w+;/g, '&');
}

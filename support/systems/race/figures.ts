import { type RunnerStatus, STATUSES } from './events';
import type { Figures } from './expectations';
import { milliseconds } from './in-game-time';

const TIME = String.raw`(?:\d+:)?\d{1,2}:\d{2}(?:\.\d{1,3})?`;
const PIECES = [
  `as (?:${STATUSES.join('|')})`,
  `at ${TIME}`,
  String.raw`with \d+ deaths?`,
  String.raw`in layer \d+`,
  'in "[^"]*"',
  `${TIME} behind`,
  'away',
  'back',
  'connected',
];
const PIECE = PIECES.join('|');

/** A phrase that says what the leaderboard shows of a runner: "as playing at 4:10 with 2 deaths in layer 3". */
export const FIGURES = new RegExp(`(?:${PIECE})(?:,? (?:${PIECE}))*`);

/** The figures that such a phrase names. */
export function figuresIn(phrase: string): Figures {
  const pieces = phrase.match(new RegExp(PIECE, 'g')) ?? [];
  return Object.assign({}, ...pieces.map(figureIn)) as Figures;
}

function figureIn(piece: string): Figures {
  const last = piece.split(' ').at(-1) ?? '';
  if (piece.startsWith('as ')) return { status: last as RunnerStatus };
  if (piece.startsWith('at ')) return { time: milliseconds(last) };
  if (piece.startsWith('with ')) return { deaths: Number(piece.split(' ')[1]) };
  if (piece.startsWith('in layer ')) return { layer: Number(last) };
  if (piece.startsWith('in ')) return { zone: piece.slice('in "'.length, -1) };
  if (piece.endsWith(' behind')) return { gap: milliseconds(piece.split(' ')[0] ?? '') };
  return { connected: piece !== 'away' };
}

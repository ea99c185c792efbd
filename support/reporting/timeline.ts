import type { Secrets } from '../players/secrets';
import { drawing } from './timeline/drawing';
import { lanesOf, type Watched } from './timeline/lanes';
import { layoutOf } from './timeline/layout';
import { linesOf } from './timeline/lines';
import { type Row, rowsOf } from './timeline/rows';

/** What a timeline shows. */
export interface Story {
  /** The scenario's name. */
  readonly title: string;
  readonly failed: boolean;
  /** In the order of the lanes, from the server outwards. */
  readonly players: readonly Watched[];
  readonly secrets: Pick<Secrets, 'shorten'>;
}

/** A picture of more lines than this is not read but searched, and the messages hold everything. */
const MOST_LINES = 150;

/**
 * The journals of a scenario laid side by side, as a picture: time runs down, one lane for the server and one for each
 * player. A broadcast is one row, runs of the same are folded, what a failed expectation waited for stands at its place.
 * Everything written on it has its secrets shortened. The same story gives the same picture.
 * @returns a standalone SVG document
 */
export function timeline({ title, failed, players, secrets }: Story): string {
  const lanes = lanesOf(players);
  const laneByPlayer = new Map(lanes.flatMap((lane, index) => lane.members.map((player) => [player, index])));
  // Acts of several players alternate in one run; a broadcast that somebody did not get is another kind of row.
  const kindOf = (row: Row) => {
    const acts = row.shape === 'sent' || row.shape === 'asked';
    const reached = acts ? [] : [...new Set(row.marks.map((mark) => laneByPlayer.get(mark.player)))].sort();
    return `${row.shape} ${row.word} ${reached.join()}`;
  };
  const lines = linesOf(rowsOf(players), kindOf, MOST_LINES);
  return drawing({ title, failed }, lanes, layoutOf(lanes, lines, secrets), secrets);
}

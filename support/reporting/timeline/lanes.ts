import type { Entry, Journal } from '../../players/journal';

/** A player as a timeline sees one. */
export interface Watched {
  readonly name: string;
  readonly role: string;
  readonly journal: Pick<Journal, 'entries' | 'explanationOf'>;
}

/** One vertical line of the picture: a player, or several who saw the same. */
export interface Lane {
  readonly label: string;
  readonly role: string;
  /** Positions in the list of players. */
  readonly members: readonly number[];
}

/** More lanes than this do not fit next to the text. */
export const MOST_LANES = 12;

/** What two players must share to stand in one lane; the first that brings the lanes down to `MOST_LANES` is used. */
const LIKENESSES: readonly ((player: Watched) => string)[] = [
  (player) => player.journal.entries.map((entry) => `${wordOf(entry)} ${tellingOf(entry)}`).join('\n'),
  (player) => [...new Set(player.journal.entries.map(wordOf))].sort().join('\n'),
  () => '',
];

/**
 * The lanes of a scenario, in the players' order. Up to twelve players have one each. Of more, those of the
 * same role who saw the same share one; whoever missed something or met unexplained trouble keeps a lane.
 */
export function lanesOf(players: readonly Watched[]): Lane[] {
  const alone = players.map((player, index) => ({ label: player.name, role: player.role, members: [index] }));
  if (players.length <= MOST_LANES) return alone;
  let lanes: Lane[] = alone;
  for (const likeness of LIKENESSES) {
    lanes = grouped(players, likeness);
    if (lanes.length <= MOST_LANES) return lanes;
  }
  return withRest(lanes);
}

function grouped(players: readonly Watched[], likeness: (player: Watched) => string): Lane[] {
  const groups = new Map<string, number[]>();
  players.forEach((player, index) => {
    const key = stands(player) ? `alone ${index}` : `${player.role}\n${likeness(player)}`;
    const group = groups.get(key);
    if (group) group.push(index);
    else groups.set(key, [index]);
  });
  return [...groups.values()].map((members) => laneOf(players, members));
}

/** The first lanes, and one for everybody else: where each of fifty players has a trouble of his own, the first tell enough. */
function withRest(lanes: readonly Lane[]): Lane[] {
  const kept = lanes.slice(0, MOST_LANES - 1);
  const rest = lanes.slice(MOST_LANES - 1).flatMap((lane) => lane.members);
  return [...kept, { label: `${rest.length} others`, role: '', members: rest }];
}

function laneOf(players: readonly Watched[], members: readonly number[]): Lane {
  const names = members.map((index) => players[index]?.name ?? '');
  const label = names.length === 1 ? (names[0] ?? '') : `${names[0]} … ${names.at(-1)} (${names.length})`;
  return { label, role: players[members[0] ?? 0]?.role ?? '', members };
}

function stands(player: Watched): boolean {
  return player.journal.entries.some((entry) => entry.kind === 'missed' || isTrouble(entry, player.journal));
}

/** True for an error, refusal or close that no step has asked for. */
export function isTrouble(entry: Entry, journal: Watched['journal']): boolean {
  return (
    'event' in entry &&
    'trouble' in entry.event &&
    entry.event.trouble === true &&
    journal.explanationOf(entry) === undefined
  );
}

function wordOf(entry: Entry): string {
  return 'event' in entry ? `${entry.kind} ${entry.event.kind}` : entry.kind;
}

function tellingOf(entry: Entry): string {
  return 'event' in entry && 'telling' in entry.event ? (entry.event.telling ?? '') : '';
}

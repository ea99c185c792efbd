import type { Choice } from '../habits';
import type { Frame, Interference, Line } from '../interference';

/** What somebody is in a room: player one or two, or an observer. */
export type Part = 1 | 2 | 'observer';

const [PART, STATUS] = ['part', 'status'];

/**
 * As that interference, by somebody who knows who is what in each room: whoever was let in has a part from that word on, and the status
 * is the one that was told before the message in question.
 */
export function knowingTheRoom(interference: Interference): Interference {
  return {
    ...interference,
    told(frame, line) {
      if (frame.type === 'joined_as_player') line.notes.set(PART, frame.player_num);
      if (frame.type === 'joined_as_observer') line.notes.set(PART, 'observer');
      const arrives = interference.told?.(frame, line) ?? [frame];
      if (frame.type === 'status_change') line.notes.set(STATUS, frame.status);
      return arrives;
    },
  };
}

/** Undefined for somebody who has not been let in. */
export function partOf(line: Line): Part | undefined {
  return line.notes.get(PART) as Part | undefined;
}

/** The status that was told last on that line, as it is on the wire. */
export function statusOf(line: Line): string | undefined {
  return line.notes.get(STATUS) as string | undefined;
}

/** The code of the room to which a line leads, as it stands in the path. */
export function roomOf({ path }: Line): string {
  return decodeURIComponent(path.split('/')[3] ?? '');
}

/** All others who have come to the same room, let in or not. */
export function othersIn(line: Line): readonly Line[] {
  return line.all.filter((other) => other !== line && other.path === line.path);
}

/** Whoever has that part in the room to which the line leads; itself, too. */
export function whoIs(part: Part, line: Line): Line | undefined {
  return line.all.find((one) => one.path === line.path && partOf(one) === part);
}

/** The other player. */
export function opponentOf(line: Line): Line | undefined {
  const part = partOf(line);
  return part === undefined || part === 'observer' ? undefined : whoIs(part === 1 ? 2 : 1, line);
}

/** Only what concerns somebody with that part. */
export function forThe(part: Part, choice: Choice): Choice {
  return (frame, line) => partOf(line) === part && choice(frame, line);
}

/** Only messages of which that field has that value. */
export function having(field: string, value: unknown, choice: Choice): Choice {
  return (frame, line) => frame[field] === value && choice(frame, line);
}

/** The error answer that says this. */
export function refusalOf(message: string): Choice {
  return (frame: Frame) => frame.type === 'error' && frame.message === message;
}

/** On behalf of somebody. */
export const READY: Frame = { type: 'player_ready' };

import type { Answer, Frame, Interference, Line, Question } from '../interference';

/** A runner as a race server shows one, on the wire. */
export interface Runner {
  readonly id: string;
  readonly username: string;
  readonly status: 'registered' | 'ready' | 'playing' | 'finished' | 'abandoned';
  readonly current_zone: string;
  readonly current_layer: number;
  readonly igt_ms: number;
  readonly death_count: number;
  readonly mod_connected: boolean;
  readonly zone_history: readonly { zone: string; igt_ms: number; deaths: number }[];
  readonly gap_ms: number | null;
  readonly color_index: number;
}

/** A line of a runner's mod. */
export const isMod = ({ path }: Line): boolean => path.startsWith('/ws/mod/');
/** A line of a spectator. */
export const watches = ({ path }: Line): boolean => path.startsWith('/ws/race/');
/** The race's id. */
export const raceOn = ({ path }: Line): string => path.slice(path.lastIndexOf('/') + 1);

/** All runners whom a message shows, in its order. */
export function runnersIn({ participants, player }: Frame): readonly Runner[] {
  if (Array.isArray(participants)) return participants as Runner[];
  return player === undefined ? [] : [player as Runner];
}

/** The word that the race is over. */
export const isTheEnd = ({ type, status }: Frame): boolean =>
  type === 'race_status_change' && status === 'finished';

/** A runner who has finished or given up. */
export const isDone = ({ status }: Runner): boolean => status === 'finished' || status === 'abandoned';

/** A runner who has not reported anything yet, ready or not. */
export const hasNotBegun = ({ status }: Runner): boolean => status === 'registered' || status === 'ready';

/** True for a message with the whole leaderboard. */
export const isBoard = ({ participants }: Frame): boolean => Array.isArray(participants);

/** A message with other runners in it; one without runners stays as it is. */
export function withRunners(frame: Frame, change: (runners: readonly Runner[]) => readonly Runner[]): Frame {
  if (isBoard(frame)) return { ...frame, participants: change(runnersIn(frame)) };
  return frame.player === undefined ? frame : { ...frame, player: change(runnersIn(frame))[0] };
}

/** A message in which each runner is shown changed. */
export function withEach(frame: Frame, change: (runner: Runner) => Runner): Frame {
  return withRunners(frame, (runners) => runners.map(change));
}

/** All that shows runners shows them so: what is told, and what is looked up. */
export function shows(change: (frame: Frame) => Frame): Interference {
  return {
    told: (frame) => [change(frame)],
    answered: (answer, question) => (looksUp(question) ? restated(answer, change) : answer),
  };
}

/** True for somebody who looks a race up. */
export function looksUp({ method, path }: Question): boolean {
  return method === 'GET' && /^\/api\/races\/[^/]+$/.test(path);
}

/** An answer with its JSON changed; a refusal stays as it is. */
export function restated(answer: Answer, change: (body: Frame) => Frame): Answer {
  if (answer.status >= 400) return answer;
  return { ...answer, body: JSON.stringify(change(JSON.parse(answer.body) as Frame)) };
}

/** True for that order of an organizer, or of somebody who would be one: `start`, `abandon`, ... */
export function orders(question: Question, ...commands: readonly string[]): boolean {
  const [, command = ''] = /^\/api\/races\/[^/]+\/([a-z-]+)$/.exec(question.path) ?? [];
  return commands.includes(command);
}

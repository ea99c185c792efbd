import type { Frame, Interference, Line } from '../interference';
import { isBoard, type Runner, raceOn, runnersIn, withRunners } from './frames';

/** What a saboteur knows of the races of a scenario: as the server has told it last, to anybody. */
export class Known {
  readonly #boards = new Map<string, Frame>();

  /** The last leaderboard of this line's race with all that was told since, as a message; undefined before the first. */
  board(line: Line): Frame | undefined {
    return this.#boards.get(raceOn(line));
  }

  /** The runners of this line's race, in the order of the leaderboard. */
  runners(line: Line): readonly Runner[] {
    return runnersIn(this.board(line) ?? {});
  }

  /** The runner whose mod this line is of; undefined for a spectator, and before the welcome. */
  runner(line: Line): Runner | undefined {
    return this.runners(line).find(({ id }) => id === line.notes.get('runner'));
  }

  /** Takes note of what is told over a line. */
  hears(frame: Frame, line: Line): void {
    if (frame.type === 'auth_ok') line.notes.set('runner', frame.participant_id);
    if (isBoard(frame))
      this.#boards.set(raceOn(line), {
        leader_splits: {},
        ...this.board(line),
        ...(frame.type === 'leaderboard_update' ? frame : { participants: frame.participants }),
        type: 'leaderboard_update',
      });
    else if (frame.player !== undefined) this.#changes(line, frame.player as Runner);
  }

  /** The leaderboard with one of its runners changed, without another order. */
  boardWith(line: Line, changed: Runner): Frame {
    return withRunners(this.board(line) ?? {}, (runners) =>
      runners.map((runner) => (runner.id === changed.id ? changed : runner)),
    );
  }

  #changes(line: Line, player: Runner): void {
    if (this.board(line)) this.#boards.set(raceOn(line), this.boardWith(line, player));
  }
}

/** A saboteur who knows how the races stand: note is taken of what is told before he meddles with it. */
export function knowing(interferes: (known: Known) => Interference): Interference {
  const known = new Known();
  const interference = interferes(known);
  return {
    ...interference,
    told(frame, line) {
      known.hears(frame, line);
      return interference.told?.(frame, line) ?? [frame];
    },
  };
}

/** All who are in the race of this line: runners and spectators. */
export function everybodyOn(line: Line): readonly Line[] {
  return line.all.filter((other) => raceOn(other) === raceOn(line));
}

/** Tells everybody in the race of this line, as if the server did. */
export function tellsAll(line: Line, ...frames: readonly (Frame | undefined)[]): void {
  for (const other of everybodyOn(line))
    for (const frame of frames) if (frame !== undefined) other.tell(frame);
}

import type { Frame, Interference, Line } from '../interference';

/** A `game_update`, as far as it is figures. */
export interface Tick {
  readonly ball_x: number;
  readonly ball_y: number;
  readonly p1_y: number;
  readonly p2_y: number;
  readonly score_p1: number;
  readonly score_p2: number;
}

/** What is known when a tick is told. */
export interface Moment {
  /** As the server has it. */
  readonly now: Tick;
  /** As the server had it one tick before, and two; undefined at the beginning of a stretch of play. */
  readonly before: Tick | undefined;
  readonly earlier: Tick | undefined;
}

/** What is shown of a tick in place of what is so: the figures that differ; nothing: the tick is not told. */
export type Showing = (moment: Moment) => Partial<Tick> | undefined;

/**
 * The server tells other figures of its games than it should, and everybody in a room the same.
 * @param begin called for each stretch of play on each line: what it gives is asked tick by tick.
 */
export function shows(begin: (line: Line) => Showing): Interference {
  const games = new Map<
    Line,
    { readonly showing: Showing; before?: Tick | undefined; earlier?: Tick | undefined }
  >();
  return {
    told(frame, line) {
      if (frame.type === 'status_change' && frame.status === 'playing' && !games.get(line)?.before)
        games.set(line, { showing: begin(line) });
      else if (frame.type === 'status_change' && frame.status !== 'playing') games.delete(line);
      if (frame.type !== 'game_update') return [frame];
      const game = games.get(line) ?? { showing: begin(line) };
      games.set(line, game);
      const now = frame as Frame & Tick;
      const shown = game.showing({ now, before: game.before, earlier: game.earlier });
      [game.before, game.earlier] = [now, game.before];
      return shown ? [{ ...frame, ...shown }] : [];
    },
  };
}

/** By how much the ball is shown further off with each tick, from now on; 'ends': it is shown where it is; undefined: as before. */
export type Drift = { readonly x?: number; readonly y?: number } | 'ends' | undefined;

/**
 * The ball flies in another direction, or at another speed, than it should: from the tick after the one for which that is said, until
 * the next serve or the next word on it.
 */
export function drifts(reckon: (moment: Moment) => Drift): Interference {
  return shows(() => {
    let drift: Exclude<Drift, 'ends' | undefined> = {};
    let ticks = 0;
    return (moment) => {
      const word = isServed(moment.now) ? 'ends' : reckon(moment);
      ticks += 1;
      if (word !== undefined) [drift, ticks] = [word === 'ends' ? {} : word, 0];
      const { ball_x, ball_y } = moment.now;
      return {
        ball_x: figure(ball_x + (drift.x ?? 0) * ticks, 0.01, 99.99),
        ball_y: figure(ball_y + (drift.y ?? 0) * ticks, 1, 99),
      };
    };
  });
}

/** To two decimals, as all that is told, and within what the contract allows. */
export function figure(value: number, least: number, most: number): number {
  return Number(Math.min(most, Math.max(least, value)).toFixed(2));
}

/** The player at whose paddle the ball has bounced in this tick, if it has at any. */
export function bouncedAt({ now, before }: Moment): 1 | 2 | undefined {
  if (now.ball_x === before?.ball_x) return undefined;
  if (now.ball_x === 4.1) return 1;
  return now.ball_x === 95.9 ? 2 : undefined;
}

/** True for the tick of a point: the next ball is in the middle. */
export function isServed({ ball_x, ball_y }: Tick): boolean {
  return ball_x === 50 && ball_y === 50;
}

/** How far above or below a player's paddle the ball is; positive below. */
export function offThePaddle(player: 1 | 2, { ball_y, p1_y, p2_y }: Tick): number {
  return ball_y - (player === 1 ? p1_y : p2_y);
}

import type { Status } from '../columns';
import type { Verdict } from '../verdicts';

/** How a verdict or a status is shown: never by its colour alone. */
export interface Mark {
  readonly sign: string;
  readonly word: string;
  /** The class that gives it its colour. */
  readonly tone: 'good' | 'bad' | 'flaky' | 'unknown' | 'absent';
}

export const VERDICTS: Readonly<Record<Verdict, Mark>> = {
  holds: { sign: '✓', word: 'holds', tone: 'good' },
  partly: { sign: '◐', word: 'holds as far as can be shown here', tone: 'good' },
  broken: { sign: '✗', word: 'broken', tone: 'bad' },
  flaky: { sign: '≈', word: 'flaky', tone: 'flaky' },
  unverifiable: { sign: '?', word: 'not verifiable here', tone: 'unknown' },
  unplayed: { sign: '–', word: 'not played in this run', tone: 'absent' },
};

export const STATUSES: Readonly<Record<Status, Mark>> = {
  passed: { sign: '✓', word: 'passed', tone: 'good' },
  failed: { sign: '✗', word: 'failed', tone: 'bad' },
  flaky: { sign: '≈', word: 'flaky', tone: 'flaky' },
  unverifiable: { sign: '?', word: 'not verifiable here', tone: 'unknown' },
  skipped: { sign: '–', word: 'skipped', tone: 'absent' },
  unplayed: { sign: '–', word: 'not played', tone: 'absent' },
};

/** `1 scenario`, `2 scenarios`. @param many where it is not the word with an s. */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`;
}

/** Milliseconds as a reader takes them in: `0.3 ms`, `12 ms`, `3.2 s`, `4 min 5 s`. */
export function lasting(milliseconds: number): string {
  if (milliseconds < 9.95) return `${milliseconds.toFixed(1)} ms`;
  if (milliseconds < 999.5) return `${Math.round(milliseconds)} ms`;
  const seconds = milliseconds / 1_000;
  if (seconds < 9.95) return `${seconds.toFixed(1)} s`;
  const whole = Math.round(seconds);
  return whole < 60 ? `${whole} s` : `${Math.floor(whole / 60)} min ${whole % 60} s`;
}

/** A moment by the world's clock: `2026-11-21 14:16 UTC`. @param moment milliseconds since 1970 */
export function moment(moment: number): string {
  return `${new Date(moment).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}

/** What was played on. */
export function targetName(target: string | undefined): string {
  return target ?? 'a target without a name';
}

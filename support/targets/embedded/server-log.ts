import type { LogLine } from '../target';

/** Enough for any scenario; a worker's whole run would be too much to keep. */
const KEPT = 5_000;

const LEVELS: Readonly<Record<number, LogLine['level']>> = {
  10: 'trace',
  20: 'debug',
  30: 'info',
  40: 'warn',
  50: 'error',
  60: 'fatal',
};
const LEVEL_NAMES: ReadonlySet<unknown> = new Set(Object.values(LEVELS));

/** What a server wrote, line by line: the last few thousand lines, numbered from the first it ever wrote. */
export class ServerLog {
  private lines: LogLine[] = [];
  private dropped = 0;

  /** The number of the next line. */
  get position(): number {
    return this.dropped + this.lines.length;
  }

  /** The lines from that number on, as far as they are kept. */
  since(position: number): readonly LogLine[] {
    return this.lines.slice(Math.max(0, position - this.dropped));
  }

  add(line: LogLine): void {
    this.lines.push(line);
    if (this.lines.length < 2 * KEPT) return;
    this.dropped += this.lines.length - KEPT;
    this.lines = this.lines.slice(-KEPT);
  }
}

/** A line of pino's as a level and a text: the message, then what else it tells. Anything else is taken as it is. */
export function parseLine(raw: string, otherwise: LogLine['level']): LogLine {
  const record = parseRecord(raw);
  if (!record) return { level: otherwise, text: raw };
  const { level, time: _time, pid: _pid, hostname: _hostname, msg, ...rest } = record;
  const details = Object.keys(rest).length === 0 ? '' : JSON.stringify(rest);
  return {
    level: LEVELS[Number(level)] ?? (LEVEL_NAMES.has(level) ? (level as LogLine['level']) : otherwise),
    text: [msg, details].filter(Boolean).join(' '),
  };
}

/** The JSON object that a line holds, if it holds one. */
export function parseRecord(raw: string): Record<string, unknown> | undefined {
  if (!raw.startsWith('{')) return undefined;
  try {
    return JSON.parse(raw) as Record<string, unknown>;
  } catch {
    return undefined;
  }
}

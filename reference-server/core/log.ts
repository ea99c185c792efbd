import { type Logger, pino } from 'pino';
import type { LogLevel } from './environment';

export type Log = Logger;

/**
 * JSON lines on stdout. What is logged is chosen line by line and holds no frame, header, query string or
 * body, so that no credential can be among it; of an error only what the programmer wrote is kept, because
 * PostgreSQL's own `detail` quotes the row.
 */
export function createLog(level: LogLevel): Log {
  const destination = pino.destination({ dest: 1, sync: true });
  // Nobody reads any more (the parent was killed): that is no reason to fall over while shutting down.
  destination.on('error', () => {});
  return pino({ level, base: null, serializers: { err: describeError } }, destination);
}

function describeError(error: unknown): object {
  if (!(error instanceof Error)) return { message: String(error) };
  const code: unknown = 'code' in error ? error.code : undefined;
  return { type: error.name, message: error.message, code, stack: error.stack };
}

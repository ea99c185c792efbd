import { type ChildProcessByStdio, spawn } from 'node:child_process';
import path from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import { TargetError } from '../target';
import { childEnvironment } from './child-environment';
import { parseLine, parseRecord, ServerLog } from './server-log';

const ROOT = path.resolve(__dirname, '../../..');
/** How a process learns to read this house's TypeScript. */
const TYPESCRIPT = path.join(ROOT, 'support/entry/typescript.js');
/** As long as PostgreSQL has: with many workers, all servers start at once. */
const START_MS = 60_000;
const GRACE_MS = 3_000;

/** How to start a server. */
export interface ServerPlan {
  /** DATABASE_URL, ADMIN_TOKEN and what else the server reads. */
  readonly environment: Readonly<Record<string, string>>;
  /** Its program, a .ts or .js file. */
  readonly entry?: string;
  /** Milliseconds it may take to listen. */
  readonly patience?: number;
  /** Milliseconds it may take to end when asked to. */
  readonly grace?: number;
  /** Where its log goes on, if it is the successor of another. */
  readonly log?: ServerLog;
}

/**
 * How a server is spawned: program, parameters, and options but for `stdio`. It takes a free port unless told another. Its
 * standard input must be a pipe: it quits when that ends.
 */
export function serverCommand(environment: ServerPlan['environment'], entry?: string) {
  const parameters = ['-r', TYPESCRIPT, entry ?? path.join(ROOT, 'reference-server', 'main.ts')];
  const env = childEnvironment({
    HOST: '127.0.0.1',
    PORT: '0',
    LOG_LEVEL: 'info',
    NODE_NO_WARNINGS: '1', // on its error stream they would count as errors of the server
    EXIT_WITH_PARENT: '1',
    ...environment,
  });
  return [process.execPath, parameters, { env, cwd: ROOT, windowsHide: true }] as const;
}

type Child = ChildProcessByStdio<Writable, Readable, Readable>;

/** A reference server in a process of its own, which ends when its standard input does: when we end, in whatever way. */
export class Server {
  private stopping: Promise<void> | undefined;

  private constructor(
    readonly url: URL,
    readonly log: ServerLog,
    /** Resolves with how the process ended, in words, once all that it wrote is in the log. */
    readonly ended: Promise<string>,
    private readonly child: Child,
    private readonly grace: number,
  ) {
    const { position } = log;
    void ended.then((how) => {
      if (this.stopping) return;
      const text = `The server's process ended by itself (${how})${lastWords(log, position)}`;
      log.add({ level: 'fatal', text, isItsEnd: true });
    });
  }

  /** Starts a server on a free port; resolves once it listens. @throws TargetError with the server's last words. */
  static async start(plan: ServerPlan): Promise<Server> {
    const { environment, entry, patience = START_MS, grace = GRACE_MS, log = new ServerLog() } = plan;
    const [program, parameters, options] = serverCommand(environment, entry);
    const child = spawn(program, parameters, { ...options, stdio: ['pipe', 'pipe', 'pipe'] });
    child.stdin.on('error', () => {});
    const gone = ending(child);
    const url = await listening(child, log, gone, patience);
    return new Server(url, log, gone, child, grace);
  }

  /** Ends the server: politely, after its grace by force. Idempotent. */
  stop(): Promise<void> {
    this.stopping ??= end(this.child, this.ended, this.grace);
    return this.stopping;
  }

  /** Ends the server from one moment to the next, as a crash does; resolves when the process is gone. */
  kill(): Promise<void> {
    this.stopping ??= this.ended.then(() => {});
    this.child.kill('SIGKILL');
    return this.stopping;
  }
}

async function listening(
  child: Child,
  log: ServerLog,
  gone: Promise<string>,
  patience: number,
): Promise<URL> {
  const { position } = log;
  let timer: NodeJS.Timeout | undefined;
  const outcome = await new Promise<URL | string>((resolve) => {
    createInterface({ input: child.stdout }).on('line', (line) => {
      log.add(parseLine(line, 'info'));
      const record = parseRecord(line);
      if (record?.msg === 'listening' && typeof record.url === 'string') resolve(new URL(record.url));
    });
    createInterface({ input: child.stderr }).on('line', (line) => log.add(parseLine(line, 'error')));
    void gone.then((how) => resolve(how));
    timer = setTimeout(() => resolve(`it was not listening after ${patience / 1000} s`), patience);
  });
  clearTimeout(timer);
  if (outcome instanceof URL) return outcome;
  await end(child, gone, 0);
  throw new TargetError(`The reference server did not start (${outcome})${lastWords(log, position)}`);
}

/** The line of a stack trace that says what happened, or the last lines, of those since that position. */
function lastWords(log: ServerLog, since: number): string {
  const words = log.since(Math.max(since, log.position - 100)).map(({ text }) => text.trim());
  const error = words.filter((line) => /^(Uncaught )?\w*Error\b.*: /.test(line)).at(-1);
  const telling = error === undefined ? words.filter(Boolean).slice(-5) : [error];
  return telling.length === 0 ? ' and said nothing.' : `: ${telling.join(' / ')}`;
}

async function end(child: Child, gone: Promise<string>, grace: number): Promise<void> {
  child.kill('SIGTERM');
  const force = setTimeout(() => child.kill('SIGKILL'), grace);
  await gone;
  clearTimeout(force);
}

/** How a process ends, in words; all that it wrote has been read by then. */
function ending(child: Child): Promise<string> {
  return new Promise((resolve) => {
    child.once('error', (error) => resolve(error.message));
    child.once('close', (code, signal) => resolve(signal ? `ended by ${signal}` : `exit code ${code}`));
  });
}

import { type ChildProcessByStdio, spawn } from 'node:child_process';
import path from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import { TargetError } from '../target';
import { childEnvironment } from './child-environment';
import { parseLine, parseRecord, ServerLog } from './server-log';

const ROOT = path.resolve(__dirname, '../../..');
const START_MS = 20_000;
const STOP_MS = 3_000;

/** How to start a server. */
export interface ServerPlan {
  /** DATABASE_URL, ADMIN_TOKEN and what else the server reads. */
  readonly environment: Readonly<Record<string, string>>;
  /** Its program, a .ts or .js file. */
  readonly entry?: string;
  /** Milliseconds it may take to listen. */
  readonly patience?: number;
}

/**
 * How a server is spawned: program, parameters, and options but for `stdio`. It takes a free port unless told another. Its
 * standard input must be a pipe: it quits when that ends.
 */
export function serverCommand(environment: ServerPlan['environment'], entry?: string) {
  const parameters = [
    '-r',
    require.resolve('ts-node/register'),
    entry ?? path.join(ROOT, 'reference-server', 'main.ts'),
  ];
  const env = childEnvironment({
    HOST: '127.0.0.1',
    PORT: '0',
    LOG_LEVEL: 'info',
    NODE_NO_WARNINGS: '1', // on its error stream they would count as errors of the server
    TS_NODE_PROJECT: path.join(ROOT, 'tsconfig.json'),
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
    private readonly child: Child,
    private readonly gone: Promise<string>,
  ) {
    void gone.then((how) => {
      if (!this.stopping) log.add({ level: 'fatal', text: `The server's process ended by itself (${how})` });
    });
  }

  /** Starts a server on a free port; resolves once it listens. @throws TargetError with the server's last words. */
  static async start({ environment, entry, patience = START_MS }: ServerPlan): Promise<Server> {
    const [program, parameters, options] = serverCommand(environment, entry);
    const child = spawn(program, parameters, { ...options, stdio: ['pipe', 'pipe', 'pipe'] });
    child.stdin.on('error', () => {});
    const log = new ServerLog();
    const gone = ended(child);
    const url = await listening(child, log, gone, patience);
    return new Server(url, log, child, gone);
  }

  /** Ends the server: politely, after three seconds by force. Idempotent. */
  stop(): Promise<void> {
    this.stopping ??= end(this.child, this.gone);
    return this.stopping;
  }
}

async function listening(
  child: Child,
  log: ServerLog,
  gone: Promise<string>,
  patience: number,
): Promise<URL> {
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
  await end(child, gone);
  throw new TargetError(`The reference server did not start (${outcome})${lastWords(log)}`);
}

/** The line of a stack trace that says what happened, or the last lines. */
function lastWords(log: ServerLog): string {
  const words = log.since(log.position - 20).map(({ text }) => text.trim());
  const error = words.filter((line) => /^(Uncaught )?\w*Error\b.*: /.test(line)).at(-1);
  const telling = error === undefined ? words.filter(Boolean).slice(-5) : [error];
  return telling.length === 0 ? ' and said nothing.' : `: ${telling.join(' / ')}`;
}

async function end(child: Child, gone: Promise<string>): Promise<void> {
  child.kill('SIGTERM');
  const force = setTimeout(() => child.kill('SIGKILL'), STOP_MS);
  await gone;
  clearTimeout(force);
}

/** How a process ended, in words; all that it wrote has been read by then. */
function ended(child: Child): Promise<string> {
  return new Promise((resolve) => {
    child.once('error', (error) => resolve(error.message));
    child.once('close', (code, signal) => resolve(signal ? `ended by ${signal}` : `exit code ${code}`));
  });
}

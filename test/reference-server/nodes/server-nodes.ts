import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';

const SECRET = 'sixteen-or-longer';

/** Why tests that need several nodes cannot run here, or false. */
export const withoutRedis =
  spawnSync('redis-server', ['--version']).status === 0 ? false : 'redis-server is not on PATH';

/** A Redis of our own, in memory, that can be stopped and started again at the same address. */
export class OwnRedis {
  readonly #folder = mkdtempSync(join(tmpdir(), 'gauntlet-redis-'));
  #process: ChildProcess | undefined;

  private constructor(readonly port: number) {}

  static async start(): Promise<OwnRedis> {
    const redis = new OwnRedis(await freePort());
    await redis.start();
    return redis;
  }

  get url(): string {
    return `redis://127.0.0.1:${this.port}`;
  }

  async start(): Promise<void> {
    const settings = ['--port', String(this.port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no'];
    const redis = spawn('redis-server', [...settings, '--dir', this.#folder], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    this.#process = redis;
    for await (const line of createInterface({ input: redis.stdout })) {
      if (!line.includes('Ready to accept connections')) continue;
      redis.stdout.resume();
      return;
    }
    throw new Error(`no Redis at port ${this.port}`);
  }

  /** Ends it as a crash does: all that it held is lost. */
  async stop(): Promise<void> {
    if (this.#process === undefined) return;
    const gone = once(this.#process, 'close');
    this.#process.kill('SIGKILL');
    this.#process = undefined;
    await gone;
  }

  async remove(): Promise<void> {
    await this.stop();
    rmSync(this.#folder, { recursive: true, force: true });
  }
}

/** A node of the reference server in a process of its own. */
export class ServerNode {
  private constructor(
    readonly url: string,
    readonly process: ChildProcess,
    /** What it logged, but for the line that it listens. */
    readonly log: readonly string[],
  ) {}

  static async start(environment: Readonly<Record<string, string>>): Promise<ServerNode> {
    const program = resolve('reference-server', 'main.ts');
    const child = spawn(process.execPath, ['-r', './support/entry/typescript.js', program], {
      env: {
        ...process.env,
        PORT: '0',
        ADMIN_TOKEN: SECRET,
        TEST_HOOKS_SECRET: SECRET,
        EXIT_WITH_PARENT: '1',
        ...environment,
      },
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    const lines = createInterface({ input: child.stdout });
    const log: string[] = [];
    const url = await new Promise<string>((resolve, reject) => {
      lines.on('line', (line) => {
        const { msg, url } = JSON.parse(line);
        if (msg === 'listening') resolve(url);
        else log.push(line);
      });
      lines.on('close', () => reject(new Error(`no server: ${log.join('\n')}`)));
    });
    return new ServerNode(url, child, log);
  }

  /** What it logged as an error. */
  get errors(): string[] {
    return this.log.filter((line) => JSON.parse(line).level >= 50);
  }

  /** Calls it; gives status and body. */
  async post(
    path: string,
    body: unknown,
    token = SECRET,
  ): Promise<{ status: number; body: Record<string, unknown> }> {
    const answer = await fetch(this.url + path, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    return { status: answer.status, body: (await answer.json()) as Record<string, unknown> };
  }

  /** Sends the process a signal and, where that ends it, waits for its end. */
  async signal(signal: 'SIGKILL' | 'SIGTERM' | 'SIGSTOP' | 'SIGCONT'): Promise<void> {
    if (this.process.exitCode !== null || this.process.signalCode !== null) return;
    const gone = once(this.process, 'close');
    this.process.kill(signal);
    if (signal === 'SIGKILL' || signal === 'SIGTERM') await gone;
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

import { Redis } from 'ioredis';
import type { Bus } from './bus';
import type { Log } from './log';

/** A Redis that does not answer for so long counts as away. */
const ANSWER_WITHIN_MS = 1_000;
const OPTIONS = {
  lazyConnect: true,
  connectTimeout: 2_000,
  commandTimeout: ANSWER_WITHIN_MS,
  // What cannot be done now fails now: whoever asked knows best whether it still makes sense later.
  enableOfflineQueue: false,
  autoResendUnfulfilledCommands: false,
  maxRetriesPerRequest: 0,
  retryStrategy: (attempt: number) => Math.min(20 * attempt, 200),
};

/** Redis: the bus between nodes, and scripts that run there in one piece. Comes back by itself after it was away. */
export class RedisLink implements Bus {
  readonly #commands: Redis;
  readonly #listening: Redis;
  readonly #topics = new Map<string, ((text: string) => void)[]>();
  readonly #onReturn: (() => void)[] = [];
  #closed = false;
  #wasUp = false;
  #lastError: unknown;

  constructor(url: string, log: Log) {
    this.#commands = new Redis(url, OPTIONS);
    this.#listening = new Redis(url, { ...OPTIONS, autoResubscribe: false });
    for (const redis of [this.#commands, this.#listening]) {
      redis.on('error', (error) => {
        this.#lastError = error; // each is followed by 'close'
      });
      redis.on('close', () => {
        if (this.#wasUp && !this.#closed) log.warn('Redis is away');
        this.#wasUp = false;
      });
      redis.on('ready', () => void this.#greet(log));
    }
    this.#listening.on('message', (topic: string, text: string) => {
      for (const listener of this.#topics.get(topic) ?? []) listener(text);
    });
  }

  get isUp(): boolean {
    return this.#wasUp;
  }

  /** @throws Error if Redis cannot be reached, or is none. */
  async connect(): Promise<void> {
    try {
      await Promise.all([this.#commands.connect(), this.#listening.connect()]);
      await this.#commands.ping();
    } catch (error) {
      throw this.#lastError ?? error; // which says why, where the other one says only that it is so
    }
    this.#wasUp = true;
  }

  publish(topic: string, text: string): void {
    this.#commands.publish(topic, text).catch(() => {});
  }

  async subscribe(topic: string, listener: (text: string) => void): Promise<void> {
    this.#topics.set(topic, [...(this.#topics.get(topic) ?? []), listener]);
    await this.#listening.subscribe(topic);
  }

  onReturn(listener: () => void): void {
    this.#onReturn.push(listener);
  }

  /** Runs a Lua script with these values as ARGV and gives what it gives. @throws Error while Redis is away. */
  run(script: string, values: readonly (string | number)[]): Promise<unknown> {
    return this.#commands.eval(script, 0, ...values);
  }

  /** Drops connections that only look alive, so that new ones are made. */
  reconnect(): void {
    for (const redis of [this.#commands, this.#listening]) redis.disconnect(true);
  }

  close(): void {
    this.#closed = true;
    for (const redis of [this.#commands, this.#listening]) redis.disconnect();
  }

  /** Both connections are needed: the bus is back when both are, and all topics are listened to again. */
  async #greet(log: Log): Promise<void> {
    if (this.#wasUp || this.#commands.status !== 'ready' || this.#listening.status !== 'ready') return;
    try {
      if (this.#topics.size > 0) await this.#listening.subscribe(...this.#topics.keys());
    } catch {
      // Away again: the next 'ready' comes here too. Where Redis only did not answer in time, there would be none.
      if (this.#listening.status === 'ready') this.reconnect();
      return;
    }
    if (this.#wasUp || this.#topics.size === 0) return;
    this.#wasUp = true;
    log.info('Redis is back');
    for (const listener of this.#onReturn) listener();
  }
}

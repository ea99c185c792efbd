import { randomBytes } from 'node:crypto';
import { Line, type Message, readPacket } from './line';
import type { Log } from './log';
import type { RedisLink } from './redis';
import { LIFE_MS, type Registry } from './registry';

const HEARTBEAT_EVERY_MS = 250;
/** Redis counts a life from when it hears of it, this node from before it says so; and clocks do not run quite alike. */
const MARGIN_MS = 100;
/** After Redis was away, for so long nobody is taken for gone: all others need time to say that they live. */
const SETTLE_MS = LIFE_MS + 200;

/** What happens among nodes, for those who have to act on it. */
export interface NodesListener {
  /** A message of another node. */
  onMessage(from: string, message: Message): void;
  /** A node is gone and does not come back: what it served is free. */
  onGone(node: string): void;
  /** The others took this node for gone. Whatever it served is not its any more; it goes on under another name. */
  onDisowned(): void;
  /** Redis is back: before anything else, what this node serves has to be claimed again. */
  onReturn(): Promise<void>;
}

/** The nodes of one server as one of them sees them: who lives, and a line to each. */
export class Nodes {
  #me = newName();
  readonly #lines = new Map<string, { readonly line: Line; readonly since: number }>();
  readonly #gone = new Set<string>();
  #others = new Set<string>();
  #sureUntil = 0;
  #mayDeclareFrom = 0;
  #upSince: number | undefined;
  #lastUp = performance.now();
  #heart: NodeJS.Timeout | undefined;
  #stopped = false;

  constructor(
    private readonly redis: RedisLink,
    private readonly registry: Registry,
    private readonly prefix: string,
    private readonly listener: NodesListener,
    private readonly log: Log,
  ) {}

  /** This node's name. */
  get me(): string {
    return this.#me;
  }

  /** True while no other node can have taken this one for gone. */
  get isSure(): boolean {
    return performance.now() < this.#sureUntil;
  }

  /** True while Redis is away. */
  get isAway(): boolean {
    return !this.redis.isUp;
  }

  /** True when what other nodes serve may be judged, and free places be taken. */
  get isSettled(): boolean {
    return this.redis.isUp && this.#upSince !== undefined && performance.now() >= this.#mayDeclareFrom;
  }

  /** For how long Redis has been away, milliseconds; 0 if it is not. */
  get awayFor(): number {
    return this.#upSince === undefined ? performance.now() - this.#lastUp : 0;
  }

  /** Joins the others. @throws Error if Redis is away. */
  async join(): Promise<void> {
    await this.#listen();
    this.#upSince = performance.now();
    await this.#beat();
    this.redis.onReturn(() => void this.#return());
    this.#heart = setInterval(() => void this.#beat(), HEARTBEAT_EVERY_MS);
  }

  /** Says something to another node. What is said to one that is gone is lost. */
  say(to: string, message: Message): void {
    if (!this.#gone.has(to)) this.lineTo(to).say(message);
  }

  /** The line to a node that is not gone. */
  lineTo(node: string): Line {
    const known = this.#lines.get(node);
    if (known !== undefined) return known.line;
    const line = new Line(this.redis, this.#me, this.#inbox(node), (message) =>
      this.listener.onMessage(node, message),
    );
    this.#lines.set(node, { line, since: performance.now() });
    return line;
  }

  isGone(node: string): boolean {
    return this.#gone.has(node);
  }

  /** Leaves the others, and tells them. */
  async leave(): Promise<void> {
    this.#stopped = true;
    clearInterval(this.#heart);
    this.#sureUntil = 0;
    if (this.redis.isUp) {
      await this.registry.retire(this.#me).catch(() => {});
      for (const node of this.#others) this.redis.publish(this.#farewells(node), this.#me);
    }
    this.#hangUp();
  }

  #inbox(node: string): string {
    return `${this.prefix}inbox:${node}`;
  }

  #farewells(node: string): string {
    return `${this.prefix}farewell:${node}`;
  }

  async #listen(): Promise<void> {
    const me = this.#me;
    // Both are asked for at once: what fails now is listened to from the return of Redis.
    await Promise.all([
      this.redis.subscribe(this.#inbox(me), (text) => {
        if (me === this.#me) this.#receive(text);
      }),
      this.redis.subscribe(this.#farewells(me), (node) => this.#bury(node)),
    ]);
  }

  #receive(text: string): void {
    const packet = readPacket(text);
    if (this.#stopped || this.#gone.has(packet.from)) return;
    this.lineTo(packet.from).receive(packet);
  }

  async #beat(): Promise<void> {
    if (!this.redis.isUp) this.#markAway();
    if (this.#upSince === undefined || this.#stopped) return;
    const from = performance.now();
    try {
      const alive = await this.registry.heartbeat(this.#me, from >= this.#mayDeclareFrom);
      if (this.#stopped || this.#upSince === undefined || this.#upSince > from) return;
      this.#lastUp = performance.now();
      if (alive.length === 0) await this.#startAgain();
      else this.#live(from, alive);
    } catch {
      if (!this.redis.isUp) this.#markAway();
      else if (performance.now() - from >= LIFE_MS / 2) this.redis.reconnect();
    }
  }

  #live(from: number, alive: readonly string[]): void {
    this.#sureUntil = Math.max(this.#sureUntil, from + LIFE_MS - MARGIN_MS);
    const known = this.#others;
    this.#others = new Set(alive.filter((node) => node !== this.#me && !this.#gone.has(node)));
    if (from < this.#mayDeclareFrom) return;
    // A node may be heard before Redis is asked about it, but not after it was asked in vain.
    const heard = [...this.#lines].filter(([, { since }]) => since < from).map(([node]) => node);
    for (const node of [...known, ...heard]) if (!this.#others.has(node)) this.#bury(node);
  }

  #bury(node: string): void {
    if (this.#gone.has(node) || this.#stopped) return;
    this.log.info({ node }, 'a node is gone');
    this.#gone.add(node);
    this.#others.delete(node);
    this.#lines.get(node)?.line.close();
    this.#lines.delete(node);
    this.listener.onGone(node);
  }

  #markAway(): void {
    this.#upSince = undefined;
  }

  async #return(): Promise<void> {
    const now = performance.now();
    this.#upSince = undefined;
    this.#sureUntil = 0;
    this.#mayDeclareFrom = now + SETTLE_MS;
    try {
      const alive = await this.registry.heartbeat(this.#me, false);
      this.#upSince = now;
      this.#lastUp = now;
      if (alive.length === 0) return await this.#startAgain();
      await this.listener.onReturn();
      this.#live(now, alive);
      for (const { line } of this.#lines.values()) line.repeat();
    } catch {
      this.#markAway(); // away again: the next return begins anew
      this.redis.reconnect();
    }
  }

  async #startAgain(): Promise<void> {
    this.log.warn('the other nodes took this one for gone: it starts again');
    this.#sureUntil = 0;
    this.#hangUp();
    this.#me = newName();
    // Before anything that can fail: the old name is lost, whatever comes of the new one.
    this.listener.onDisowned();
    await this.#listen();
    await this.registry.heartbeat(this.#me, false);
  }

  #hangUp(): void {
    for (const { line } of this.#lines.values()) line.close();
    this.#lines.clear();
  }
}

function newName(): string {
  return randomBytes(6).toString('base64url');
}

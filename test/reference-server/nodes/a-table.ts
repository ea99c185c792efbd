import { afterEach, beforeEach } from 'node:test';
import { expect } from 'chai';
import { AParty, act } from './a-party';
import { OwnNodes } from './own-nodes';
import type { ServerNode } from './server-nodes';
import { type Frame, Somebody } from './somebody';

export const NAMES = ['thorin', 'elara', 'vex', 'gorm'] as const;
/** Before any session. */
export const EVER = '1970-01-01T00:00:00.000Z';

/** A session on a node that the suite has for itself: a new one for each test, which ends without an error in the log. */
export class ATable {
  readonly nodes = OwnNodes.forSuite({ count: 1, environment: { LOG_LEVEL: 'debug' } });
  #party: AParty | undefined;

  private constructor() {}

  /** To be called inside a `describe`. */
  static forSuite(): ATable {
    const table = new ATable();
    beforeEach(async () => {
      table.#party = await AParty.start(table.node);
    });
    afterEach(async () => {
      await table.ask('stop_party_mode').catch(() => {}); // it may be over
      expect(table.nodes.errors).to.deep.equal([]);
    });
    return table;
  }

  get node(): ServerNode {
    return this.nodes.one;
  }

  get party(): AParty {
    if (this.#party === undefined) throw new Error('no session has begun');
    return this.#party;
  }

  /** What the host's tool answers. @throws Error with what it refuses for. */
  ask(tool: string, what: object = {}): Promise<Record<string, unknown>> {
    return this.party.ask(this.node, tool, what);
  }

  token(member: string): string {
    return this.party.token(member);
  }

  refresh(player: string): Promise<void> {
    return this.party.refresh(this.node, player);
  }

  /** A member's connection, welcome by the server's word. */
  enter(member: string, lastSeen?: string): Promise<Somebody> {
    return this.party.enter(this.node, member, lastSeen);
  }

  /** Somebody at the door. */
  knock(path = '/ws'): Promise<Somebody> {
    return Somebody.at(this.node, path);
  }

  /** Has an action popped and answered; gives the answer's timestamp. */
  answer(narrative: string, more: object = {}): Promise<string> {
    return this.party.answer(this.node, narrative, more);
  }

  /** A player's action, and the host's word that it has happened; gives the timestamp of that. */
  async narrate(player: Somebody, text: string, more: object = {}): Promise<string> {
    await act(player, text);
    return this.answer(text, more);
  }

  /** The session's time passes. */
  async pass(milliseconds: number): Promise<void> {
    await this.node.post('/test/clock/advance', { milliseconds });
  }

  /** A call with a token: status and body. */
  async call(path: string, token?: string, body?: unknown): Promise<{ status: number; body: unknown }> {
    const answer = await fetch(this.node.url + path, {
      ...(token === undefined ? {} : { headers: { authorization: `Bearer ${token}` } }),
      ...(body === undefined
        ? {}
        : { method: 'POST', body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    const text = await answer.text();
    return { status: answer.status, body: text.startsWith('{') ? JSON.parse(text) : text };
  }

  /** The node ends, and another one starts in its place. */
  async restart(signal: 'SIGKILL' | 'SIGTERM'): Promise<void> {
    const { node } = this;
    await node.signal(signal);
    await this.nodes.revive(node);
  }
}

/** What the host has told, by its text. */
export function narratives(frames: readonly Frame[]): string[] {
  return frames.filter(({ type }) => type === 'narrative').map(({ narrative }) => String(narrative));
}

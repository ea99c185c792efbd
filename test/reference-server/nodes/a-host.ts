import { randomBytes } from 'node:crypto';
import { afterEach, beforeEach } from 'node:test';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import { expect } from 'chai';
import { OwnNodes } from './own-nodes';
import type { ServerNode } from './server-nodes';
import { Somebody } from './somebody';

export type Told = Record<string, unknown>;

/** A request of the protocol. */
export const rpc = (method: string, params?: unknown) => ({ jsonrpc: '2.0', id: 1, method, params });

/** A host with an account of the own for each test, at a node that the suite has for itself. */
export class AHost {
  readonly nodes = OwnNodes.forSuite({ count: 1 });
  /** So many errors the tests so far have had the server log. */
  expectedErrors = 0;
  #token = '';
  #client: Promise<Client> | undefined;

  private constructor() {}

  /** To be called inside a `describe`. */
  static forSuite(): AHost {
    const host = new AHost();
    beforeEach(async () => {
      host.#token = await host.account('host');
      host.#client = undefined;
    });
    afterEach(async () => {
      await (await host.#client)?.close();
      expect(host.nodes.errors).to.have.length(host.expectedErrors);
    });
    return host;
  }

  get node(): ServerNode {
    return this.nodes.one;
  }

  async account(role: string): Promise<string> {
    const username = `u-${randomBytes(6).toString('hex')}`;
    return String((await this.node.post('/api/users', { username, role })).body.token);
  }

  private async connected(as: string): Promise<Client> {
    const made = new Client({ name: 'test', version: '1.0.0' });
    const transport = new StreamableHTTPClientTransport(new URL(`${this.node.url}/mcp`), {
      requestInit: { headers: { authorization: `Bearer ${as}` } },
    });
    await made.connect(transport as Parameters<Client['connect']>[0]);
    // From here on the client checks each answer by the schema of its tool.
    await made.listTools();
    return made;
  }

  /** The official client, with the token of this test's host. */
  client(): Promise<Client> {
    this.#client ??= this.connected(this.#token);
    return this.#client;
  }

  /** What a tool answers, which is the same as text. @throws Error with what it refuses for. */
  async call(name: string, asked: object = {}): Promise<Told> {
    const { content, isError, structuredContent } = await (await this.client()).callTool({
      name,
      arguments: { ...asked },
    });
    const [{ text }] = content as [{ text: string }];
    if (isError) throw new Error(text);
    expect(JSON.parse(text)).to.deep.equal(structuredContent);
    return structuredContent as Told;
  }

  /** What it refuses for. */
  async refusal(name: string, asked: object = {}): Promise<string> {
    return this.call(name, asked).then(
      (told) => `allowed: ${JSON.stringify(told)}`,
      (error: Error) => error.message,
    );
  }

  /** A request as it stands. */
  raw(body: unknown, headers: Record<string, string> = {}, method = 'POST'): Promise<Response> {
    return fetch(`${this.node.url}/mcp`, {
      method,
      headers: {
        authorization: `Bearer ${this.#token}`,
        'content-type': 'application/json',
        accept: 'application/json, text/event-stream',
        ...headers,
      },
      ...(method === 'POST' && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
  }

  /** A session, with some of its people connected. */
  async table() {
    const { players, observer } = await this.call('start_party_mode');
    const passes = [...(players as Told[]), observer as Told];
    const tokenOf = (id: string) => String(passes.find(({ player_id }) => player_id === id)?.token);
    const enter = async (id: string) => {
      const somebody = await Somebody.at(this.node, `/ws?token=${tokenOf(id)}`);
      await somebody.told({ type: 'connected' });
      return somebody;
    };
    const [thorin, elara] = [await enter('thorin'), await enter('elara')];
    return { tokenOf, thorin, elara, observer: await enter('OBSERVER') };
  }

  /** The id of an action that was declared and taken up. */
  async taken(somebody: Somebody): Promise<string> {
    somebody.say({ type: 'action', text: 'I wait' });
    await somebody.told({ type: 'action_status', status: 'pending' });
    const { action } = await this.call('party_pop_action');
    return (action as { action_id: string }).action_id;
  }
}

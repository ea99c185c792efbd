import type { Client } from '@modelcontextprotocol/sdk/client/index.js';
import type { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import type { DomainEvent } from '../../../players/event';
import type { Answer } from '../../../players/http';
import { Missed } from '../../../players/missed';
import type { Player } from '../../../players/player';
import type { Asks, HostLine, HostOrders, Order, Outcome, TakenAction } from '../dialect';
import type { HostEvent } from '../events';
import { malformedCall } from './reference-malformed';
import type { Story } from './reference-story';
import { DECODE, ENCODE, ORDERS, TOOLS } from './reference-tools';

/** A message of JSON-RPC 2.0, as far as a journal tells of it. */
interface Message {
  readonly id?: number;
  readonly method?: string;
  readonly params?: { readonly name?: string; readonly arguments?: object };
  readonly result?: { readonly isError?: boolean; readonly content?: readonly { readonly text?: string }[] };
  readonly error?: { readonly message: string };
}

/** The parts of the official SDK that are needed here. They are large, and only the host of a party needs them. */
function sdk() {
  const client = require('@modelcontextprotocol/sdk/client/index.js') as { Client: typeof Client };
  const transport = require('@modelcontextprotocol/sdk/client/streamableHttp.js') as {
    StreamableHTTPClientTransport: typeof StreamableHTTPClientTransport;
  };
  return { ...client, ...transport };
}

/**
 * The host's line to a server that speaks the Model Context Protocol (Streamable HTTP): the official SDK's client, whose requests go out
 * as the host's own, so that the host's journal has every call with its answer.
 */
export class ReferenceHostLine implements HostLine {
  #client: Promise<Client> | undefined;

  constructor(
    private readonly host: Player,
    private readonly url: URL,
    private readonly token: string | undefined,
    private readonly story: Story,
  ) {}

  async order<O extends Order>(order: O, what: Asks<O>): Promise<Outcome<HostOrders[O]['told']>> {
    const encode: (asks: Asks<O>, story: Story) => object = ENCODE[order];
    const outcome = await this.call(TOOLS[order], { ...encode(what, this.story) });
    if (!outcome.granted) return outcome;
    const decode: (told: unknown, story: Story) => HostOrders[O]['told'] = DECODE[order];
    return { granted: true, told: decode(outcome.told, this.story) };
  }

  malformed(description: string, taken: TakenAction | undefined): Promise<Outcome<unknown>> {
    const { tool, asks } = malformedCall(description, taken);
    return this.call(tool, asks);
  }

  beginsAnOrder(): void {
    const call = {
      jsonrpc: '2.0',
      id: 1,
      method: 'tools/call',
      params: { name: TOOLS['looks at the session'] },
    };
    this.host.beginsToAsk(
      { kind: 'begins an order' },
      {
        method: 'POST',
        url: this.url,
        token: this.token,
        body: { ...call, arguments: {} },
        headers: { accept: 'application/json, text/event-stream' },
        channel: 'host',
      },
    );
  }

  async command(name: string, argument?: string): Promise<Outcome<readonly Order[]>> {
    const [field] = name === 'party-kick' || name === 'party-token' ? ['player'] : [];
    const given = field && argument !== undefined ? { [field]: this.story.idOf(argument) } : {};
    return this.attempt(async (client) => {
      const { messages } = await client.getPrompt({ name, arguments: given }, this.limit());
      const text = messages.map(({ content }) => (content.type === 'text' ? content.text : '')).join('\n');
      return { granted: true, told: ordersIn(text) };
    });
  }

  async commands(): Promise<readonly string[]> {
    const { prompts } = await (await this.connected()).listPrompts(undefined, this.limit());
    return prompts.map(({ name }) => name);
  }

  async close(): Promise<void> {
    const client = this.#client;
    this.#client = undefined;
    await (await client?.catch(() => undefined))?.close();
  }

  private call(tool: string, asks: Record<string, unknown>): Promise<Outcome<unknown>> {
    return this.attempt(async (client) => {
      const answer = await client.callTool({ name: tool, arguments: asks }, undefined, this.limit());
      const content = answer.content as readonly { readonly text?: string }[];
      const text = content.map((one) => one.text ?? '').join(' ');
      if (answer.isError === true) return { granted: false, reason: text };
      return { granted: true, told: answer.structuredContent };
    });
  }

  /** @throws Missed if nothing was answered; what the server or its protocol refuses is no error here. */
  private async attempt<T>(act: (client: Client) => Promise<Outcome<T>>): Promise<Outcome<T>> {
    try {
      return await act(await this.connected());
    } catch (cause) {
      if (cause instanceof Missed || !(cause instanceof Error) || !('code' in cause)) throw cause;
      return { granted: false, reason: cause.message };
    }
  }

  private connected(): Promise<Client> {
    this.#client ??= this.connect();
    return this.#client;
  }

  private async connect(): Promise<Client> {
    const { Client, StreamableHTTPClientTransport } = sdk();
    const client = new Client({ name: 'gauntlet', version: '1.0.0' });
    const transport = new StreamableHTTPClientTransport(this.url, {
      fetch: (url, init) => this.fetch(new URL(url), init ?? {}),
    });
    // Its type says that a session may have an id, and the client's that it has one or none: they differ under exactOptionalPropertyTypes.
    await client.connect(transport as Parameters<Client['connect']>[0], this.limit());
    return client;
  }

  /** The journal's own wait is the shorter one, so that a failure says who waited for what. */
  private limit() {
    return { timeout: this.host.patience.ofOneWait() * 2 };
  }

  /** What the SDK would do by `fetch`, which costs several times the processor time, and is in nobody's journal. */
  private async fetch(url: URL, init: RequestInit): Promise<Response> {
    // The stream of what a server says unasked: this one says nothing unasked, and the SDK goes on without.
    if (init.method === 'GET') return new Response(null, { status: 405 });
    const text = String(init.body);
    const message = JSON.parse(text) as Message;
    const { accept = '', ...headers } = Object.fromEntries(new Headers(init.headers));
    const answer = await this.host.ask(
      tellRequest(message),
      {
        method: init.method === 'DELETE' ? 'DELETE' : 'POST',
        url,
        token: this.token,
        text,
        headers: { accept, ...headers },
        channel: 'host',
      },
      describe,
    );
    const isEmpty = answer.bytes.length === 0;
    return new Response(isEmpty ? null : new Uint8Array(answer.bytes), {
      status: answer.status,
      headers: isEmpty
        ? {}
        : { 'content-type': answer.json === undefined ? 'text/plain' : 'application/json' },
    });
  }
}

/** The orders that a text names by their tools, in the order in which it does. */
function ordersIn(text: string): Order[] {
  const named = [...text.matchAll(/[a-z]+(?:_[a-z]+)+/g)].flatMap(([tool]) => ORDERS.get(tool) ?? []);
  return [...new Set(named)];
}

function tellRequest({ method, params }: Message): DomainEvent {
  if (method === 'tools/call') return { kind: ORDERS.get(params?.name ?? '') ?? `calls ${params?.name}` };
  if (method === 'prompts/get') return { kind: 'gives a command', telling: `/${params?.name}` };
  return { kind: method === 'initialize' ? 'takes up the line' : (method ?? 'says something') };
}

function describe({ status, json, bytes }: Answer): HostEvent {
  if (status >= 400) {
    return { kind: 'declined', status, telling: `${status} ${bytes.toString().slice(0, 80)}`, trouble: true };
  }
  const { result, error } = (json ?? {}) as Message;
  if (error) return refusal(error.message);
  if (result?.isError) return refusal(result.content?.map(({ text }) => text).join(' ') ?? '');
  return { kind: 'order carried out' };
}

function refusal(reason: string): HostEvent {
  return { kind: 'order refused', reason, telling: reason.slice(0, 80), trouble: true };
}

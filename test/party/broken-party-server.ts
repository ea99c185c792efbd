import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { type WebSocket, WebSocketServer } from 'ws';
import { ModelParty } from './model-party';
import { type Frame, type Guest, isText, Refusal, type RuleFault, type Seat, story } from './model-seats';

/** Every way in which this server can break a promise; without one it keeps all that it knows of. */
export type Fault =
  | RuleFault
  | 'one player is not told the answer'
  | 'who joins a fight is told nothing'
  | 'connections of an old token stay'
  | "the observer's token opens the host's tools"
  | 'a bad message ends the connection without a word'
  | 'a bad message is passed over'
  | 'a flood is borne'
  | 'an order that is never finished holds up everything'
  | 'a reader who stalls holds up the others'
  | 'a command comes to nothing'
  | 'a second session opens beside the first';

interface Answer {
  readonly status: number;
  readonly body: object | string | undefined;
}

interface Host {
  readonly faults: ReadonlySet<Fault>;
  session: ModelParty | undefined;
  /** What has come of this host's requests so far, where one holds up the next. */
  unfinished: Promise<unknown>;
}

interface Call {
  readonly id?: number;
  readonly method: string;
  readonly params?: Record<string, unknown> & { name?: string; arguments?: Record<string, unknown> };
}

const LARGEST_REQUEST = 16 * 1024;
const MOST_FRAMES = 60;
const newToken = () => randomBytes(24).toString('base64url');
const seatOnWire = ({ id, name, token }: Seat) => ({
  player_id: id,
  name,
  token,
  play_path: `/play?token=${token}`,
});

/** What each command tells a model to do. */
const PROMPTS: Readonly<Record<string, string>> = {
  'party-mode': 'Call start_party_mode.',
  'party-status': 'Call get_party_status.',
  'party-next': 'Call party_pop_action, then party_resolve_action.',
  'party-auto': 'Call party_pop_action and party_resolve_action until nothing is left.',
  'party-kick': 'Call party_kick_player.',
  'party-token': 'Call party_refresh_token.',
  'party-stop': 'Call stop_party_mode.',
};

/** A party server in memory, with switchable faults: what a suite that can fail has to fail against. */
export class BrokenPartyServer {
  readonly administrator = newToken();
  readonly #hosts = new Map<string, Host>();
  readonly #sessions: ModelParty[] = [];
  readonly #doors = new WebSocketServer({ noServer: true, maxPayload: 64 * 1024 });
  readonly #sending = new Map<ModelParty, Promise<unknown>>();
  readonly #http = http.createServer((request, response) => {
    const host = this.#hosts.get(tokenIn(request) ?? '');
    const read = bodyOf(request);
    // Whoever does not finish holds up whoever comes after.
    const before = host?.unfinished ?? Promise.resolve();
    if (host?.faults.has('an order that is never finished holds up everything')) {
      host.unfinished = Promise.all([before, read]).catch(() => {}); // given up
    }
    Promise.all([before, read])
      .then(([, text]) => this.answer(request, text))
      .catch((cause: unknown) => {
        if (cause instanceof Refusal) return { status: cause.status, body: { detail: cause.message } };
        return { status: 500, body: { detail: String(cause) } };
      })
      .then(({ status, body }) => {
        const isPage = typeof body === 'string';
        response.writeHead(status, { 'content-type': isPage ? 'text/html' : 'application/json' });
        response.end(body === undefined || isPage ? body : JSON.stringify(body));
      });
  });

  /** @param faultsOf the faults that the host with that number (from 0) meets with. */
  private constructor(private readonly faultsOf: (host: number) => readonly Fault[]) {
    this.#http.on('upgrade', (request, socket, head) =>
      this.#doors.handleUpgrade(request, socket, head, (guest) => {
        guest.on('error', () => {});
        this.meet(guest, tokenIn(request));
      }),
    );
  }

  /** A server without a fault; or, with some, one on which the first host meets with the first of them, the second with the second. */
  static async open(...faults: readonly Fault[]): Promise<BrokenPartyServer> {
    const server = new BrokenPartyServer((host) => faults.slice(host, host + 1));
    await once(server.#http.listen(0, '127.0.0.1'), 'listening');
    return server;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#http.address() as AddressInfo).port}/`;
  }

  async close(): Promise<void> {
    for (const guest of this.#doors.clients) guest.terminate();
    this.#http.close().closeAllConnections();
    await once(this.#http, 'close');
  }

  private async answer(request: http.IncomingMessage, text: string): Promise<Answer> {
    const { pathname } = new URL(request.url ?? '/', this.url);
    const token = tokenIn(request) ?? '';
    if (pathname === '/api/users') return this.register(token);
    if (pathname === '/mcp') return this.command(token, JSON.parse(text) as Call);
    if (pathname === '/status') {
      const total_connections = this.#doors.clients.size;
      return { status: 200, body: { status: 'ok', uptime_seconds: 1, total_connections } };
    }
    const [session, seat] = this.placeOf(token);
    if (!session || !seat) return { status: 401, body: { detail: 'Invalid token' } };
    if (pathname === '/play') return { status: 200, body: '<!doctype html><title>Party</title>' };
    if (pathname === '/action') return this.act(session, seat, text);
    const [, character = ''] = /^\/character\/(.+)$/.exec(pathname) ?? [];
    if (character) return { status: 200, body: session.sheetFor(seat, character) };
    const [, id = ''] = /^\/action\/(.+)\/status$/.exec(pathname) ?? [];
    const { status } = session.action(seat, decodeURIComponent(id));
    return { status: 200, body: { action_id: id, status } };
  }

  private register(token: string): Answer {
    if (token !== this.administrator) return { status: 401, body: { detail: 'Not the administrator' } };
    const own = newToken();
    const faults = new Set(this.faultsOf(this.#hosts.size));
    this.#hosts.set(own, { faults, session: undefined, unfinished: Promise.resolve() });
    return { status: 201, body: { token: own } };
  }

  private act(session: ModelParty, seat: Seat, text: string): Answer {
    if (text.length > LARGEST_REQUEST) throw new Refusal('Too big', 413);
    let body: { action?: unknown; private?: unknown };
    try {
      body = JSON.parse(text) as typeof body;
    } catch {
      throw new Refusal('Not JSON', 400);
    }
    if (body.private !== undefined && !isText(body.private, 4_000)) throw new Refusal('No text', 400);
    const { id } = session.acts(seat, body.action, body.private);
    return { status: 200, body: { action_id: id, status: 'pending' } };
  }

  private placeOf(token: string): [ModelParty | undefined, Seat | undefined] {
    const session = this.#sessions.find((one) => one.seatOf(token));
    return [session, session?.seatOf(token)];
  }

  // The host's line: JSON-RPC 2.0, one message a request

  private command(token: string, { id, method, params = {} }: Call): Answer {
    const [session, seat] = this.placeOf(token);
    const isBeguiled =
      seat?.id === 'OBSERVER' && session?.faults.has("the observer's token opens the host's tools");
    if (!this.#hosts.has(token) && !isBeguiled) return { status: 401, body: { detail: 'Not a host' } };
    if (id === undefined) return { status: 202, body: undefined };
    const result = this.obey(token, method, params);
    const outcome = result ? { result } : { error: { code: -32601, message: `Unknown: ${method}` } };
    return { status: 200, body: { jsonrpc: '2.0', id, ...outcome } };
  }

  private obey(token: string, method: string, params: NonNullable<Call['params']>): object | undefined {
    const { name = '' } = params;
    if (method === 'initialize') {
      const serverInfo = { name: 'model', version: '1' };
      return {
        protocolVersion: params.protocolVersion,
        capabilities: { tools: {}, prompts: {} },
        serverInfo,
      };
    }
    if (method === 'prompts/list') return { prompts: Object.keys(PROMPTS).map((each) => ({ name: each })) };
    if (method === 'prompts/get') {
      const isVague = this.#hosts.get(token)?.faults.has('a command comes to nothing');
      const text = isVague ? 'Do as you like.' : PROMPTS[name];
      return text ? { messages: [{ role: 'user', content: { type: 'text', text } }] } : undefined;
    }
    if (method !== 'tools/call') return undefined;
    try {
      const told = this.use(token, name, params.arguments ?? {});
      return { content: [{ type: 'text', text: JSON.stringify(told) }], structuredContent: told };
    } catch (cause) {
      if (!(cause instanceof Refusal)) throw cause;
      return { content: [{ type: 'text', text: cause.message }], isError: true };
    }
  }

  private use(token: string, tool: string, asks: Record<string, unknown>): object {
    const host = this.#hosts.get(token);
    const session = host?.session;
    if (tool === 'start_party_mode') return this.start(token, asks.players as string[] | undefined);
    if (tool === 'get_party_status') return session ? this.look(session) : { status: 'stopped' };
    if (!host || !session) throw new Refusal('There is no session');
    const tools: Readonly<Record<string, () => object>> = {
      stop_party_mode: () => {
        session.stop();
        host.session = undefined;
        return { session_id: session.id, status: 'stopped' };
      },
      party_pop_action: () => {
        const action = session.pop();
        if (!action) return { action: null };
        const { id, by, text, remark } = action;
        return { action: { action_id: id, player_id: by.id, text, ...(remark ? { private: remark } : {}) } };
      },
      party_resolve_action: () => {
        const { id, timestamp } = session.resolve(asks);
        return { action_id: asks.action_id, status: 'resolved', message_id: id, timestamp };
      },
      party_thinking: () => ({ told: session.think(asks.message) }),
      party_kick_player: () => done(session.kick(asks.player)),
      party_refresh_token: () => seatOnWire(session.refresh(asks.player)),
      start_combat: () => done(session.begin(asks)),
      next_turn: () => done(session.next()),
      resolve_round: () => done(session.endRound(asks)),
      end_combat: () => done(session.endFight()),
      update_character: () => session.change(asks),
    };
    const use = tools[tool];
    if (!use) throw new Refusal(`Unknown tool: ${tool}`);
    return use();
  }

  private start(token: string, players: string[] | undefined): object {
    const host = this.#hosts.get(token);
    if (!host) throw new Refusal('Not a host');
    if (host.session && !host.faults.has('a second session opens beside the first'))
      throw new Refusal('A session is running');
    const session = new ModelParty(players, host.faults);
    host.session = session;
    this.#sessions.push(session);
    const observer = session.seats.find(({ id }) => id === 'OBSERVER') as Seat;
    return {
      session_id: session.id,
      players: session.players.map(seatOnWire),
      observer: seatOnWire(observer),
    };
  }

  private look(session: ModelParty): object {
    return {
      status: 'running',
      session_id: session.id,
      queue: session.counts,
      combat: session.fightForHost,
      players: session.players.map(({ id, name, status, guests, sheet }) => {
        return { player_id: id, name, status, connections: guests.size, character: sheet };
      }),
      story,
    };
  }

  // Players' connections

  private meet(socket: WebSocket, address: string | undefined): void {
    let place: { session: ModelParty; seat: Seat } | undefined;
    const guest = {
      send: (frame: Frame) => this.send(place?.session, socket, frame),
      close: (code: number, reason: string) => socket.close(code, reason),
    };
    let isHeard = 0;
    const letIn = (token: unknown, lastSeen?: unknown) => {
      const [session, seat] = this.placeOf(String(token));
      if (!session || !seat) return turnAway(socket, 'Invalid token');
      place = { session, seat };
      const isNone = lastSeen === undefined || lastSeen === null;
      const since = isNone ? undefined : Date.parse(typeof lastSeen === 'string' ? lastSeen : 'none');
      session.comes(seat, guest, Number.isNaN(since) ? undefined : since);
      if (Number.isNaN(since)) guest.send({ type: 'error', message: 'last_seen is no timestamp' });
    };
    if (address !== undefined) letIn(address);
    socket.on('close', () => place?.session.goes(place.seat, guest));
    socket.on('message', (data, binary) => {
      if (socket.readyState !== socket.OPEN) return;
      isHeard += 1;
      setTimeout(() => {
        isHeard -= 1;
      }, 1_000).unref();
      if (isHeard > MOST_FRAMES && !place?.session.faults.has('a flood is borne'))
        return socket.close(1008, 'Too many');
      if (binary) return socket.close(1003, 'Text only');
      const message = parse(data.toString());
      if (place) return this.hear(place.session, place.seat, guest, socket, message);
      if (message?.type !== 'auth' || typeof message.token !== 'string' || message.token === '')
        return turnAway(socket, 'Say who you are');
      return letIn(message.token, message.last_seen);
    });
  }

  private hear(
    session: ModelParty,
    seat: Seat,
    guest: Guest,
    socket: WebSocket,
    message: Record<string, unknown> | undefined,
  ): unknown {
    if (message?.type === 'heartbeat' || message?.type === 'pong') return undefined;
    const since = typeof message?.since === 'string' ? Date.parse(message.since) : Number.NaN;
    if (message?.type === 'history_request' && !Number.isNaN(since))
      return session.tellHistory(seat, guest, since);
    if (message?.type !== 'action') {
      if (session.faults.has('a bad message ends the connection without a word')) return socket.terminate();
      if (session.faults.has('a bad message is passed over')) return undefined;
      return guest.send({ type: 'error', message: 'Invalid message' });
    }
    try {
      session.acts(seat, message.text);
    } catch (cause) {
      if (!(cause instanceof Refusal)) throw cause;
      guest.send({ type: 'action_status', status: 'rejected', error: cause.message });
    }
    return undefined;
  }

  private send(session: ModelParty | undefined, socket: WebSocket, frame: Frame): unknown {
    const text = JSON.stringify(frame);
    if (!session?.faults.has('a reader who stalls holds up the others')) return socket.send(text);
    const before = this.#sending.get(session) ?? Promise.resolve();
    this.#sending.set(
      session,
      before.then(() => new Promise((sent) => socket.send(text, sent))),
    );
    return undefined;
  }
}

/** What is told of an order that has nothing to tell. */
function done(_nothing: unknown): object {
  return {};
}

function turnAway(socket: WebSocket, message: string): void {
  socket.send(JSON.stringify({ type: 'auth_error', message }));
  socket.close(4003, message);
}

function parse(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}

async function bodyOf(request: http.IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString();
}

/** The bearer token of a request, or the one in its address. */
function tokenIn({ headers, url }: http.IncomingMessage): string | undefined {
  const bearer = headers.authorization?.slice('Bearer '.length);
  return bearer ?? new URL(url ?? '/', 'http://localhost').searchParams.get('token') ?? undefined;
}

import { serverHasRead, theEndOf } from './connection-expectations';
import type { ConnectionEvent, DomainEvent } from './event';
import type { Expectation } from './expectation';
import type { Chronicle, Entry } from './journal';
import { Journal } from './journal';
import type { Patience } from './patience';
import type { Secrets } from './secrets';
import * as watching from './watching';
import { WebSocketConnection } from './web-socket-connection';

/** Where a player connects, and how what arrives there is to be understood. */
export interface Door {
  /** ws or wss address. */
  readonly address: string;
  /** The channel's name in the published contract. */
  readonly channel: string;
  /** Path of the AsyncAPI document that every frame must match, where the server has published one. */
  readonly contract?: string;
  /** Frame text to event; called for each received frame, must not throw. */
  decode(frame: string): DomainEvent;
}

/** An HTTP request in the name of a player. */
export interface Request {
  readonly method: 'GET' | 'POST';
  readonly url: URL;
  /** Bearer token; none: the request goes out without one. */
  readonly token?: string | undefined;
  readonly body?: unknown;
  /** The operation's name in the published contract. */
  readonly channel: string;
}

/** An HTTP answer: the status, the body as bytes, and as JSON where it is JSON. */
export interface Answer {
  readonly status: number;
  readonly bytes: Buffer;
  readonly json: unknown;
}

/** What a player shares with the others of the scenario. */
export interface Company {
  /** Called whenever this player does something: sends a frame or asks over HTTP. */
  acted(player: Player): void;
  readonly chronicle: Chronicle;
  readonly patience: Patience;
  readonly secrets: Secrets;
}

/**
 * One participant: a name, a role, a journal, and a connection (or several, the newest of which is used).
 * A player knows nothing of any system: acts come in as an event with its frame, and go out as events.
 */
export class Player {
  readonly journal: Journal;
  readonly #connections: WebSocketConnection[] = [];
  #mark = 0;
  #confirmations = 0;

  constructor(
    readonly name: string,
    /** runner, organizer, spectator … for the reader of a report. */
    readonly role: string,
    private readonly company: Company,
  ) {
    this.journal = new Journal(name, company.chronicle);
  }

  get secrets(): Secrets {
    return this.company.secrets;
  }

  get patience(): Patience {
    return this.company.patience;
  }

  /** True while a connection is open. */
  get isConnected(): boolean {
    return this.#connections.some((connection) => connection.isOpen);
  }

  /** The number of the connection in use, from 1: the newest that is open, else the newest; 0 before the first. */
  get connection(): number {
    const open = this.#connections.findLastIndex((connection) => connection.isOpen);
    return open < 0 ? this.#connections.length : open + 1;
  }

  /** Connections that are not fully closed. */
  get openConnections(): number {
    return this.#connections.filter((connection) => !connection.isOver).length;
  }

  /**
   * Begins to connect and returns at once: the journal tells what becomes of it, from before the
   * connection opens. A connection that is open already stays, and is the older one from now on.
   * @returns the number of the new connection.
   */
  connect(door: Door): number {
    const connection = this.#connections.length + 1;
    const { channel, contract } = door;
    const published = contract === undefined ? {} : { contract };
    const note = (event: ConnectionEvent) => this.journal.append({ kind: 'connection', connection, event });
    this.journal.append({ kind: 'connecting', connection, to: door.address, channel });
    this.#connections.push(
      new WebSocketConnection(door.address, {
        opened: () => note({ kind: 'opened' }),
        received: (raw) => {
          const event = door.decode(raw);
          this.journal.append({ kind: 'received', connection, event, raw, channel, ...published });
        },
        confirmed: (mark) => note({ kind: 'confirmed', mark }),
        failed: (message) => note({ kind: 'failed', message, telling: message, trouble: true }),
        closed: (code, reason, byPlayer) =>
          note({
            kind: 'closed',
            code,
            reason,
            by: byPlayer ? 'player' : 'server',
            telling: `${code} ${reason}`.trim(),
            ...(byPlayer ? {} : { trouble: true as const }),
          }),
      }),
    );
    return connection;
  }

  /** Sends a frame over the connection in use, or the one numbered. @throws Error if there is none. */
  send(act: DomainEvent, frame: string | Buffer, connection = this.connection): void {
    const socket = this.#connections[connection - 1];
    if (!socket?.isOpen) throw new Error(`${this.name} has no open connection to ${act.kind} over.`);
    const raw = typeof frame === 'string' ? frame : `(binary) ${frame.toString('hex')}`;
    this.company.acted(this);
    this.journal.append({ kind: 'sent', connection, event: act, raw });
    socket.send(frame);
  }

  /** Sends an HTTP request and notes question and answer. `describe` puts the answer into domain words. */
  async ask(act: DomainEvent, request: Request, describe: (answer: Answer) => DomainEvent): Promise<Answer> {
    this.company.acted(this);
    const headers: Record<string, string> = {};
    if (request.token !== undefined) headers.authorization = `Bearer ${request.token}`;
    if (request.body !== undefined) headers['content-type'] = 'application/json';
    const body = request.body === undefined ? undefined : JSON.stringify(request.body);
    this.journal.append({
      kind: 'asked',
      connection: 0,
      event: act,
      raw: `${request.method} ${request.url.pathname} ${body ?? ''}`,
    });
    const response = await fetch(request.url, {
      method: request.method,
      headers,
      ...(body === undefined ? {} : { body }),
      signal: AbortSignal.timeout(Math.ceil(this.patience.ofOneWait())),
    });
    const bytes = Buffer.from(await response.arrayBuffer());
    const isJson = response.headers.get('content-type')?.includes('json') ?? false;
    const answer: Answer = {
      status: response.status,
      bytes,
      json: isJson ? JSON.parse(bytes.toString()) : undefined,
    };
    this.journal.append({
      kind: 'answered',
      connection: 0,
      event: describe(answer),
      raw: isJson ? bytes.toString() : `(${bytes.length} bytes)`,
      channel: request.channel,
    });
    return answer;
  }

  /** Notes what lay inside something that arrived, for whoever searches the journal. */
  finds(event: DomainEvent, raw: string, channel: string): void {
    this.journal.append({ kind: 'answered', connection: 0, event, raw, channel });
  }

  /** Leaves politely and waits until the connection is over. */
  async leave(): Promise<void> {
    await this.part((socket) => socket.close());
  }

  /** Loses the connection without a word and waits until it is over on this side. */
  async isCutOff(): Promise<void> {
    await this.part((socket) => socket.cut());
  }

  /** Every later `sees` looks from here on: called when a named person is about to act. */
  mark(): void {
    this.#mark = this.journal.end;
  }

  /** The journal's index at the last mark. */
  get marked(): number {
    return this.#mark;
  }

  /** Waits for what matches since the last mark. Looking does not move the mark: several things may be seen in one stretch. */
  sees(expectation: Expectation, from = this.#mark): Promise<Entry> {
    return watching.next(this.journal, expectation, from, this.patience);
  }

  /** Waits for all of them, in this order, since the last mark. */
  seesInThisOrder(expectations: readonly Expectation[], from = this.#mark): Promise<Entry[]> {
    return watching.inThisOrder(this.journal, expectations, from, this.patience);
  }

  /** Waits for all of them, in any order, each by an entry of its own, since the last mark. */
  seesInAnyOrder(expectations: readonly Expectation[], from = this.#mark): Promise<Entry[]> {
    return watching.inAnyOrder(this.journal, expectations, from, this.patience);
  }

  /** Waits for the marker; the expectation must have matched so many times before it, since the last mark. */
  seesExactly(
    times: number,
    expectation: Expectation,
    marker: Expectation,
    from = this.#mark,
  ): Promise<Entry[]> {
    return watching.exactly(times, this.journal, expectation, from, marker, this.patience);
  }

  /** Waits for the marker; the expectation must not have matched before it, since the last mark. */
  neverSees(expectation: Expectation, marker: Expectation, from = this.#mark): Promise<number> {
    return watching.neverUntil(marker, this.journal, expectation, from, this.patience);
  }

  /** Waits until the server has read everything this player has sent over the connection in use. */
  async isHeard(): Promise<void> {
    this.#confirmations += 1;
    const mark = `${this.name} ${this.#confirmations}`;
    const from = this.journal.end;
    this.#connections[this.connection - 1]?.confirm(mark);
    await this.sees(serverHasRead(mark), from);
  }

  private async part(how: (socket: WebSocketConnection) => void): Promise<void> {
    const connection = this.connection;
    const socket = this.#connections[connection - 1];
    if (!socket || socket.isOver) return;
    const from = this.journal.end;
    how(socket);
    await this.sees(theEndOf(connection), from);
  }

  /** Ends all connections: politely where the server answers, by force where it does not. For the end of a scenario. */
  async retire(): Promise<void> {
    for (const [index, socket] of this.#connections.entries()) {
      if (socket.isOver) continue;
      const from = this.journal.end;
      socket.close();
      await this.sees(theEndOf(index + 1), from).catch(() => socket.cut());
    }
  }
}

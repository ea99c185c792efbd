import { serverHasRead, serverHasReadOrEnded, theEndOf } from './connection-expectations';
import type { ConnectionEvent, DomainEvent } from './event';
import { type Expectation, inWords } from './expectation';
import { type Answer, type HttpClient, type Request, textOf } from './http';
import type { Chronicle, Entry } from './journal';
import { Journal } from './journal';
import { Missed } from './missed';
import type { Patience } from './patience';
import type { Secrets } from './secrets';
import * as watching from './watching';
import type { Way } from './way';
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

/** What a player shares with the others of the scenario. */
export interface Company {
  /** Called whenever this player does something: sends a frame or asks over HTTP. */
  acted(player: Player): void;
  readonly chronicle: Chronicle;
  readonly patience: Patience;
  readonly secrets: Secrets;
  /** What this player asks with over HTTP. */
  clientOf(player: Player): HttpClient;
  /** The way this player's next connection takes; none: straight. */
  wayOf?(player: Player): Way | undefined;
}

/**
 * One participant: a name, a role, a journal, and a connection (or several, the newest of which is used).
 * A player knows nothing of any system: acts come in as an event with its frame, and go out as events.
 */
export class Player {
  readonly journal: Journal;
  /** The node of the server that this player uses, from 0. */
  node = 0;
  readonly #connections: WebSocketConnection[] = [];
  readonly #ways: (Way | undefined)[] = [];
  readonly #unfinished: (() => void)[] = [];
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

  /** True while a connection is open that passes what either side says: only then can anything be asked of the player. */
  get isReachable(): boolean {
    const { connection } = this;
    return this.isConnected && !this.#ways[connection - 1]?.isSilent(connection);
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
    const note = (event: ConnectionEvent, raw?: string) =>
      this.journal.append({ kind: 'connection', connection, event, ...(raw === undefined ? {} : { raw }) });
    this.journal.append({ kind: 'connecting', connection, to: door.address, channel });
    const way = this.company.wayOf?.(this);
    this.#ways.push(way);
    this.#connections.push(
      new WebSocketConnection(
        door.address,
        {
          opened: (answer) => note({ kind: 'opened' }, answer),
          received: (raw) => {
            const event = decoded(door, raw);
            this.journal.append({ kind: 'received', connection, event, raw, channel, ...published });
          },
          confirmed: (mark) => note({ kind: 'confirmed', mark }),
          failed: (message, answer) =>
            note({ kind: 'failed', message, telling: message, trouble: true }, answer),
          closed: (code, reason, byPlayer) =>
            note({
              kind: 'closed',
              code,
              reason,
              by: byPlayer ? 'player' : 'server',
              telling: `${code} ${reason}`.trim(),
              ...(byPlayer ? {} : { trouble: true as const }),
            }),
        },
        way?.dial(connection, door.address.startsWith('wss:')),
      ),
    );
    return connection;
  }

  /** Sends a frame over the connection in use, or the one numbered. @throws Error if there is none. */
  send(act: DomainEvent, frame: string | Buffer, connection = this.connection): void {
    const socket = this.#connections[connection - 1];
    if (!socket?.isOpen) throw new Error(`${this.name} cannot send "${act.kind}": no connection is open.`);
    const raw = typeof frame === 'string' ? frame : `(binary) ${frame.toString('hex')}`;
    this.company.acted(this);
    this.journal.append({ kind: 'sent', connection, event: act, raw });
    socket.send(frame);
  }

  /**
   * Sends an HTTP request and notes question and answer. `describe` puts the answer into domain words.
   * @throws Missed naming the player, the act and why no answer came.
   */
  async ask(act: DomainEvent, request: Request, describe: (answer: Answer) => DomainEvent): Promise<Answer> {
    this.company.acted(this);
    const raw = [request.method, request.url.pathname, textOf(request) ?? ''].join(' ').trimEnd();
    const question = this.journal.append({ kind: 'asked', connection: 0, event: act, raw });
    const answer = await this.company
      .clientOf(this)
      .ask(request, this.patience.ofOneWait())
      .catch((cause: Error) => this.getsNoAnswer(act, question.index, cause.message));
    this.journal.append({
      kind: 'answered',
      connection: 0,
      event: describe(answer),
      raw: answer.isText ? answer.bytes.toString() : `(binary) ${answer.bytes.toString('hex')}`,
      head: answer.head,
      channel: request.channel,
      question: question.index,
    });
    return answer;
  }

  /** Begins an HTTP request and never finishes it; it is given up at the end of the scenario. */
  beginsToAsk(act: DomainEvent, request: Request): void {
    this.company.acted(this);
    const raw = `${request.method} ${request.url.pathname} (the first half)`;
    this.journal.append({ kind: 'asked', connection: 0, event: act, raw });
    this.#unfinished.push(this.company.clientOf(this).begin(request));
  }

  private getsNoAnswer(act: DomainEvent, from: number, verdict: string): never {
    this.journal.append({ kind: 'missed', connection: 0, expectation: 'an answer', from, verdict });
    const account = { who: this.name, should: `an answer to "${inWords(act)}"`, saw: verdict };
    throw new Missed(`${this.name} ${act.kind}, in vain: ${verdict}.`, [account]);
  }

  /** Notes what this player does with something else than the connections here, such as a browser. */
  acts(act: DomainEvent, raw: string): void {
    this.company.acted(this);
    this.journal.append({ kind: 'asked', connection: 0, event: act, raw });
  }

  /** Notes what lay inside something that arrived, or is shown by something else, for whoever searches the journal. */
  finds(event: DomainEvent, raw: string, channel: string): Entry {
    return this.journal.append({ kind: 'answered', connection: 0, event, raw, channel });
  }

  /** Leaves politely and waits until the connection is over. */
  async leave(): Promise<void> {
    await this.part((socket) => socket.close());
  }

  /** Loses the connection without a word and waits until it is over on this side. */
  async isCutOff(): Promise<void> {
    await this.part((socket) => socket.cut());
  }

  /** Waits until the connection in use is over on this side: whatever ends it, `act` brings that about. */
  async losesTheConnection(act: () => void | Promise<void>): Promise<void> {
    const [end, from] = [theEndOf(this.connection), this.journal.end];
    await act();
    await this.sees(end, from);
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

  /** Waits until the server has read everything this player has sent over the connection in use. @throws Error if there is none. */
  async isHeard(): Promise<void> {
    const from = this.journal.end;
    await this.sees(serverHasRead(this.asksForASignOfLife()), from);
  }

  /** As `isHeard`, where the server may end the connection instead. @returns whether everything was read. */
  async isHeardOrEnded(): Promise<boolean> {
    const from = this.journal.end;
    const either = serverHasReadOrEnded(this.asksForASignOfLife(), this.connection);
    const entry = await this.sees(either, from);
    return 'event' in entry && entry.event.kind === 'confirmed';
  }

  /**
   * Asks the server whether it is there, over the connection in use; the journal tells whether it answers.
   * @returns the mark of the answer. @throws Error if there is no connection.
   */
  asksForASignOfLife(): string {
    const socket = this.#connections[this.connection - 1];
    if (!socket?.isOpen)
      throw new Error(`${this.name} cannot be heard by the server: no connection is open.`);
    this.#confirmations += 1;
    const mark = `${this.name} ${this.#confirmations}`;
    socket.confirm(mark);
    return mark;
  }

  private async part(how: (socket: WebSocketConnection) => void): Promise<void> {
    const connection = this.connection;
    const socket = this.#connections[connection - 1];
    if (!socket || socket.isOver) return;
    const from = this.journal.end;
    how(socket);
    await this.awaitsTheEndOf(connection, from);
  }

  /** A close by the server that comes in between is trouble like any other. */
  private awaitsTheEndOf(connection: number, from: number): Promise<Entry> {
    return watching.unasked(this.journal, theEndOf(connection), from, this.patience);
  }

  /** Ends all connections: politely where the server answers, by force where it does not. For the end of a scenario. */
  async retire(): Promise<void> {
    for (const giveUp of this.#unfinished) giveUp();
    await Promise.all(
      this.#connections.map(async (socket, index) => {
        if (socket.isOver) return;
        const from = this.journal.end;
        socket.close();
        await this.awaitsTheEndOf(index + 1, from).catch(async () => {
          socket.cut();
          await this.awaitsTheEndOf(index + 1, from);
        });
      }),
    );
  }
}

/** A frame in the dialect's words. A dialect that fails at it is told of, and neither taken for the server nor let end the run. */
function decoded(door: Door, raw: string): DomainEvent {
  const kind = 'not decoded';
  try {
    const event: unknown = door.decode(raw);
    if (typeof (event as DomainEvent | null | undefined)?.kind === 'string') return event as DomainEvent;
    return { kind, telling: `(the dialect's decode gave no event): ${raw.slice(0, 60)}`, trouble: true };
  } catch (error) {
    const why = error instanceof Error ? error.message.split('\n')[0] : String(error);
    return { kind, telling: `(the dialect's decode threw "${why}"): ${raw.slice(0, 60)}`, trouble: true };
  }
}

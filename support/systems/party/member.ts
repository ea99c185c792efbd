import { opened } from '../../players/connection-expectations';
import type { Answer } from '../../players/http';
import type { Door, Player } from '../../players/player';
import { Sender } from '../sender';
import type { PartyDialect, Seat } from './dialect';
import type { PartyAct, PartyEvent } from './events';
import { letIn } from './expectations';

/** Somebody with a place at the host's table: a player, or the observer. */
export class Member extends Sender<PartyDialect> {
  readonly #tokens: string[] = [];
  readonly #admitted = new Set<number>();
  /** The answer to the last request. */
  #answer: Answer | undefined;

  constructor(
    player: Player,
    dialect: PartyDialect,
    /** The name of the character; the observer's own. */
    readonly character: string,
  ) {
    super(player, dialect);
  }

  /** The token that is in force as far as this member knows. @throws Error if there is none. */
  get token(): string {
    const token = this.#tokens.at(-1);
    if (token === undefined) throw new Error(`${this.name} has no place at the host's table yet.`);
    return token;
  }

  /** All tokens so far, the first one first. */
  get tokens(): readonly string[] {
    return this.#tokens;
  }

  /** True while let in over a connection that passes what either side says. */
  get isIn(): boolean {
    return this.#admitted.has(this.player.connection) && this.player.isReachable;
  }

  /** What the last request was answered. @throws Error if there was none. */
  get answer(): Answer {
    if (this.#answer) return this.#answer;
    throw new Error(`${this.name} has asked for nothing yet.`);
  }

  /** Is given a place, or a new token for it: a secret of this member's and of whoever gave it. */
  takes({ token }: Pick<Seat, 'token'>, host: string): void {
    this.player.secrets.learn(token, `${this.name}'s token`, this.name, host);
    this.#tokens.push(token);
  }

  /** Connects and says nothing yet. @returns the number of the connection. */
  async opens(door: Door = this.dialect.door(undefined, this.player.node)): Promise<number> {
    const from = this.player.journal.end;
    const connection = this.player.connect(door);
    await this.player.sees(opened(connection), from);
    return connection;
  }

  /** Connects with the own token; done when the server lets this member in. @returns the number of the connection. */
  async comes({
    lastSeen,
    token = this.token,
  }: {
    lastSeen?: unknown;
    token?: string;
  } = {}): Promise<number> {
    const connection = await this.opens();
    const from = this.player.journal.end;
    this.introduces(token, lastSeen, connection);
    await this.isLetIn(from, connection);
    return connection;
  }

  /** Connects with a token in the address; done when the server lets this member in. */
  async comesByAddress(token = this.token): Promise<number> {
    const from = this.player.journal.end;
    const connection = await this.opens(this.dialect.door(token, this.player.node));
    await this.isLetIn(from, connection);
    return connection;
  }

  /** Connects with that token, whatever comes of it. */
  async triesToCome(token: string, lastSeen?: unknown): Promise<number> {
    const connection = await this.opens();
    this.introduces(token, lastSeen, connection);
    return connection;
  }

  /** Connects with a token in the address, whatever comes of it. */
  async triesToComeByAddress(token?: string): Promise<number> {
    return this.opens(this.dialect.door(token, this.player.node));
  }

  async isLetIn(from: number, connection: number): Promise<void> {
    await this.player.sees(letIn(this.character, connection), from);
    this.#admitted.add(connection);
  }

  introduces(token: string, lastSeen?: unknown, connection?: number): void {
    this.does({ kind: 'introduces', token, lastSeen }, undefined, connection);
  }

  declares(text: string, connection?: number): void {
    this.does({ kind: 'declares', text }, `"${text.slice(0, 48)}"`, connection);
  }

  asksForTheHistory(since: unknown): void {
    this.does({ kind: 'asks for the history', since }, String(since));
  }

  showsLife(): void {
    this.does({ kind: 'shows life' });
  }

  /** Declares an action by request, whatever comes of it. A remark for the host alone is a secret. */
  async declaresByRequest(text: unknown, privately?: string, host?: string): Promise<Answer> {
    const readers = host === undefined ? [this.name] : [this.name, host];
    const remark =
      privately === undefined
        ? undefined
        : this.player.secrets.markText(privately, `${this.name}'s private remark`, ...readers);
    return this.keeps(this.dialect.declare(this.player, this.token, text, remark));
  }

  async declaresMalformed(description: string): Promise<Answer> {
    return this.keeps(this.dialect.declareMalformed(this.player, this.token, description));
  }

  asksAfter(action: string): Promise<Answer> {
    return this.keeps(this.dialect.askAfter(this.player, this.token, action));
  }

  looksAt(character: string): Promise<Answer> {
    return this.keeps(this.dialect.lookAt(this.player, this.token, character));
  }

  opensThePage(): Promise<Answer> {
    return this.keeps(this.dialect.openPage(this.player, this.token));
  }

  /** The timestamp of the last kept message that reached this member; else of the last welcome. */
  get lastSeen(): string | undefined {
    const { entries } = this.player.journal;
    const last = entries.findLast((entry) => entry.kind === 'received' && 'timestamp' in entry.event);
    const event = last && 'event' in last ? (last.event as PartyEvent) : undefined;
    return event && 'timestamp' in event ? event.timestamp : undefined;
  }

  private async keeps(asking: Promise<Answer>): Promise<Answer> {
    this.#answer = await asking;
    return this.#answer;
  }

  /** The journal has the act without the token: what was asked for is what checkers go by. */
  private does(act: PartyAct, telling?: string, connection?: number): void {
    const { token: _, ...open } = { token: undefined, ...act };
    this.player.send(
      { ...open, ...(telling === undefined ? {} : { telling }) },
      this.dialect.encode(act),
      connection,
    );
  }
}

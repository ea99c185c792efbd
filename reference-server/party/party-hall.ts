import type { Queries } from '../core/database';
import type { Log } from '../core/log';
import type { Listener } from './party-listener';
import { PAGE, readOn } from './party-log';
import type { Message } from './party-session';

/** When the record could not be read it is tried again. Real time: it is about the database. */
const READ_AGAIN_AFTER_MS = 200;

/** This node's connections to one session. */
export class PartyHall {
  readonly #listeners = new Set<Listener>();
  #news = 0;
  #reading = false;
  #readAgain = false;

  constructor(
    readonly sessionId: string,
    private readonly queries: Queries,
    private readonly log: Log,
  ) {}

  get isEmpty(): boolean {
    return this.#listeners.size === 0;
  }

  /** Changes whenever there may be something in the log that was not there before. */
  get news(): number {
    return this.#news;
  }

  add(listener: Listener): void {
    this.#listeners.add(listener);
  }

  remove(listener: Listener): void {
    this.#listeners.delete(listener);
  }

  clear(code: number, reason: string): void {
    for (const { connection } of this.#listeners) connection.close(code, reason);
  }

  /** Tells messages, which follow one another in the log, to all who have heard what was before them. */
  tell(messages: readonly Message[]): void {
    const [first] = messages;
    if (first === undefined) return;
    this.#news += 1;
    for (const message of messages) for (const listener of this.#listeners) this.turnsOut(message, listener);
    let isGap = false;
    for (const listener of this.#listeners) {
      if (!listener.isSettled) continue;
      if (first.seq > listener.cursor + 1) isGap = true;
      else for (const message of messages) if (message.seq > listener.cursor) listener.tell(message);
    }
    if (isGap) this.readOn();
  }

  /** Tells from the log what those who are here have not heard. */
  readOn(): void {
    this.#news += 1;
    this.#readAgain = true;
    if (this.#reading) return;
    this.#reading = true;
    void this.#read();
  }

  /** True if the message closes that listener's connection, which it does. */
  turnsOut({ seq, news }: Message, listener: Listener): boolean {
    if (news.kind !== 'revoked' || listener.since >= seq) return false;
    if (news.memberId !== null && news.memberId !== listener.viewer.memberId) return false;
    this.remove(listener);
    listener.connection.close(news.code, news.reason);
    return true;
  }

  async #read(): Promise<void> {
    try {
      while (this.#readAgain) {
        this.#readAgain = false;
        for (;;) {
          const settled = [...this.#listeners].filter(({ isSettled }) => isSettled);
          if (settled.length === 0) break;
          const from = Math.min(...settled.map(({ cursor }) => cursor));
          const page = await readOn(this.queries, this.sessionId, from);
          this.tell(page);
          if (page.length < PAGE) break;
        }
      }
      this.#reading = false;
    } catch (error) {
      this.log.warn({ err: error, session: this.sessionId }, 'the log could not be read');
      setTimeout(() => {
        this.#reading = false;
        if (!this.isEmpty) this.readOn();
      }, READ_AGAIN_AFTER_MS).unref();
    }
  }
}

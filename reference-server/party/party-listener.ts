import type { OwnConnection } from '../core/connection';
import type { Queries } from '../core/database';
import { InOrder } from '../core/in-order';
import { replayEnd } from './party-frames';
import type { PartyHall } from './party-hall';
import { PAGE, readKept, readOn } from './party-log';
import type { Message, Viewer } from './party-session';
import { viewFor } from './party-views';

/** Bytes that may wait for a reader while the past is told: less than what gets a reader closed for being too slow. */
const LARGEST_LEAD = 64 * 1024;
/** Requests for history that may wait for the one before them. */
const MOST_WAITING = 5;

/**
 * One connection that is told of a session. It has a cursor in the session's log and is told, row by row, what comes after it: by
 * its hall while it is settled, by itself while it is behind.
 */
export class Listener {
  /** The last message of the log that was told here, or passed over because it was not for these eyes. */
  cursor: number;
  /** While true the hall tells it of news. */
  isSettled = false;
  readonly #past = new InOrder();

  /** `since`: the end of the log when the connection was put on record. */
  constructor(
    readonly viewer: Viewer,
    readonly connection: OwnConnection,
    readonly since: number,
    private readonly hall: PartyHall,
    private readonly queries: Queries,
  ) {
    this.cursor = since;
  }

  /** Tells what it has missed (`from`: since then, all that was kept), then what shall come between, and then goes on live. */
  begin(from: Date | undefined, between: readonly object[]): Promise<void> {
    return this.#past.run(async () => {
      if (from !== undefined) await this.#replay(from);
      for (const frame of between) this.connection.send(frame);
      await this.#catchUp();
    });
  }

  /** Tells all that was kept since then once more, and then goes on. Gives false if too many such requests wait. */
  history(from: Date): Promise<void> | undefined {
    if (this.#past.pending > MOST_WAITING) return undefined;
    return this.#past.run(async () => {
      this.isSettled = false;
      await this.#replay(from);
      await this.#catchUp();
    });
  }

  /** Tells the next message of the log. */
  tell(message: Message): void {
    this.cursor = message.seq;
    const frame = viewFor(message, this.viewer);
    if (frame !== undefined) this.connection.send(frame);
  }

  async #replay(from: Date): Promise<void> {
    let count = 0;
    for (let since = from; ; ) {
      const page = await readKept(this.queries, this.hall.sessionId, this.connection.id, since, this.cursor);
      if (page === undefined) return;
      for (const message of page) {
        since = message.at;
        const frame = viewFor(message, this.viewer);
        if (frame === undefined) continue;
        count += 1;
        await this.#sendInStep(frame);
      }
      if (page.length < PAGE) break;
    }
    await this.#sendInStep(replayEnd(count));
  }

  async #catchUp(): Promise<void> {
    while (this.connection.isOpen) {
      const { news } = this.hall;
      const page = await readOn(this.queries, this.hall.sessionId, this.cursor);
      for (const message of page) {
        if (this.hall.turnsOut(message, this)) return;
        this.cursor = message.seq;
        const frame = viewFor(message, this.viewer);
        if (frame !== undefined) await this.#sendInStep(frame);
      }
      if (page.length < PAGE && news === this.hall.news) {
        this.isSettled = true;
        return;
      }
    }
  }

  /** A reader who takes its time is not overrun with what is past. */
  async #sendInStep(frame: object): Promise<void> {
    if (this.connection.backlog < LARGEST_LEAD) this.connection.send(frame);
    else await this.connection.sendAndWait(frame);
  }
}

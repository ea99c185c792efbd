import type { Queries, Transaction } from '../core/database';
import type { Core } from '../core/system';
import type { PartyHall } from './party-hall';
import type { PartyHalls } from './party-halls';
import { append } from './party-log';
import { forbid, type Message, type News, type Ruling, type Session } from './party-session';
import { lockSession, type Recorded, resolveActions, saveChanges } from './party-store';

/** A session under its lock, and what is needed to do something in it. */
export interface Act {
  readonly session: Session;
  /** The same with the end of its log. */
  readonly before: Recorded;
  readonly now: Date;
  /** Everything written by it counts if, and only if, the act does. */
  readonly transaction: Transaction;
}

/** How far back a player's actions count against the next one. */
const LATELY_MS = 1_000;

/** What became of an act. */
export type Decided<Answer> =
  | {
      readonly allowed: true;
      /** After the act. */
      readonly session: Session;
      readonly before: Recorded;
      readonly messages: readonly Message[];
      readonly answer: Answer;
    }
  | { readonly allowed: false; readonly reason: string };

/** Sees every act through: the session is locked, the rules are asked, the record is written, then everybody is told. */
export class PartyReferee {
  constructor(
    private readonly core: Core,
    private readonly halls: PartyHalls,
  ) {}

  /**
   * One act, one transaction. Gives what became of it when those who are at this node have been told, or undefined if there is no such
   * session. Nothing counts and nothing is told if `work` throws or the record cannot be written; the error is passed on.
   * `beforeTold` is called when the act is on record and nobody has been told.
   */
  act<Answer>(
    sessionId: string,
    work: (act: Act) => Promise<Ruling<Answer>>,
    beforeTold: (hall: PartyHall, before: Recorded) => void = () => {},
  ): Promise<Decided<Answer> | undefined> {
    const { database, clock, log } = this.core;
    return this.halls.inTurn(sessionId, async (hall) => {
      const decided = await database.transaction(async (transaction) => {
        const now = clock.now();
        const before = await lockSession(transaction, sessionId, new Date(now.getTime() - LATELY_MS));
        if (before === undefined) return undefined;
        const ruling = await work({ session: before.session, before, now, transaction });
        if (!ruling.allowed) return ruling;
        const { session, tell, queued, resolved = [], answer } = ruling;
        if (isUnrecordable(tell, before.session, session)) return UNRECORDABLE;
        const statuses = await this.#resolve(transaction, sessionId, resolved);
        saveChanges(transaction, before.session, session);
        const messages = append(transaction, before, [...statuses, ...tell], now, queued);
        return { allowed: true as const, session, before, messages, answer };
      });
      if (decided?.allowed) {
        beforeTold(hall, decided.before);
        this.halls.announce(hall, decided.messages);
        const told = decided.messages.map(({ news }) => news.kind);
        log.debug({ session: sessionId, upTo: decided.messages.at(-1)?.seq, told }, 'decided');
      }
      return decided;
    });
  }

  async #resolve(transaction: Queries, sessionId: string, ids: readonly string[]): Promise<News[]> {
    if (ids.length === 0) return [];
    const actions = await resolveActions(transaction, sessionId, ids);
    return actions.map(({ id, playerId }) => ({
      kind: 'action_status',
      playerId,
      actionId: id,
      status: 'resolved',
    }));
  }
}

const UNRECORDABLE = forbid('Texts must not hold NUL or half a character');

/** PostgreSQL's JSON takes no NUL, and no half of a pair that makes one character: JSON.stringify writes both as escapes. */
function isUnrecordable(tell: readonly News[], before: Session, after: Session): boolean {
  const { combat, players } = after;
  const written = [
    tell,
    combat === before.combat ? null : combat,
    players === before.players ? null : players.map(({ sheet }) => sheet),
  ];
  return /(?<!\\)(?:\\\\)*\\u(?:0000|d[89a-f])/.test(JSON.stringify(written));
}

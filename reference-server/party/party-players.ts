import { randomUUID } from 'node:crypto';
import type { OwnConnection } from '../core/connection';
import type { Core } from '../core/system';
import { hashOf } from '../core/tokens';
import { addConnection, removeConnection } from './party-connections';
import { connected } from './party-frames';
import type { PartyHall } from './party-hall';
import type { PartyHalls } from './party-halls';
import { Listener } from './party-listener';
import { farewell, holdsToken, memberOf, welcome } from './party-people-rules';
import type { PartyPresence } from './party-presence';
import { type Submission, submit } from './party-queue-rules';
import type { Act, Decided, PartyReferee } from './party-referee';
import { type Action, fightOf, type Ruling, type Session } from './party-session';
import { findAction, findSession, memberOfToken, type Recorded } from './party-store';
import { combatStateFor } from './party-views';

/** A token that is nobody's, or not any more. */
export class InvalidToken extends Error {
  override readonly name = 'InvalidToken';

  constructor() {
    super('Invalid token');
  }
}

/** Who somebody was, by a token, when it was last looked at. It does not last: every act looks again, under the session's lock. */
export interface Credentials {
  readonly sessionId: string;
  readonly memberId: string;
  readonly tokenHash: Buffer;
}

/** A connection that takes part. */
export interface Participation {
  readonly listener: Listener;
  readonly hall: PartyHall;
  /** To be sent first. */
  readonly greeting: object;
  /** To be sent after what was missed: the fight, if there is one. */
  readonly fight: readonly object[];
}

/** What members of sessions do: look around, come, act, go. */
export class PartyPlayers {
  constructor(
    private readonly core: Core,
    private readonly halls: PartyHalls,
    private readonly referee: PartyReferee,
    private readonly presence: PartyPresence,
  ) {}

  /** @throws InvalidToken */
  async identify(token: string): Promise<Credentials> {
    const tokenHash = hashOf(token);
    const member = await memberOfToken(this.core.database, tokenHash);
    if (member === undefined) throw new InvalidToken();
    return { ...member, tokenHash };
  }

  /** The session as it stands. @throws InvalidToken */
  async look({ sessionId, memberId, tokenHash }: Credentials): Promise<Session> {
    const found = await this.core.database.snapshot((queries) =>
      findSession(queries, sessionId, this.core.clock.now()),
    );
    if (found === undefined || !holdsToken(found.session, memberId, tokenHash)) throw new InvalidToken();
    return found.session;
  }

  /** An action of their own, by its id (a UUID), or undefined. @throws InvalidToken */
  async actionOf({ sessionId, memberId, tokenHash }: Credentials, id: string): Promise<Action | undefined> {
    return this.core.database.snapshot(async (queries) => {
      const holder = await memberOfToken(queries, tokenHash);
      if (holder?.memberId !== memberId || holder.sessionId !== sessionId) throw new InvalidToken();
      const action = await findAction(queries, sessionId, id);
      return action?.playerId === memberId ? action : undefined;
    });
  }

  /** @throws InvalidToken */
  async submit(credentials: Credentials, text: unknown, privateText: unknown): Promise<Submission> {
    const { memberId } = credentials;
    // The referee passes a refusal on as it is, but knows only its reason.
    let submission: Submission | undefined;
    const decided = await this.#act(credentials, async ({ session, before, now }) => {
      const recent = before.recent.get(memberId) ?? 0;
      submission = submit(session, memberId, { id: randomUUID(), text, privateText, at: now, recent });
      return submission;
    });
    if (submission === undefined) throw new Error('no ruling');
    if (!decided.allowed && submission.allowed) return { ...decided, because: 'not a text' };
    return submission;
  }

  /** Puts a connection on record and among those who are told. Nothing has been sent yet. @throws InvalidToken */
  async enter(credentials: Credentials, connection: OwnConnection): Promise<Participation> {
    const { sessionId, memberId } = credentials;
    const viewer = { memberId };
    let entered: { readonly listener: Listener; readonly hall: PartyHall } | undefined;
    const decided = await this.#act(
      credentials,
      async ({ session, transaction }): Promise<Ruling<void>> => {
        const { nodeId } = this.presence;
        const isFirst = await addConnection(transaction, sessionId, memberId, connection.id, nodeId);
        const member = memberOf(session, memberId);
        const tell = isFirst && member !== undefined ? welcome(member) : [];
        return { allowed: true, session, tell, answer: undefined };
      },
      (hall, before) => {
        const listener = new Listener(viewer, connection, before.lastSeq, hall, this.core.database);
        hall.add(listener);
        entered = { listener, hall };
      },
    );
    if (!decided.allowed || entered === undefined) throw new Error('nobody forbids to enter');
    const { before, session } = decided;
    return {
      ...entered,
      greeting: connected(memberId, before.lastKeptAt),
      fight: session.combat === null ? [] : [combatStateFor(fightOf(session), viewer)],
    };
  }

  /** A connection is gone. Where that cannot be recorded now, it will be. */
  async leave({ sessionId, memberId }: Credentials, { listener, hall }: Participation): Promise<void> {
    hall.remove(listener);
    const goes = () =>
      this.referee.act(sessionId, async ({ session, transaction }): Promise<Ruling<void>> => {
        const wasLast = await removeConnection(transaction, listener.connection.id);
        const member = memberOf(session, memberId);
        const tell = wasLast && member !== undefined ? farewell(member) : [];
        return { allowed: true, session, tell, answer: undefined };
      });
    try {
      if (!this.halls.stopped) await goes();
    } catch (error) {
      this.presence.owe(goes);
      throw error;
    } finally {
      this.halls.tidy(hall);
    }
  }

  async #act<Answer>(
    { sessionId, memberId, tokenHash }: Credentials,
    work: (act: Act) => Promise<Ruling<Answer>>,
    beforeTold?: (hall: PartyHall, before: Recorded) => void,
  ): Promise<Decided<Answer>> {
    const checked = async (act: Act) => {
      if (!holdsToken(act.session, memberId, tokenHash)) throw new InvalidToken();
      return work(act);
    };
    const decided = await this.referee.act(sessionId, checked, beforeTold);
    if (decided === undefined) throw new InvalidToken();
    return decided;
  }
}

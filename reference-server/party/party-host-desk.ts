import { randomUUID } from 'node:crypto';
import type { Core } from '../core/system';
import { hashOf, newToken } from '../core/tokens';
import { countConnections, removeConnections } from './party-connections';
import {
  NotAllowed,
  type PartyHost,
  type PartyStatus,
  type Pass,
  type Resolution,
  type Started,
} from './party-host';
import { kick, refresh, stop } from './party-people-rules';
import type { PartyPresence } from './party-presence';
import { resolve } from './party-queue-rules';
import type { Act, Decided, PartyReferee } from './party-referee';
import { type Action, forbid, type Member, OBSERVER, type Ruling, type Session } from './party-session';
import {
  countActions,
  findAction,
  findSession,
  insertSession,
  popAction,
  runningSessionOf,
} from './party-store';
import type { Story } from './party-story';

const NOTHING_RUNS = 'No session is running: start_party_mode starts one';
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** What a host can do, on whatever node. */
export class HostDesk implements PartyHost {
  /** Which session each host's was when it was last looked up: a hint that saves looking, and is right or leads to looking. */
  readonly #lastKnown = new Map<string, string>();

  constructor(
    private readonly core: Core,
    private readonly story: Story,
    private readonly referee: PartyReferee,
    private readonly presence: PartyPresence,
  ) {}

  async startPartyMode(hostId: string, playerIds?: readonly string[]): Promise<Started> {
    const cast = this.#castOf(playerIds ?? this.story.players.map(({ id }) => id));
    const players = cast.map(({ id, sheet }) => ({ ...newcomer(id, sheet.name), sheet }));
    const observer = newcomer(OBSERVER, 'Observer');
    const id = randomUUID();
    const startedAt = this.core.clock.now();
    const session: Session = {
      id,
      hostId,
      status: 'running',
      startedAt,
      players: players.map(({ token: _, ...player }) => player),
      observer,
      combat: null,
    };
    const isStarted = await this.core.database.transaction((transaction) =>
      insertSession(transaction, session, this.story.id),
    );
    if (!isStarted) throw new NotAllowed('A session is running already: stop_party_mode stops it');
    this.core.log.debug({ session: id }, 'a session starts');
    return { sessionId: id, players: players.map(passOf), observer: passOf(observer) };
  }

  stop(hostId: string): Promise<string> {
    return this.#answer(hostId, async (act) => this.#revoking(act, stop(act.session)));
  }

  async status(hostId: string): Promise<PartyStatus | undefined> {
    return this.core.database.snapshot(async (queries) => {
      const sessionId = await runningSessionOf(queries, hostId);
      const found = sessionId && (await findSession(queries, sessionId, this.core.clock.now()));
      if (!found) return undefined;
      const { session } = found;
      const [connections, queue] = await Promise.all([
        countConnections(queries, session.id),
        countActions(queries, session.id),
      ]);
      return {
        sessionId: session.id,
        players: session.players.map((player) => ({
          ...player,
          connections: connections.get(player.id) ?? 0,
        })),
        queue,
        combat: session.combat,
        story: this.story,
      };
    });
  }

  pop(hostId: string): Promise<Action | undefined> {
    return this.#answer(hostId, async ({ session, transaction }) => {
      const action = await popAction(transaction, session.id, this.presence.nodeId);
      return {
        allowed: true,
        session,
        tell:
          action === undefined
            ? []
            : [
                {
                  kind: 'action_status',
                  playerId: action.playerId,
                  actionId: action.id,
                  status: 'processing',
                },
              ],
        answer: action,
      };
    });
  }

  async resolve(hostId: string, resolution: Resolution): Promise<{ messageId: string; at: Date }> {
    const { messages } = await this.#decide(hostId, async ({ session, transaction }) => {
      const { actionId } = resolution;
      const action = UUID.test(actionId) ? await findAction(transaction, session.id, actionId) : undefined;
      return resolve(session, action, resolution);
    });
    const narrative = messages.find(({ news }) => news.kind === 'narrative');
    if (narrative === undefined) throw new Error('nothing was told');
    return { messageId: narrative.id, at: narrative.at };
  }

  thinking(hostId: string, message: string): Promise<number> {
    return this.#answer(hostId, async ({ session, transaction }) => {
      const connections = await countConnections(transaction, session.id);
      const told = [...connections.values()].reduce((sum, count) => sum + count, 0);
      return { allowed: true, session, tell: [{ kind: 'thinking', message }], answer: told };
    });
  }

  kick(hostId: string, playerId: string): Promise<void> {
    return this.#answer(hostId, async (act) => this.#revoking(act, kick(act.session, playerId)));
  }

  async refreshToken(hostId: string, memberId: string): Promise<Pass> {
    const token = newToken();
    const name = await this.#answer(hostId, async (act) => {
      const connections = await countConnections(act.transaction, act.session.id);
      const isConnected = connections.has(memberId);
      return this.#revoking(act, refresh(act.session, memberId, hashOf(token), isConnected));
    });
    return passOf({ id: memberId, name, token });
  }

  change<Answer>(hostId: string, rule: (session: Session) => Ruling<Answer>): Promise<Answer> {
    return this.#answer(hostId, async ({ session }) => rule(session));
  }

  /** Connections that are to be closed are off the record with the token that let them in: nobody waits for their end. */
  #revoking<Answer>({ session, transaction }: Act, ruling: Ruling<Answer>): Ruling<Answer> {
    if (!ruling.allowed) return ruling;
    for (const news of ruling.tell) {
      if (news.kind === 'revoked') removeConnections(transaction, session.id, news.memberId);
    }
    return ruling;
  }

  async #answer<Answer>(hostId: string, work: (act: Act) => Promise<Ruling<Answer>>): Promise<Answer> {
    return (await this.#decide(hostId, work)).answer;
  }

  async #decide<Answer>(
    hostId: string,
    work: (act: Act) => Promise<Ruling<Answer>>,
  ): Promise<Extract<Decided<Answer>, { allowed: true }>> {
    const known = this.#lastKnown.get(hostId);
    const sessionId = known ?? (await runningSessionOf(this.core.database, hostId));
    if (sessionId === undefined) throw new NotAllowed(NOTHING_RUNS);
    let isRunning = true;
    const decided = await this.referee.act(sessionId, async (act) => {
      isRunning = act.session.status === 'running';
      return isRunning ? work(act) : forbid(NOTHING_RUNS);
    });
    if (isRunning && decided !== undefined) {
      if (decided.allowed && decided.session.status === 'stopped') this.#lastKnown.delete(hostId);
      else this.#lastKnown.set(hostId, sessionId);
      if (!decided.allowed) throw new NotAllowed(decided.reason);
      return decided;
    }
    this.#lastKnown.delete(hostId);
    if (known === undefined) throw new NotAllowed(NOTHING_RUNS);
    return this.#decide(hostId, work);
  }

  #castOf(playerIds: readonly string[]): Story['players'] {
    if (playerIds.length === 0) throw new NotAllowed('A session needs players');
    const unknown = playerIds.find((id) => !this.story.players.some((player) => player.id === id));
    if (unknown !== undefined) throw new NotAllowed(`Unknown player: ${unknown}`);
    const twice = playerIds.find((id, index) => playerIds.indexOf(id) !== index);
    if (twice !== undefined) throw new NotAllowed(`Twice among the players: ${twice}`);
    return this.story.players.filter(({ id }) => playerIds.includes(id));
  }
}

/** A member with a token that exists nowhere else. */
function newcomer(id: string, name: string): Member & { readonly token: string } {
  const token = newToken();
  return { id, name, status: 'active', tokenHash: hashOf(token), token };
}

function passOf({ id, name, token }: Pick<Member, 'id' | 'name'> & { readonly token: string }): Pass {
  return { memberId: id, name, token, playPath: `/play?token=${token}` };
}

import type { Timer } from '../core/clock';
import { type OwnConnection, SERVER_FAILED } from '../core/connection';
import { KeepAlive } from '../core/keep-alive';
import type { NodeDoor, Visit } from '../core/system';
import type { PartyDesk } from './party-desk';
import { authError, errorFrame, PING, rejected } from './party-frames';
import {
  GARBLED_LAST_SEEN,
  type Introduction,
  LARGEST_FRAME,
  parseAuth,
  parsePlayerMessage,
} from './party-messages';
import { REFUSED } from './party-people-rules';
import { type Credentials, InvalidToken, type Participation } from './party-players';

const AUTH_WITHIN_MS = 5_000;
/** A player gives a sign of life by a frame, as the contract says. */
const PATIENCE = { askEvery: 20_000, longestSilence: 60_000 };
const INTERNAL = 'Internal error';

/** `/ws`: where players and the observer come in. */
export function playerDoor(desk: PartyDesk): NodeDoor {
  return {
    name: '/ws',
    path: /^\/ws$/,
    framesPerSecond: 60,
    largestFrame: LARGEST_FRAME,
    receive: (visit) => void new PlayerVisit(desk, visit),
  };
}

/** One connection, from the handshake to its end. */
class PlayerVisit {
  readonly #connection: OwnConnection;
  readonly #authTimeout: Timer;
  readonly #keepAlive: KeepAlive;
  /** Resolves when it is decided whether they are welcome. */
  #entering: Promise<void> | undefined;
  #credentials: Credentials | undefined;
  #participation: Participation | undefined;

  constructor(
    private readonly desk: PartyDesk,
    { connection, query }: Visit,
  ) {
    const { clock } = desk.core;
    this.#connection = connection;
    this.#authTimeout = clock.after(AUTH_WITHIN_MS, () => this.#refuse('Authentication timeout'));
    this.#keepAlive = new KeepAlive(connection, clock, PATIENCE, () => {
      if (this.#participation !== undefined) connection.send(PING);
    });
    connection.onText((text) => {
      this.#keepAlive.heard();
      void this.#hear(text);
    });
    connection.onClose(() => {
      this.#authTimeout.cancel();
      this.#keepAlive.stop();
      void this.#leave();
    });
    const token = query.get('token');
    if (token !== null) void this.#introduce({ token, lastSeen: undefined });
  }

  async #hear(text: string): Promise<void> {
    if (this.#entering === undefined) {
      const parsed = parseAuth(text);
      if ('wrong' in parsed) this.#refuse(parsed.wrong);
      else await this.#introduce(parsed.message);
      return;
    }
    await this.#entering;
    if (this.#credentials === undefined || this.#participation === undefined) return;
    await this.#obey(text, this.#credentials, this.#participation).catch((error) => {
      if (error instanceof InvalidToken) this.#turnOut();
      else this.#fail(error, () => this.#connection.send(errorFrame(INTERNAL)));
    });
  }

  #introduce(introduction: Introduction): Promise<void> {
    this.#authTimeout.cancel();
    this.#entering = this.#enter(introduction).catch((error) => {
      if (error instanceof InvalidToken) this.#refuse(error.message);
      else this.#failForGood(error);
    });
    return this.#entering;
  }

  async #enter({ token, lastSeen }: Introduction): Promise<void> {
    const { players } = this.desk;
    const credentials = await players.identify(token);
    if (!this.#connection.isOpen) return;
    const participation = await players.enter(credentials, this.#connection);
    this.#credentials = credentials;
    this.#participation = participation;
    if (!this.#connection.isOpen) return this.#leave();
    const { greeting, fight, listener } = participation;
    this.#connection.send(greeting);
    if (lastSeen === 'garbled') this.#connection.send(errorFrame(GARBLED_LAST_SEEN));
    // What they say is heard while they are told of the past.
    const past = lastSeen === 'garbled' ? undefined : lastSeen;
    listener.begin(past, fight).catch((error) => this.#failForGood(error));
  }

  async #obey(text: string, credentials: Credentials, { listener }: Participation): Promise<void> {
    const parsed = parsePlayerMessage(text);
    if ('wrong' in parsed) return this.#connection.send(errorFrame(parsed.wrong));
    const { message } = parsed;
    switch (message.type) {
      case 'action': {
        const submission = await this.desk.players.submit(credentials, message.text, null);
        if (!submission.allowed) this.#connection.send(rejected(submission.reason));
        return;
      }
      case 'history_request': {
        const told = listener.history(message.since);
        if (told === undefined) this.#connection.send(errorFrame('Too many requests for history'));
        // Half of it was told, perhaps: they come again for the rest.
        return told?.catch((error) => this.#failForGood(error));
      }
      case 'heartbeat':
      case 'pong':
        return;
    }
  }

  #refuse(message: string): void {
    this.#connection.send(authError(message));
    this.#connection.close(REFUSED, message);
  }

  /** Their token is dead, of which this node has not heard yet: the log says why. */
  #turnOut(): void {
    const { listener, hall } = this.#participation ?? {};
    if (listener?.isSettled) hall?.readOn();
    else this.#refuse('Invalid token');
  }

  /** Once: whatever was under way when the connection ended ends here. */
  async #leave(): Promise<void> {
    const [credentials, participation] = [this.#credentials, this.#participation];
    if (credentials === undefined || participation === undefined) return;
    this.#participation = undefined;
    await this.desk.players.leave(credentials, participation).catch((error) => this.#fail(error, () => {}));
  }

  /** They cannot go on from here, and come again. */
  #failForGood(error: unknown): void {
    this.#fail(error, () => this.#connection.close(SERVER_FAILED, INTERNAL));
  }

  #fail(error: unknown, tell: () => void): void {
    if (this.desk.halls.stopped) return;
    const { sessionId: session, memberId: member } = this.#credentials ?? {};
    this.desk.core.log.error({ err: error, session, member }, 'a message of a player failed');
    tell();
  }
}

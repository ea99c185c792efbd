import type { Combat } from './party-combat-rules';
import type { Action, Player, Ruling, Session } from './party-session';
import type { Story } from './party-story';

/** The host wants something that cannot be. The message is one sentence for the host; nothing has changed, and nobody was told anything. */
export class NotAllowed extends Error {
  override readonly name = 'NotAllowed';
}

/** A token that was made just now: it cannot be had again. */
export interface Pass {
  readonly memberId: string;
  readonly name: string;
  readonly token: string;
  /** `/play?token=...` */
  readonly playPath: string;
}

export interface Started {
  readonly sessionId: string;
  readonly players: readonly Pass[];
  readonly observer: Pass;
}

export interface PartyStatus {
  readonly sessionId: string;
  readonly players: readonly (Player & { readonly connections: number })[];
  readonly queue: Readonly<Record<Action['status'], number>>;
  readonly combat: Combat | null;
  readonly story: Story;
}

export interface Resolution {
  readonly actionId: string;
  /** Texts have 1 to 8,000 characters: whoever calls has seen to it. */
  readonly narrative: string;
  /** By player. */
  readonly privateMessages?: Readonly<Record<string, string>> | undefined;
  readonly dmNotes?: string | undefined;
}

/**
 * What a host can do, each in one transaction: when it resolves, it is on record, and those who are to know are being told. `hostId` is
 * that of an account with the role `host`. Everything throws NotAllowed where there is no running session, but for `startPartyMode`
 * and `status`.
 */
export interface PartyHost {
  /** @throws NotAllowed if a session of this host is running, or one of the players is not of the story, or twice. */
  startPartyMode(hostId: string, playerIds?: readonly string[]): Promise<Started>;
  /** Gives the session's id. */
  stop(hostId: string): Promise<string>;
  /** Undefined without a running session. */
  status(hostId: string): Promise<PartyStatus | undefined>;
  /** The oldest pending action, which is `processing` from now on; undefined if there is none. */
  pop(hostId: string): Promise<Action | undefined>;
  /** Gives id and timestamp of the narrative. */
  resolve(hostId: string, resolution: Resolution): Promise<{ messageId: string; at: Date }>;
  /** Gives how many connections are told. */
  thinking(hostId: string, message: string): Promise<number>;
  kick(hostId: string, playerId: string): Promise<void>;
  /** Also for OBSERVER, and for those who were kicked. */
  refreshToken(hostId: string, memberId: string): Promise<Pass>;
  /** Everything else: the rule decides on the running session, under its lock. @throws NotAllowed with the reason it gives. */
  change<Answer>(hostId: string, rule: (session: Session) => Ruling<Answer>): Promise<Answer>;
}

import type { Sheet, SheetChanges } from './party-character-rules';
import { type Combat, type CombatState, combatState } from './party-combat-rules';

/** The observer's id, in every session. */
export const OBSERVER = 'OBSERVER';

/** Somebody with a token of the session: a player, or the observer. */
export interface Member {
  /** The story's: `thorin`; or OBSERVER. */
  readonly id: string;
  readonly name: string;
  /** Who was kicked has no token, until it is refreshed. */
  readonly status: 'active' | 'kicked';
  /** SHA-256 of the token; null after a kick and after the end. */
  readonly tokenHash: Buffer | null;
}

export interface Player extends Member {
  readonly sheet: Sheet;
}

/** A session as it is on record, held under its lock: what the rules take and give. They change it by making another one. */
export interface Session {
  readonly id: string;
  readonly hostId: string;
  readonly status: 'running' | 'stopped';
  readonly startedAt: Date;
  /** In the story's order, those who were kicked among them; the observer is not. */
  readonly players: readonly Player[];
  readonly observer: Member;
  readonly combat: Combat | null;
}

export type ActionStatus = 'pending' | 'processing' | 'resolved';

/** What a player wants to do: first in first out over all players of a session. */
export interface Action {
  /** UUID. */
  readonly id: string;
  readonly playerId: string;
  readonly text: string;
  /** For the host only. */
  readonly privateText: string | null;
  readonly status: ActionStatus;
  readonly submittedAt: Date;
}

/** What an act gives to tell. It becomes a row of the session's log; who is shown what of it is for `viewFor` to say. */
export type News =
  /** Kept. `actionId` null: a round's, whose actions are `actionIds`. */
  | {
      readonly kind: 'narrative';
      readonly actionId: string | null;
      readonly actionIds?: readonly string[];
      readonly narrative: string;
      /** By player: each is for that one only. */
      readonly privateMessages: Readonly<Record<string, string>>;
      /** For the host only: on record, and told to nobody. */
      readonly dmNotes: string | null;
    }
  /** Kept. */
  | { readonly kind: 'system'; readonly content: string }
  | {
      readonly kind: 'action_status';
      /** Whose action it is. */
      readonly playerId: string;
      readonly actionId: string;
      readonly status: ActionStatus;
    }
  | { readonly kind: 'combat_state'; readonly combat: CombatState }
  | { readonly kind: 'character_update'; readonly playerId: string; readonly changes: SheetChanges }
  | { readonly kind: 'thinking'; readonly message: string }
  /** Shown to nobody: connections opened before it with a token of that member (null: of anybody) are closed. */
  | {
      readonly kind: 'revoked';
      readonly memberId: string | null;
      readonly code: number;
      readonly reason: string;
    };

/** A row of a session's log. Live and on replay it is the same. */
export interface Message {
  /** Counts from 1 in its session, without gaps: what was committed before has a lower one. */
  readonly seq: number;
  /** UUID. */
  readonly id: string;
  /** Strictly increasing over the kept messages of a session. */
  readonly at: Date;
  readonly news: News;
}

/** What there is to tell of a session's fight, or that there is none. */
export function combatNews(session: Session): News {
  return { kind: 'combat_state', combat: fightOf(session) };
}

/** The session's fight as it stands, with all numbers. */
export function fightOf({ combat, players }: Session): CombatState {
  return combatState(combat, (id) => players.find((player) => player.id === id)?.sheet);
}

/** Kept messages are what replay and history give; the others are of the moment. */
export function isKept({ kind }: News): boolean {
  return kind === 'narrative' || kind === 'system';
}

/** Whose eyes a message is seen with. */
export interface Viewer {
  /** A player's id, or OBSERVER. */
  readonly memberId: string;
}

/** A session after something that could not be refused, with what there is to tell of it. */
export interface Change {
  readonly session: Session;
  readonly tell: readonly News[];
}

/** What the rules say to an act of the host's, or a player's. */
export type Ruling<Answer> =
  | {
      readonly allowed: true;
      readonly session: Session;
      readonly tell: readonly News[];
      /** An action that goes to the end of the queue. */
      readonly queued?: Action;
      /** Actions that are resolved by it, by id; those that are so already stay so. The owners are told before `tell`. */
      readonly resolved?: readonly string[];
      readonly answer: Answer;
    }
  /** One sentence that names the thing. */
  | { readonly allowed: false; readonly reason: string };

export const forbid = (reason: string): { readonly allowed: false; readonly reason: string } => ({
  allowed: false,
  reason,
});

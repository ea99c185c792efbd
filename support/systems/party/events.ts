import type { AnswerEvent, RefusedEvent } from '../../players/answers';
import type { UnknownEvent } from '../../players/event';

/** Where an action stands: it waits, the host has taken it up, or it is answered. */
export type ActionStatus = 'waiting' | 'taken up' | 'answered';
export type Health = 'healthy' | 'wounded' | 'down';
export type CombatMode = 'turn by turn' | 'all at once';

/** Somebody in the order of a fight: a player's character, or a monster. */
export interface Combatant {
  readonly name: string;
  /** Undefined where it is not shown. */
  readonly initiative: number | undefined;
  readonly conditions: readonly string[];
  readonly health: Health;
}

/** How a fight stands, as one viewer is shown it. */
export interface Combat {
  readonly active: boolean;
  /** Null where there is no fight. */
  readonly mode: CombatMode | null;
  readonly round: number;
  /** Name of whoever has the turn; null where nobody has one. */
  readonly turn: string | null;
  readonly order: readonly Combatant[];
  readonly yourTurn: boolean;
  /** The viewer's own; undefined where they are not shown. */
  readonly hitPoints: number | undefined;
  readonly maxHitPoints: number | undefined;
  /** Names; undefined where nobody submits. */
  readonly submitted: readonly string[] | undefined;
  readonly waitingFor: readonly string[] | undefined;
}

/** A character's sheet, or what is shown of it; undefined is what is not shown. */
export interface Sheet {
  readonly name?: string | undefined;
  readonly class?: string | undefined;
  readonly level?: number | undefined;
  readonly health?: Health | undefined;
  readonly conditions?: readonly string[] | undefined;
  readonly initiative?: number | undefined;
  readonly hitPoints?: number | undefined;
  readonly maxHitPoints?: number | undefined;
  readonly secretBackground?: string | undefined;
  readonly hiddenRoll?: string | undefined;
}

interface Told {
  readonly telling?: string;
}

/** What is kept of a session, and told again to whoever has missed it. */
interface Kept extends Told {
  readonly id: string;
  /** Milliseconds since 1970, with decimals where the server writes them. */
  readonly at: number;
  /** The same as it was written, for `last_seen` and the like. */
  readonly timestamp: string;
}

/** The host's answer, as one viewer is shown it. */
export interface Narrative extends Kept {
  readonly kind: 'narrative';
  /** The actions that it answers. */
  readonly actions: readonly string[];
  readonly text: string;
  /** For this viewer only. */
  readonly privately: string | undefined;
}

/** What a party server says, in the words of the table. */
export type PartyEvent =
  | (Told & { readonly kind: 'let in'; readonly character: string; readonly timestamp: string })
  | (Told & { readonly kind: 'turned away'; readonly reason: string; readonly trouble: true })
  | Narrative
  | (Kept & { readonly kind: 'announcement'; readonly text: string })
  | (Told & { readonly kind: 'replay end'; readonly count: number })
  | (Told & { readonly kind: 'action status'; readonly action: string; readonly status: ActionStatus })
  | (Told & { readonly kind: 'action rejected'; readonly reason: string; readonly trouble: true })
  | (Told & { readonly kind: 'thinking'; readonly text: string })
  | (Told & { readonly kind: 'combat'; readonly combat: Combat })
  | (Told & { readonly kind: 'character changed'; readonly name: string; readonly changes: Sheet })
  | (Told & { readonly kind: 'asked for a sign of life' })
  | RefusedEvent
  | UnknownEvent;

/** An event of that kind. */
export type Kind<K extends PartyEvent['kind']> = Extract<PartyEvent, { kind: K }>;

/** What the host is answered, and what a player is who asks by request. */
export type HostEvent =
  | (Told & { readonly kind: 'order carried out' })
  | (Told & { readonly kind: 'order refused'; readonly reason: string; readonly trouble: true })
  | AnswerEvent;

/** What a player or the observer sends, in the words of the table. */
export type PartyAct =
  /** `lastSeen`: the timestamp of what was seen last, or anything else as it stands; undefined leaves it out. */
  | { readonly kind: 'introduces'; readonly token: string; readonly lastSeen?: unknown }
  | { readonly kind: 'declares'; readonly text: string }
  | { readonly kind: 'asks for the history'; readonly since: unknown }
  | { readonly kind: 'shows life' };

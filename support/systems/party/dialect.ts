import type { PageDoor } from '../../players/browser/page';
import type { Answer } from '../../players/http';
import type { Door, Player } from '../../players/player';
import type { ActionStatus, CombatMode, PartyAct, PartyEvent, Sheet } from './events';

/** One place at the table, as the host is given it: whoever has the token sits there. */
export interface Seat {
  /** The id on the wire. */
  readonly id: string;
  /** The character's name; the observer's id for the observer. */
  readonly name: string;
  readonly token: string;
}

export interface OpenedSession {
  readonly id: string;
  readonly players: readonly Seat[];
  readonly observer: Seat;
}

/** An action as the host takes it up. */
export interface TakenAction {
  readonly id: string;
  /** The name of whoever declared it. */
  readonly by: string;
  readonly text: string;
  /** What was said with it to the host alone. */
  readonly privately: string | undefined;
}

/**
 * The parts of a player's page: the entries of its log, what it says to its reader, those in the order of a fight, the field for an
 * action, and what sends it.
 */
export type PagePart = 'log' | 'word' | 'order' | 'field' | 'button';

/** What a page says to its reader in words of its own, and when. */
export type PageWord = 'the action waits' | 'the host has removed the reader' | 'the address is not valid';

/** The session as the host looks at it. */
export interface SessionView {
  readonly running: boolean;
  readonly players: readonly {
    readonly name: string;
    readonly status: 'active' | 'kicked';
    readonly connections: number;
  }[];
  readonly queue: Readonly<Record<ActionStatus, number>>;
  /** Those in the fight, in its order; nobody without one. */
  readonly fighters: readonly Pick<Sheet, 'name' | 'hitPoints' | 'maxHitPoints'>[];
  /** Everything that came, as text. */
  readonly text: string;
}

/** An answer of the host's. Private texts are by the name of whom they are for. */
export interface Answering {
  readonly action: string;
  readonly text: string;
  readonly privately?: Readonly<Record<string, string>> | undefined;
  readonly notes?: string | undefined;
}

/** Somebody who fights: a player by name alone, or a monster with hit points. */
export interface Fighter {
  readonly name: string;
  readonly initiative: number;
  /** What makes it a monster; null where nobody counts them. */
  readonly hitPoints?: number | null | undefined;
}

/** What the host can order, with what it takes and what it gives. */
export interface HostOrders {
  /** Players by name; left out: all of the story. */
  'opens the session': { asks: { players?: readonly string[] | undefined }; told: OpenedSession };
  'ends the session': { asks: object; told: unknown };
  'looks at the session': { asks: object; told: SessionView };
  'takes up the next action': { asks: object; told: TakenAction | undefined };
  'answers an action': { asks: Answering; told: { readonly timestamp: string } };
  'is thinking': { asks: { text: string }; told: unknown };
  'removes a player': { asks: { name: string }; told: unknown };
  'gives a new token': { asks: { name: string }; told: Seat };
  'begins a fight': { asks: { mode: CombatMode; order?: readonly Fighter[] | undefined }; told: unknown };
  'passes the turn': { asks: object; told: unknown };
  'ends the round': { asks: Omit<Answering, 'action'>; told: unknown };
  'ends the fight': { asks: object; told: unknown };
  'changes a character': { asks: { name: string; changes: Sheet }; told: Sheet };
}
export type Order = keyof HostOrders;
export type Asks<O extends Order> = HostOrders[O]['asks'];

/** What became of an order. */
export type Outcome<T> =
  | { readonly granted: true; readonly told: T }
  | { readonly granted: false; readonly reason: string };

/** The host's line to the server: orders, and the commands that a host types. */
export interface HostLine {
  /** @throws Missed if no answer comes. */
  order<O extends Order>(order: O, what: Asks<O>): Promise<Outcome<HostOrders[O]['told']>>;
  /** An order that is wrong in the way described. @throws Error naming the descriptions it knows. */
  malformed(description: string, taken: TakenAction | undefined): Promise<Outcome<unknown>>;
  /** Begins to say an order, and never ends it. */
  beginsAnOrder(): void;
  /** What a command that the host types comes to: the orders that it names, in their order. */
  command(name: string, argument?: string): Promise<Outcome<readonly Order[]>>;
  /** The commands there are. */
  commands(): Promise<readonly string[]>;
  close(): Promise<void>;
}

/** An action on record. */
export interface RecordedAction {
  readonly by: string;
  readonly text: string;
  readonly status: ActionStatus;
}

/** A session on record. */
export interface RecordedSession {
  /** In the order in which they came. */
  readonly actions: readonly RecordedAction[];
  /** The host's answers, in the order in which they were given. */
  readonly narratives: readonly {
    readonly text: string;
    readonly privately: Readonly<Record<string, string>>;
    readonly notes: string | undefined;
  }[];
  /** Everything that is on record of the session's tokens, as text, to be searched for what must not be in it. */
  readonly tokens: string;
}

/**
 * How one implementation of a party server speaks: its set-up calls, its frames, its record. One instance serves one scenario. Requests are
 * made in the name of a player, so that the player's journal holds them; `isRefusal` says what an answer means.
 */
export interface PartyDialect {
  /** Texts of the story that only some may read: by whom (names of players), the host always. */
  readonly storySecrets: readonly { readonly text: string; readonly what: string; readonly for?: string }[];

  /** Makes a host's account whose name is unique on the server. @returns its token. @throws Error if the server will not. */
  openAccount(host: Player): Promise<string>;
  /** The host's line, with this token or none; nothing is asked before the first order. */
  hostLine(host: Player, token: string | undefined): HostLine;

  /** Where players and the observer connect; with a token in the address, if one is given. */
  door(token?: string, node?: number): Door;
  encode(act: PartyAct): string;
  /** A frame that is wrong in the way described. @throws Error naming the descriptions it knows. */
  malformed(description: string): string | Buffer;
  decode(frame: string): PartyEvent;

  /** Declares an action by request; `text` may be wrong, and is then sent as it stands. */
  declare(player: Player, token: string | undefined, text: unknown, privately?: string): Promise<Answer>;
  /** A request to declare an action that is wrong in the way described. @throws Error naming the descriptions it knows. */
  declareMalformed(player: Player, token: string, description: string): Promise<Answer>;
  askAfter(player: Player, token: string | undefined, action: string): Promise<Answer>;
  lookAt(player: Player, token: string | undefined, character: string): Promise<Answer>;
  openPage(player: Player, token: string | undefined): Promise<Answer>;
  /** The page of whoever has the token, for a browser. */
  pageDoor(token: string, node?: number): PageDoor<PagePart>;
  readonly pageWords: Readonly<Record<PageWord, string>>;
  /** The server's own state, for anybody who asks. */
  lookAtServer(player: Player): Promise<Answer>;

  /** True for an answer by which the server declines what was asked. */
  isRefusal(answer: Answer): boolean;
  /** The id of the action that an answer says was accepted. @throws Error if it does not. */
  actionIn(answer: Answer): string;
  statusIn(answer: Answer): ActionStatus;
  sheetIn(answer: Answer): Sheet;
  /** How many connections the server counts, of all sessions, by what it says of its own state. @throws Error if it does not say. */
  connectionsIn(answer: Answer): number;

  /** What is on record of a session. Needs the capability `record`. */
  recordOf(session: string): Promise<RecordedSession>;
}

/** Close codes of a party (private range of RFC 6455, 7.4.2, and some of its own). */
export const CLOSE = {
  sessionEnded: 1000,
  noSignOfLife: 1001,
  unsupportedData: 1003,
  policy: 1008,
  tooBig: 1009,
  turnedAway: 4003,
  kicked: 4008,
} as const;

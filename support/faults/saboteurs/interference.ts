/** A message on the wire, as an object: what is none passes unseen. */
export type Frame = Readonly<Record<string, unknown>>;

/** How a connection ends (RFC 6455, 7.1.5). */
export interface Close {
  readonly code: number;
  readonly reason: string;
}

/** What somebody asks for over HTTP. */
export interface Question {
  readonly method: string;
  /** With its query. */
  readonly path: string;
  /** Names in small letters. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** What comes of it. */
export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** One WebSocket connection of somebody, from end to end. */
export interface Line {
  /** Counted from 0, in order of opening, in this scenario. */
  readonly number: number;
  /** With its query. */
  readonly path: string;
  /** All lines of this scenario that are open, this one among them, the oldest first. */
  readonly all: readonly Line[];
  /** True as long as whoever is at its end can be told something. */
  readonly isOpen: boolean;
  /** What the saboteur has noted about this line. */
  readonly notes: Map<string, unknown>;
  /** Tells whoever is at the end of this line something, as if the server did. */
  tell(frame: Frame): void;
  /** Tells the server something, as if it came over this line. */
  say(frame: Frame): void;
  /** Ends the line as if the server did; the server sees its end, too. */
  hangUp(close: Close): void;
}

/**
 * How a saboteur misbehaves, in one scenario: each part sees what passes, and says what arrives in its place. A part that is left out changes
 * nothing. State is kept in the closure that makes it: it is made anew for each scenario.
 */
export interface Interference {
  /** Somebody comes to the door for a line, by that path with its query. @returns by which path the server is asked in its place. */
  came?(path: string): string;
  /** A line has been opened: the server has taken it, and nothing has been said yet. */
  opened?(line: Line): void;
  /** A message of the server to somebody. @returns what that one receives in its place; nothing: it is lost. */
  told?(frame: Frame, line: Line): readonly Frame[];
  /** A message of somebody to the server. @returns what the server receives in its place. */
  said?(frame: Frame, line: Line): readonly Frame[];
  /** A message of somebody that is no object: not JSON, or a list. @returns what the server receives in its place. */
  muttered?(text: string, line: Line): readonly string[];
  /** The server ends a line. @returns what whoever is at its end sees; undefined: that the line stays open, and silent. */
  closed?(close: Close, line: Line): Close | undefined;
  /** Somebody has hung up, or lost the line. @returns whether the server learns of it. */
  left?(line: Line): boolean;
  /** Somebody asks for something. @returns what the server is asked in its place, or the answer without asking it. */
  asked?(question: Question): Question | Answer;
  /** An answer of the server. @returns what arrives in its place. */
  answered?(answer: Answer, question: Question): Answer;
}

/** The systems that have saboteurs. */
export type System = 'race' | 'pong' | 'party';

/** A faulty server: one that keeps every promise but one, because of somebody in the way. */
export interface Saboteur {
  /** By which it is named on a command line: the system, and what goes wrong: `race-start-untold`. */
  readonly id: string;
  readonly system: System;
  /** The promise that it breaks: `RACE-04`. */
  readonly requirement: string;
  /** What is wrong with such a server, in plain words: "One runner is not told of the start." */
  readonly sentence: string;
  /** What a failure has to say so that its reader knows what is wrong. */
  readonly says: RegExp;
  /** For one scenario. */
  interferes(): Interference;
}

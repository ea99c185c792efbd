import type { SocketConnection } from './connection';
import type { Door } from './system';

/** An HTTP request as one node hands it to another. */
export interface ForwardedRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  /** JSON, or undefined where there was none. */
  readonly body: string | undefined;
}

/** The answer to it. */
export interface ForwardedAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** Base64. */
  readonly body: string;
}

/** Where a place is served, to somebody who has something to do there. */
export type Stay =
  /** Here, until `end` is called. */
  | { readonly here: true; end(): void }
  | { readonly here: false; forward(request: ForwardedRequest): Promise<ForwardedAnswer> };

/** Leads to the places where players meet, on whatever node they are served. */
export interface Places {
  /** True if somebody who comes now is led to a place at once. */
  readonly canLead: boolean;
  /** Resolves when all who have come so far are at their places, or cannot be led there. */
  readonly led: Promise<unknown>;
  /** Takes a socket through its door. */
  enter(connection: SocketConnection, door: Door, groups: readonly string[]): void;
  /** Says where a place is served. @throws Unreachable if that cannot be found out. */
  stayAt(place: string): Promise<Stay>;
  /** Nobody is heard any more: what comes in from now on is for the node that goes on. */
  retire(): void;
  /** Gives every place free, for other nodes to go on with. */
  leave(): Promise<void>;
}

/** Nobody can say at present where a place is served, or who serves it does not answer. */
export class Unreachable extends Error {
  override readonly name = 'Unreachable';
}

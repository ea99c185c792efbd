import type { SocketConnection } from './connection';
import type { Door } from './system';

/** Leads connections to the places they are for. */
export interface Places {
  /** Takes a socket through its door, on whatever node the place is served. */
  enter(connection: SocketConnection, door: Door, groups: readonly string[]): void;
}

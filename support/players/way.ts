import type { ClientRequestArgs } from 'node:http';
import type { Duplex } from 'node:stream';

/**
 * Opens a connection to a server: what `http.request` and `ws` take as `createConnection`. The options are theirs (host, port,
 * what TLS needs), so that URL, Host header and server name stay the server's, whatever the bytes pass through.
 */
export type Dial = (
  options: ClientRequestArgs,
  done: (error: Error | null, socket: Duplex) => void,
) => undefined;

/** The way a player's connections take to the server, where it is not the straight one. */
export interface Way {
  /** How the connection with that number (from 1) is opened; `secure`: with TLS. */
  dial(connection: number, secure: boolean): Dial;
  /** True where nothing passes on that connection, in one direction at least. */
  isSilent(connection: number): boolean;
}

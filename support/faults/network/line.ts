import type { ClientRequestArgs } from 'node:http';
import { isIP, type Socket } from 'node:net';
import { type ConnectionOptions, connect as connectSecurely } from 'node:tls';
import type { Dial, Way } from '../../players/way';
import { type Direction, Link } from './link';
import type { Conditions } from './pipe';

/** The line between one player and the server: all the player's connections pass through it, each as a link of its own. */
export class Line implements Way {
  readonly #links = new Map<number, Link>();
  readonly #openings = new Map<number, Promise<unknown>>();
  readonly #conditions = new Map<Direction, Conditions>();

  dial(connection: number, secure: boolean): Dial {
    return (options, done) => {
      const link = new Link();
      this.#links.set(connection, link);
      const address = { host: options.host ?? 'localhost', port: Number(options.port) };
      const opening = link.open(address, this.#conditions);
      this.#openings.set(connection, opening);
      opening.then(
        (near) => done(null, secure ? secured(near, options) : near),
        // Whoever asked gets the error, and looks at no socket then.
        (cause: Error) => done(cause, undefined as never),
      );
      return undefined;
    };
  }

  isSilent(connection: number): boolean {
    const link = this.#links.get(connection);
    return link !== undefined && (link.isSilent('to the server') || link.isSilent('from the server'));
  }

  /** The link of the connection with that number. @throws Error naming those there are. */
  link(connection: number): Link {
    const link = this.#links.get(connection);
    if (link) return link;
    const known = [...this.#links.keys()].join(', ') || 'none';
    throw new Error(`There is no connection ${connection} on this line. Its connections: ${known}.`);
  }

  /** Resolves when the server has taken the connection with that number. @throws what its address answers. */
  async reaches(connection: number): Promise<void> {
    await this.#openings.get(connection);
  }

  /** Delay, throttle: for all connections, also those still to come. */
  change(conditions: Conditions, direction: Direction = 'both ways'): void {
    this.#conditions.set(direction, { ...this.#conditions.get(direction), ...conditions });
    for (const link of this.#links.values()) link.change(conditions, direction);
  }

  /** A good line again, for all connections, also those still to come. */
  heal(): void {
    this.#conditions.clear();
    for (const link of this.#links.values()) link.heal();
  }

  /** The numbers of the connections that pass nothing in one direction at least. */
  get silentConnections(): readonly number[] {
    return [...this.#links.keys()].filter((connection) => this.isSilent(connection));
  }

  /** Ends all connections; done when no socket is left. */
  async end(): Promise<void> {
    await Promise.all([...this.#links.values()].map((link) => link.end()));
  }
}

/** TLS over a line: the server's name is checked as if the line were not there. An address has no name (RFC 6066, 3). */
function secured(near: Socket, options: ClientRequestArgs): Socket {
  const { host } = options;
  const named = options as ConnectionOptions;
  const servername = named.servername ?? (host && isIP(host) === 0 ? host : '');
  return connectSecurely({ ...named, socket: near, servername, path: undefined } as ConnectionOptions);
}

import type { FastifyInstance } from 'fastify';
import type { Accounts } from './accounts';
import type { Bus } from './bus';
import type { Clock } from './clock';
import type { Connection, OwnConnection } from './connection';
import type { Database } from './database';
import type { Patience } from './keep-alive';
import type { Log } from './log';
import type { Tenure } from './place';

/** What the core lends to every system. */
export interface Core {
  readonly clock: Clock;
  readonly database: Database;
  readonly log: Log;
  readonly accounts: Accounts;
  /**
   * To the same system on all other nodes; undefined: this node is alone. A system that meets its players in places (`Tenure`) has no
   * need of it. Topics begin with the system's name, such as `party/HTXK`.
   */
  readonly bus: Bus | undefined;
  /** The WebSocket base that players use, where the operator has set it. */
  readonly publicUrl: string | undefined;
  /** Where the operator wants games of chance to be the same each time: what all chance is drawn from. */
  readonly chance: string | undefined;
}

/** Somebody at a door. */
export interface Arrival {
  readonly connection: Connection;
  /** The groups of the door's path. */
  readonly groups: readonly string[];
  readonly tenure: Tenure;
  /** What the node that served this connection before noted about it; undefined for somebody new. */
  readonly noted: string | undefined;
}

/** A WebSocket path, and the limits of those who come that way. */
interface Entrance {
  /** Matches the path of a handshake; its groups are given to whoever stands behind it. */
  readonly path: RegExp;
  /** For people to read: `/ws/mod/{race_id}`. */
  readonly name: string;
  /** A peer who sends more frames than this in one second is turned out. */
  readonly framesPerSecond: number;
  /** Bytes; a peer who sends more in one frame is turned out with 1009. */
  readonly largestFrame: number;
  /** Where the contract has no frame that asks for a sign of life, the WebSocket itself asks; undefined: it does not. */
  readonly patience?: Patience;
}

/** An entrance to places: whoever comes is led to the node that serves theirs. */
export interface Door extends Entrance {
  /** The place this path leads to, such as `pong/BLUE`. */
  placeOf(groups: readonly string[]): string;
  open(arrival: Arrival): void;
}

/** Somebody at a node's own door. */
export interface Visit {
  readonly connection: OwnConnection;
  /** What the URL says behind the path. It may hold credentials. */
  readonly query: URLSearchParams;
}

/** An entrance that leads nowhere else: any node serves whoever comes, out of the record. */
export interface NodeDoor extends Entrance {
  receive(visit: Visit): void;
}

/** A kind of server with its promises: race, pong, later party, learning, cards. The core knows it by this alone. */
export interface System {
  readonly name: string;
  /** SQL that may be applied again. */
  readonly schema: string;
  /** The roles its accounts may have. */
  readonly roles: readonly string[];
  readonly doors: readonly (Door | NodeDoor)[];
  /** When the schema is there, and before anybody is let in. @throws Error if the server cannot start. */
  start?(): Promise<void>;
  routes(http: FastifyInstance): void;
  /** The place a request is about, by its route's pattern and parameters; undefined if any node may answer it. */
  placeOf(route: string, parameters: Readonly<Record<string, string>>): string | undefined;
  /** What a test may do beyond play, where that is switched on; callers have been checked. */
  testRoutes?(http: FastifyInstance): void;
  /** Before the sockets are closed: from here on nobody is told anything. Resolves when all work in hand is done. */
  stop(): Promise<void>;
}

/** Builds a system; does no I/O but for files of the project. */
export type SystemFactory = (core: Core) => System;

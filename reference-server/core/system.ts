import type { FastifyInstance } from 'fastify';
import type { Accounts } from './accounts';
import type { Clock } from './clock';
import type { Connection } from './connection';
import type { Database } from './database';
import type { Log } from './log';

/** What the core lends to every system. */
export interface Core {
  readonly clock: Clock;
  readonly database: Database;
  readonly log: Log;
  readonly accounts: Accounts;
  /** The WebSocket base that players use, where the operator has set it. */
  readonly publicUrl: string | undefined;
}

/** A WebSocket path, and who stands behind it. */
export interface Door {
  /** Matches the path of a handshake; its groups are given to `open`. */
  readonly path: RegExp;
  /** For people to read: `/ws/mod/{race_id}`. */
  readonly name: string;
  /** A peer who sends more frames than this in one second is turned out. */
  readonly framesPerSecond: number;
  open(connection: Connection, groups: readonly string[]): void;
}

/** A kind of server with its promises: race, later pong, party, learning, cards. The core knows it by this alone. */
export interface System {
  readonly name: string;
  /** SQL that may be applied again. */
  readonly schema: string;
  /** The roles its accounts may have. */
  readonly roles: readonly string[];
  readonly doors: readonly Door[];
  routes(http: FastifyInstance): void;
  /** Before the sockets are closed: from here on nobody is told anything. Resolves when all work in hand is done. */
  stop(): Promise<void>;
}

/** Builds a system; does no I/O but for files of the project. */
export type SystemFactory = (core: Core) => System;

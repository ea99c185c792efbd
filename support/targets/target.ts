/**
 * What can be shown beyond play itself; scenarios ask for them by tag (`@needs-clock`). All but the browser, which is a matter of
 * this machine, are the target's.
 */
export const CAPABILITIES = ['clock', 'record', 'restart', 'nodes', 'browser'] as const;
export type Capability = (typeof CAPABILITIES)[number];

/** One line of the server's log. `level` is one of pino's names. */
export interface LogLine {
  readonly level: 'trace' | 'debug' | 'info' | 'warn' | 'error' | 'fatal';
  readonly text: string;
  /** Not the server's own: what the suite notes where the log ends, because the process did, and nobody had ended it. */
  readonly isItsEnd?: true;
}

/** What one part of a target (a node, the database) wrote during some time; each line begins with its own time. */
export interface PartLog {
  readonly part: string;
  readonly lines: readonly string[];
}

/** A target that cannot be had. The message is one sentence for the user: what is wrong, and what to do about it. */
export class TargetError extends Error {
  override readonly name = 'TargetError';
}

/** Where the system under test runs. A target knows addresses and processes, and no system. */
export interface Target {
  readonly name: 'embedded' | 'containers' | 'live';
  /** The server runs in this very process: of what is open there, nobody can tell what is whose. */
  readonly inThisProcess?: true;
  /** Base address; http(s). WebSockets use the same host and port. */
  readonly url: URL;
  readonly capabilities: ReadonlySet<Capability>;
  /** The administrator's token, with which accounts are made. */
  readonly administrator: string;
  /** Rows from the record. Needs `record`. @throws CapabilityError without it. */
  query<Row extends object>(sql: string, parameters: readonly unknown[]): Promise<Row[]>;
  /** Moves the server's clock forward; resolves once all timers due by then have run. Needs `clock`. */
  advanceClock(milliseconds: number): Promise<void>;
  /**
   * Asks a test hook of the server beyond its clock (POST, JSON both ways). Needs `clock`. @returns the answer's body.
   * @throws Error with path, status and body when the server refuses.
   */
  testHook(path: string, body: object): Promise<unknown>;
  /** The addresses of the server's nodes, one at least; the first is `url`. More than one gives the capability `nodes`. */
  readonly nodes: readonly URL[];
  /** Ends a node at once, as a crash does, from 0; it is there again for the next scenario. Needs `nodes` or `restart`. */
  killNode(node: number): Promise<void>;
  /** Starts a node that was killed, at the address it had; resolves once it is ready for players. Needs `restart`. */
  startNode(node: number): Promise<void>;
  /** Restarts what joins the nodes, in an orderly way; resolves once all nodes that are up are joined again. Needs `nodes` and `restart`. */
  restartBus(): Promise<void>;
  /** Ends what joins the nodes at once, as a crash does; it is there again for the next scenario. Needs `nodes` and `restart`. */
  killBus(): Promise<void>;
  /** Starts it again after that; resolves once all nodes that are up are joined again. Needs `nodes` and `restart`. */
  startBus(): Promise<void>;
  /** Puts right what a scenario has broken: starts what it killed. */
  mend(): Promise<void>;
  /** Where the server's log stands now; pass it to `logSince`. */
  logPosition(): number;
  /** What the server logged since then; empty where the log cannot be read (live). */
  logSince(position: number): readonly LogLine[];
  /** What each part has written since then, its last lines, for the report of a failure; empty where none can be read. */
  partLogs(since: Date): Promise<readonly PartLog[]>;
  /** Ends what this worker started. Idempotent. */
  stop(): Promise<void>;
}

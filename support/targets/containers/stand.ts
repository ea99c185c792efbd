/** The parts that one worker plays on: a pair of nodes with a Redis and a database of their own. Travels to the worker as JSON. */
export interface Stand {
  readonly nodes: readonly NodeAddress[];
  /** Container ids. */
  readonly redis: string;
  readonly postgres: string;
  /** As reached from here. */
  readonly databaseUrl: string;
  readonly administrator: string;
  readonly testHooksSecret: string;
}

export interface NodeAddress {
  readonly container: string;
  /** Base address, the same for as long as the container exists. */
  readonly url: string;
}

/** What a run has started, for all its workers. */
export interface ContainersAddress {
  readonly run: string;
  readonly stands: readonly Stand[];
}

import { after, before } from 'node:test';
import { Client } from 'pg';
import { Cluster } from '../../../support/targets/embedded/cluster';
import { createDatabase } from '../../../support/targets/embedded/database';
import { OwnRedis, ServerNode } from './server-nodes';

/** What a suite wants to have. */
interface Wanted {
  readonly count: number;
  /** What joins them; without it, each node knows of the others what is on record. */
  readonly joinedBy?: 'Redis';
  readonly environment?: Readonly<Record<string, string>>;
}

/** Nodes of the reference server that a suite has for itself, with a PostgreSQL of their own, and where it is wanted a Redis. */
export class OwnNodes {
  readonly #nodes: ServerNode[] = [];
  readonly #clients: Client[] = [];
  #cluster: Cluster | undefined;
  #redis: OwnRedis | undefined;
  #environment: Readonly<Record<string, string>> = {};

  private constructor(private readonly wanted: Wanted) {}

  /** To be called inside a `describe`: all is there before its tests, and gone after them. */
  static forSuite(wanted: Wanted): OwnNodes {
    const own = new OwnNodes(wanted);
    before(() => own.#start());
    after(() => own.#end());
    return own;
  }

  get one(): ServerNode {
    return this.#at(0);
  }

  get two(): ServerNode {
    return this.#at(1);
  }

  /** Those that live, the oldest first. */
  get alive(): readonly ServerNode[] {
    return this.#nodes.filter(({ process }) => process.exitCode === null && process.signalCode === null);
  }

  /** What any of them logged as an error. */
  get errors(): string[] {
    return this.#nodes.flatMap(({ errors }) => errors);
  }

  get redis(): OwnRedis {
    if (this.#redis === undefined) throw new Error('these nodes are not joined by Redis');
    return this.#redis;
  }

  /** One more of them. */
  async another(): Promise<ServerNode> {
    const node = await ServerNode.start(this.#environment);
    this.#nodes.push(node);
    return node;
  }

  /** A node starts in the place of one that has died. */
  async revive(dead: ServerNode, more: Readonly<Record<string, string>> = {}): Promise<ServerNode> {
    const node = await ServerNode.start({ ...this.#environment, ...more });
    this.#nodes[this.#nodes.indexOf(dead)] = node;
    return node;
  }

  /** A connection to the record; it is closed with the suite. */
  async record(): Promise<Client> {
    const client = new Client(this.#environment.DATABASE_URL);
    this.#clients.push(client);
    await client.connect();
    return client;
  }

  async #start(): Promise<void> {
    const { count, joinedBy, environment } = this.wanted;
    this.#cluster = await Cluster.launch();
    this.#redis = joinedBy && (await OwnRedis.start());
    this.#environment = {
      DATABASE_URL: await createDatabase(await this.#cluster.ready, 'nodes'),
      ...(this.#redis && { REDIS_URL: this.#redis.url }),
      ...environment,
    };
    const started = await Promise.all(
      Array.from({ length: count }, () => ServerNode.start(this.#environment)),
    );
    this.#nodes.push(...started);
  }

  async #end(): Promise<void> {
    await Promise.all(this.#clients.map((client) => client.end()));
    await Promise.all(this.#nodes.map((node) => node.signal('SIGKILL')));
    await this.#redis?.remove();
    await this.#cluster?.stop();
  }

  #at(place: number): ServerNode {
    const node = this.#nodes[place];
    if (node === undefined) throw new Error(`there is no node ${place + 1}`);
    return node;
  }
}

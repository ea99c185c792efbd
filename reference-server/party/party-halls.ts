import type { Bus } from '../core/bus';
import { InOrder } from '../core/in-order';
import type { Core } from '../core/system';
import { PartyHall } from './party-hall';
import type { Message } from './party-session';

/** On it nodes say which session has news. */
const TOPIC = 'party/news';
/** In the place of a session: any may have some. */
const ANY = '';

interface Place {
  readonly hall: PartyHall;
  readonly turns: InOrder;
}

/** The halls of all sessions that this node has to do with. */
export class PartyHalls {
  readonly #places = new Map<string, Place>();
  readonly #bus: Bus | undefined;
  #stopped = false;

  constructor(private readonly core: Core) {
    this.#bus = core.bus;
  }

  /** Listens to the other nodes from now on. */
  async open(): Promise<void> {
    this.#bus?.onReturn(() => {
      this.readOn();
      // Others may have been back before this node, and have missed what it said in between.
      this.#bus?.publish(TOPIC, ANY);
    });
    await this.#bus?.subscribe(TOPIC, (sessionId) => {
      if (sessionId === ANY) this.readOn();
      else this.#places.get(sessionId)?.hall.readOn();
    });
  }

  /** True once the server shuts down: nobody is told anything any more. */
  get stopped(): boolean {
    return this.#stopped;
  }

  /**
   * Runs `work` when all that came before it in this session, on this node, is over, down to the telling. It keeps one session from
   * taking more than one database connection, and the order of what comes in.
   */
  async inTurn<Result>(sessionId: string, work: (hall: PartyHall) => Promise<Result>): Promise<Result> {
    let place = this.#places.get(sessionId);
    if (place === undefined) {
      place = { hall: new PartyHall(sessionId, this.core.database, this.core.log), turns: new InOrder() };
      this.#places.set(sessionId, place);
    }
    const { hall, turns } = place;
    try {
      return await turns.run(() => work(hall));
    } finally {
      if (turns.pending === 0) this.tidy(hall);
    }
  }

  /** Tells what was committed: here at once, and that there is something to the other nodes. */
  announce(hall: PartyHall, messages: readonly Message[]): void {
    if (messages.length === 0) return;
    if (!this.#stopped) hall.tell(messages);
    this.#bus?.publish(TOPIC, hall.sessionId);
  }

  /** Somebody is gone: a hall in which nothing is left is given up. */
  tidy(hall: PartyHall): void {
    const place = this.#places.get(hall.sessionId);
    if (place?.hall === hall && hall.isEmpty && place.turns.pending === 0)
      this.#places.delete(hall.sessionId);
  }

  /** Word from other nodes may have been missed: everybody's log is read on. */
  readOn(): void {
    for (const { hall } of this.#places.values()) hall.readOn();
  }

  /** Closes the connections of everybody who is here. */
  clear(code: number, reason: string): void {
    for (const { hall } of this.#places.values()) hall.clear(code, reason);
  }

  /** Resolves when all turns that were asked for are over. */
  async stop(): Promise<void> {
    this.#stopped = true;
    await Promise.all([...this.#places.values()].map(({ turns }) => turns.run(async () => {})));
  }
}

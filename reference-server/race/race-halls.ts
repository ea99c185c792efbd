import { InOrder } from '../core/in-order';
import { RaceHall } from './race-hall';
import type { Seed } from './race-seed';

/** The halls of all races in which something is going on. */
export class RaceHalls {
  readonly #halls = new Map<string, { readonly hall: RaceHall; readonly turns: InOrder }>();
  #stopped = false;

  constructor(private readonly seed: Seed) {}

  /** True once the server shuts down: who leaves now needs no farewell. */
  get stopped(): boolean {
    return this.#stopped;
  }

  /**
   * Runs `work` when all that came before it in this race is over, down to the telling. So all who watch a race
   * see one order, and a snapshot taken here joins what follows it without gap or overlap.
   */
  async inTurn<Result>(raceId: string, work: (hall: RaceHall) => Promise<Result>): Promise<Result> {
    let place = this.#halls.get(raceId);
    if (place === undefined) {
      place = { hall: new RaceHall(this.seed), turns: new InOrder() };
      this.#halls.set(raceId, place);
    }
    const { hall, turns } = place;
    try {
      return await turns.run(() => work(hall));
    } finally {
      if (hall.isEmpty && turns.pending === 0 && this.#halls.get(raceId)?.hall === hall)
        this.#halls.delete(raceId);
    }
  }

  /** Another node serves the race now: nobody is here any more. */
  drop(raceId: string): void {
    this.#halls.delete(raceId);
  }

  /** Resolves when all turns that were asked for are over. */
  async stop(): Promise<void> {
    this.#stopped = true;
    await Promise.all([...this.#halls.values()].map(({ turns }) => turns.run(async () => {})));
  }
}

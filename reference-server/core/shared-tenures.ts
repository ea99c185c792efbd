import type { Log } from './log';
import type { Nodes } from './nodes';
import { Unreachable } from './places';
import { LEGACY_MS, type Registry } from './registry';
import { type Holder, SharedTenure } from './shared-tenure';

/** How long somebody waits to be told where a place is served. */
const FOUND_WITHIN_MS = 3_000;
export const LOOK_AGAIN_AFTER_MS = 60;

/** The places that this node serves, among those that all nodes share, and where the others are served. */
export class SharedTenures implements Holder {
  readonly #tenures = new Map<string, SharedTenure>();
  readonly #claims = new Map<string, Promise<SharedTenure | string>>();
  #retired = false;
  #upkeep: NodeJS.Timeout | undefined;

  /** @param onLost called when another node has taken over a place that was served here. */
  constructor(
    private readonly nodes: Nodes,
    private readonly registry: Registry,
    private readonly onLost: (place: string) => void,
    private readonly log: Log,
  ) {}

  /** From here on what is held here stays held. */
  begin(): void {
    this.#upkeep = setInterval(() => this.#holdOn(), LEGACY_MS / 6);
  }

  /** From here on no place is found any more. */
  retire(): void {
    this.#retired = true;
    clearInterval(this.#upkeep);
  }

  /** True if whoever asks for a place is told at once. */
  get canFind(): boolean {
    return this.nodes.isSettled && this.nodes.isSure;
  }

  /** Where a place is served: the tenure here, or another node; undefined if that cannot be found out for a while. */
  async find(place: string): Promise<SharedTenure | string | undefined> {
    const from = performance.now();
    while (!this.#retired && performance.now() - from < FOUND_WITHIN_MS) {
      const known = this.#tenures.get(place);
      if (known !== undefined && this.nodes.isSure) return known;
      try {
        if (this.canFind) return await this.#claim(place);
      } catch {
        // Redis is away.
      }
      await new Promise((resume) => setTimeout(resume, LOOK_AGAIN_AFTER_MS));
    }
    return undefined;
  }

  /** Redis has come back, and may know nothing: says again what is served here. @throws Error if it is away again. */
  async claimAgain(): Promise<void> {
    const { me } = this.nodes;
    for (const tenure of [...this.#tenures.values()]) {
      const { owner } = await this.registry.claim(me, tenure.place);
      if (owner === me) await this.registry.keep(me, tenure.place, tenure.state);
      else this.lose(tenure);
    }
  }

  /** Nothing is served here any more. */
  endAll(): void {
    const tenures = [...this.#tenures.values()];
    this.#tenures.clear();
    for (const tenure of tenures) tenure.end();
  }

  /** Gives all places free, with what is left there for the node that goes on. */
  async release(): Promise<void> {
    const { me } = this.nodes;
    const places = [...this.#tenures.keys()];
    this.endAll();
    await Promise.all(places.map((place) => this.registry.release(me, place, true).catch(() => {})));
  }

  // What a tenure needs.

  get isSure(): boolean {
    return this.nodes.isSure;
  }

  async keep(place: string, state: string | undefined): Promise<boolean> {
    // A Redis that has just come back knows nothing until this node has said again what is its own.
    if (!this.nodes.isAway && this.nodes.isSure) return this.registry.keep(this.nodes.me, place, state);
    throw new Unreachable(place);
  }

  vacate({ place }: SharedTenure): void {
    this.#tenures.delete(place);
    this.registry.release(this.nodes.me, place, false).catch(() => {}); // it runs out by itself
  }

  lose(tenure: SharedTenure): void {
    const { place } = tenure;
    if (this.#tenures.get(place) !== tenure) return;
    this.log.warn({ place }, 'another node has taken over');
    this.#tenures.delete(place);
    tenure.end();
    this.onLost(place);
  }

  /** Takes the place if it is free. Those who want it at the same time get the same answer. */
  #claim(place: string): Promise<SharedTenure | string> {
    const known = this.#claims.get(place);
    if (known !== undefined) return known;
    const { me } = this.nodes;
    const claim = this.registry
      .claim(me, place)
      .then(({ owner, legacy }) => {
        if (owner === undefined || me !== this.nodes.me) throw new Unreachable(place);
        if (owner !== me) return owner;
        const tenure = this.#tenures.get(place) ?? new SharedTenure(place, legacy, this);
        this.#tenures.set(place, tenure);
        return tenure;
      })
      .finally(() => this.#claims.delete(place));
    this.#claims.set(place, claim);
    return claim;
  }

  /** Says from time to time of each place here that it is still held; what is left of it would be dropped otherwise. */
  #holdOn(): void {
    for (const tenure of this.#tenures.values()) {
      this.keep(tenure.place, undefined).then(
        (isOurs) => {
          if (!isOurs) this.lose(tenure);
        },
        () => {},
      );
    }
  }
}

import type { Guest } from './guest';
import type { Tenure } from './place';

const TRY_AGAIN_AFTER_MS = 100;

/** What a tenure needs of the node that holds it. */
export interface Holder {
  readonly isSure: boolean;
  /** Leaves the state with Redis; undefined: what is there holds on. Gives false if the place is not this node's. @throws Error if that cannot be told now. */
  keep(place: string, state: string | undefined): Promise<boolean>;
  /** Another node serves the place now: those who are here are led there. */
  lose(tenure: SharedTenure): void;
  /** Nobody is there any more. */
  vacate(tenure: SharedTenure): void;
}

/** A node's hold on a place that other nodes may take over. */
export class SharedTenure implements Tenure {
  readonly #guests = new Map<string, Guest>();
  #visitors = 0;
  #occupied = false;
  #ended = false;
  #state: string | undefined;
  #onEnd: (isLost: boolean) => void = () => {};

  constructor(
    readonly place: string,
    readonly legacy: string | undefined,
    private readonly holder: Holder,
  ) {
    this.#state = legacy;
  }

  get isSure(): boolean {
    return !this.#ended && this.holder.isSure;
  }

  get hasEnded(): boolean {
    return this.#ended;
  }

  /** What was left by `keep` last. */
  get state(): string | undefined {
    return this.#state;
  }

  get occupied(): boolean {
    return this.#occupied;
  }

  set occupied(value: boolean) {
    this.#occupied = value;
    this.#check();
  }

  onEnd(listener: (isLost: boolean) => void): void {
    this.#onEnd = listener;
  }

  async keep(state: () => string): Promise<boolean> {
    if (this.#ended) return false;
    this.#state = state();
    while (!this.#ended) {
      try {
        if (await this.holder.keep(this.place, this.#state)) return true;
        if (this.#ended) return false;
        this.holder.lose(this);
      } catch {
        // Redis is away. When it is back, what counts is the latest state.
        await new Promise((resume) => setTimeout(resume, TRY_AGAIN_AFTER_MS).unref());
      }
    }
    return false;
  }

  /** Somebody is at the place who has no connection. */
  visit(): () => void {
    this.#visitors += 1;
    return () => {
      this.#visitors -= 1;
      this.#check();
    };
  }

  /** A connection is at the place, until it is gone. */
  receive(key: string, guest: Guest): void {
    this.#guests.set(key, guest);
  }

  dismiss(key: string): void {
    this.#guests.delete(key);
    this.#check();
  }

  /** The hold is over: whoever is there is served by another node from now on. */
  end(isLost = true): void {
    if (this.#ended) return;
    this.#ended = true;
    for (const guest of this.#guests.values()) guest.detach();
    this.#onEnd(isLost);
  }

  #check(): void {
    if (this.#ended || this.#occupied || this.#visitors > 0 || this.#guests.size > 0) return;
    this.end(false);
    this.holder.vacate(this);
  }
}

import type { SocketConnection } from './connection';
import type { Tenure } from './place';
import { type Places, type Stay, Unreachable } from './places';
import type { Door } from './system';

/** A tenure nobody can dispute: there is one node. */
class OwnTenure implements Tenure {
  readonly isSure = true;
  readonly hasEnded = false;
  readonly legacy = undefined;
  #connections = 0;
  #occupied = false;
  #onEnd: (isLost: boolean) => void = () => {};

  constructor(
    readonly place: string,
    private readonly onVacant: () => void,
  ) {}

  get occupied(): boolean {
    return this.#occupied;
  }

  set occupied(value: boolean) {
    this.#occupied = value;
    this.#check();
  }

  enter(): void {
    this.#connections += 1;
  }

  leave(): void {
    this.#connections -= 1;
    this.#check();
  }

  onEnd(listener: (isLost: boolean) => void): void {
    this.#onEnd = listener;
  }

  async keep(): Promise<boolean> {
    return true;
  }

  #check(): void {
    if (this.#connections === 0 && !this.#occupied) {
      this.onVacant();
      this.#onEnd(false);
    }
  }
}

/** All places are on this node: each connection is led straight through its door. */
export class OwnPlaces implements Places {
  readonly canLead = true;
  readonly led = Promise.resolve();
  readonly #tenures = new Map<string, OwnTenure>();
  #retired = false;

  enter(connection: SocketConnection, door: Door, groups: readonly string[]): void {
    const tenure = this.#tenureOf(door.placeOf(groups));
    tenure.enter();
    connection.onGone(() => tenure.leave());
    door.open({ connection, groups, tenure, noted: undefined });
  }

  async stayAt(place: string): Promise<Stay> {
    if (this.#retired) throw new Unreachable(place);
    return { here: true, end: () => {} };
  }

  retire(): void {
    this.#retired = true;
  }

  async leave(): Promise<void> {}

  #tenureOf(place: string): OwnTenure {
    const known = this.#tenures.get(place);
    if (known !== undefined) return known;
    const tenure = new OwnTenure(place, () => this.#tenures.delete(place));
    this.#tenures.set(place, tenure);
    return tenure;
  }
}

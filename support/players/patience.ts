/** How long one wait may last before it is a failure, in milliseconds, before `PATIENCE` stretches it. */
const ONE_WAIT = 3_000;
/**
 * How long one step may last. Waits end before it, so that the failure is ours, with names and near misses. A step ends with its first wait in
 * vain, so this is only for what never ends: many waits, each of which is granted soon, take as long as they take on a busy machine.
 */
const ONE_STEP = 60_000;
/** What is left of a step for saying what went wrong. */
const LAST_WORDS = 500;

/** The time limits of a scenario: a wait ends before its step does, and one factor stretches all. */
export class Patience {
  #stepEnds = Number.POSITIVE_INFINITY;

  /** @param factor what `PATIENCE` says; 1 by default. */
  constructor(private readonly factor: number) {}

  /** The limit of a step in milliseconds, for cucumber. */
  static stepLimit(factor: number): number {
    return ONE_STEP * factor;
  }

  /** Called when a step begins. */
  stepBegins(): void {
    this.#stepEnds = performance.now() + (ONE_STEP - LAST_WORDS) * this.factor;
  }

  /** How long a wait that begins now may last, in milliseconds. */
  ofOneWait(): number {
    return Math.max(0, Math.min(ONE_WAIT * this.factor, this.#stepEnds - performance.now()));
  }
}

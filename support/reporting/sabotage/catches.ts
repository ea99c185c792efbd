import type { Envelope, Pickle, TestStepResult } from '@cucumber/messages';
import type { Saboteur } from '../../faults/saboteurs/interference';

/** With which a worker says under whom a scenario was played. */
export const SABOTEUR_MEDIA = 'text/x.gauntlet.saboteur';

/** A scenario that failed while somebody misbehaved. */
export interface Catch {
  readonly scenario: string;
  /** File and line. */
  readonly place: string;
  /** What it failed with, whole. */
  readonly message: string;
  readonly milliseconds: number;
  /** The message says what the saboteur must be known by. */
  readonly isPlain: boolean;
}

/** What became of one saboteur. */
export interface Trial {
  readonly saboteur: Saboteur;
  readonly catches: readonly Catch[];
  /** Scenarios that passed all the same. */
  readonly passed: readonly Place[];
}

/** A scenario, and where it stands. */
export interface Place {
  readonly scenario: string;
  readonly place: string;
}

/** Reads from the messages of a run who was noticed by which scenarios. */
export class Catches {
  readonly #pickles = new Map<string, Pickle>();
  readonly #cases = new Map<string, string>();
  readonly #plays = new Map<string, Play>();
  readonly #trials: ReadonlyMap<string, { saboteur: Saboteur; catches: Catch[]; passed: Place[] }>;
  #finished = 0;
  /** Scenarios that failed while nobody misbehaved. */
  readonly honest: Catch[] = [];

  constructor(saboteurs: readonly Saboteur[]) {
    this.#trials = new Map(saboteurs.map((saboteur) => [saboteur.id, { saboteur, catches: [], passed: [] }]));
  }

  /** Scenarios that were to be played and have not come to their end: the run broke off. */
  get unfinished(): number {
    return this.#cases.size - this.#finished;
  }

  get trials(): readonly Trial[] {
    return [...this.#trials.values()];
  }

  /** One message of the run; they come in order. */
  take({
    pickle,
    testCase,
    testCaseStarted,
    attachment,
    testStepFinished,
    testCaseFinished,
  }: Envelope): void {
    if (pickle) this.#pickles.set(pickle.id, pickle);
    if (testCase) this.#cases.set(testCase.id, testCase.pickleId);
    if (testCaseStarted)
      this.#plays.set(testCaseStarted.id, {
        pickle: this.#cases.get(testCaseStarted.testCaseId) ?? '',
        began: milliseconds(testCaseStarted.timestamp),
        results: [],
      });
    if (attachment?.mediaType === SABOTEUR_MEDIA) {
      const play = this.#plays.get(attachment.testCaseStartedId ?? '');
      if (play) play.saboteur = attachment.body;
    }
    if (testStepFinished)
      this.#plays.get(testStepFinished.testCaseStartedId)?.results.push(testStepFinished.testStepResult);
    if (testCaseFinished)
      this.#finish(testCaseFinished.testCaseStartedId, milliseconds(testCaseFinished.timestamp));
  }

  #finish(id: string, ended: number): void {
    const play = this.#plays.get(id);
    const pickle = play && this.#pickles.get(play.pickle);
    this.#plays.delete(id);
    this.#finished += 1;
    if (!play || !pickle) return;
    const where = { scenario: pickle.name, place: `${pickle.uri}:${pickle.location?.line ?? 1}` };
    const failed = play.results.filter(({ status }) => status !== 'PASSED' && status !== 'SKIPPED');
    const trial = this.#trials.get(play.saboteur ?? '');
    if (failed.length === 0) {
      if (play.results.every(({ status }) => status === 'PASSED')) trial?.passed.push(where);
      return;
    }
    const message = failed.map((result) => result.message ?? result.status).join('\n');
    const isPlain = trial?.saboteur.says.test(message) ?? false;
    const one = { ...where, message, milliseconds: ended - play.began, isPlain };
    (trial?.catches ?? this.honest).push(one);
  }
}

interface Play {
  readonly pickle: string;
  readonly began: number;
  readonly results: TestStepResult[];
  saboteur?: string;
}

function milliseconds({ seconds, nanos }: { readonly seconds: number; readonly nanos: number }): number {
  return seconds * 1_000 + nanos / 1e6;
}

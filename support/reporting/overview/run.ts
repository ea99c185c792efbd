import type { Figures } from './note';

/** A scenario, or one row of an outline's examples. */
export interface Scenario {
  /** Path of the feature file, from the top folder. */
  readonly uri: string;
  readonly line: number;
  readonly name: string;
  /** Its name as it is written: an outline's, with the words in angle brackets. */
  readonly written: string;
  readonly tags: readonly string[];
}

/** What went wrong first in an attempt. */
export interface Failure {
  /** The step as it is written; undefined for a hook. */
  readonly step: string | undefined;
  /** As the report check has seen it. */
  readonly message: string;
}

/** One time that a scenario was played. */
export interface Attempt {
  readonly scenario: Scenario;
  readonly status: 'passed' | 'failed' | 'skipped';
  /** Why it was skipped, where it says so: `no test clock`. */
  readonly reason?: string;
  readonly failure?: Failure;
  readonly milliseconds: number;
  readonly waits: Figures;
  readonly answers: Figures;
}

/** What the way to the first scenario took, in milliseconds. */
export interface Start {
  /** From the start of the first process to the first scenario. */
  readonly whole: number;
  /** Until PostgreSQL was there; cucumber loads meanwhile. */
  readonly postgres?: number;
  /** What the first worker ready for play took for its part of the target. */
  readonly server?: number;
}

/** One run of cucumber, as far as the overview shows it. */
export interface Run {
  /** cucumber's id of the run. */
  readonly id: string;
  /** Undefined where no scenario says. */
  readonly target: string | undefined;
  /** Milliseconds since 1970. */
  readonly began: number;
  readonly milliseconds: number;
  /** False also where something outside the scenarios failed. */
  readonly success: boolean;
  /** `Node 20.20.2, cucumber 12.9.0, linux` */
  readonly played: string;
  readonly start?: Start;
  readonly attempts: readonly Attempt[];
  /** Scenarios that the run had read, and did not play. */
  readonly unplayed: readonly Scenario[];
  /** Where its page with the timelines is, from the overview; undefined where there is none. */
  readonly page?: string;
}

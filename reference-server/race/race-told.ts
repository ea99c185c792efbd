/** What one node leaves to the next of somebody who is connected to a race: who they are, and how much of the race they know. */
export interface Told {
  /** Undefined for a spectator. */
  readonly runnerId: string | undefined;
  /** The race's version when they were last told of it. */
  readonly version: number;
}

// Written and read by this server alone, in one version: there is nothing to check.
export const writeTold = (told: Told): string => JSON.stringify(told);
export const readTold = (text: string): Told => JSON.parse(text);

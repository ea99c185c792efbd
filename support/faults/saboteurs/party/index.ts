import type { Saboteur } from '../interference';

/** Faulty servers of the party. */
export const PARTY_SABOTEURS: readonly Saboteur[] = [];

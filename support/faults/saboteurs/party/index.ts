import type { Saboteur } from '../interference';
import { ARRIVALS } from './arrivals';
import { QUEUE } from './queue';

/** Faulty servers of the party. */
export const PARTY_SABOTEURS: readonly Saboteur[] = [...ARRIVALS, ...QUEUE];

import type { Saboteur } from '../interference';

/** Faulty servers of the pong. */
export const PONG_SABOTEURS: readonly Saboteur[] = [];

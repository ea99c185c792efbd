import type { Saboteur } from '../interference';
import { ROOM_SABOTEURS } from './rooms';
import { START_SABOTEURS } from './starts';

/** Faulty servers of the pong. */
export const PONG_SABOTEURS: readonly Saboteur[] = [...ROOM_SABOTEURS, ...START_SABOTEURS];

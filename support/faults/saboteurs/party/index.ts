import type { Saboteur } from '../interference';
import { ARRIVALS } from './arrivals';
import { CONFIRMED } from './confirmed';
import { DESK } from './desk';
import { FALLS } from './falls';
import { FORMS } from './forms';
import { INITIATIVE } from './initiative';
import { LEAKS } from './leaks';
import { LIMITS } from './limits';
import { MACHINES } from './machines';
import { OBSERVERS } from './observer';
import { QUEUE } from './queue';
import { REMOVAL } from './removal';
import { RETURNS } from './returns';
import { ROUNDS } from './rounds';
import { SECRETS } from './secrets';
import { SHEETS } from './sheets';
import { TOKENS } from './tokens';
import { TURNS } from './turns';
import { WAITING } from './waiting';

/** Faulty servers of the party. */
export const PARTY_SABOTEURS: readonly Saboteur[] = [
  ...ARRIVALS,
  ...QUEUE,
  ...WAITING,
  ...SECRETS,
  ...LEAKS,
  ...OBSERVERS,
  ...RETURNS,
  ...TOKENS,
  ...REMOVAL,
  ...TURNS,
  ...INITIATIVE,
  ...ROUNDS,
  ...SHEETS,
  ...DESK,
  ...CONFIRMED,
  ...MACHINES,
  ...LIMITS,
  ...FALLS,
  ...FORMS,
];

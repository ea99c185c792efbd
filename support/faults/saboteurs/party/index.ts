import type { Saboteur } from '../interference';
import { ARRIVALS } from './arrivals';
import { DESK } from './desk';
import { FALLS } from './falls';
import { FORMS } from './forms';
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

/** Faulty servers of the party. */
export const PARTY_SABOTEURS: readonly Saboteur[] = [
  ...ARRIVALS,
  ...QUEUE,
  ...SECRETS,
  ...OBSERVERS,
  ...RETURNS,
  ...TOKENS,
  ...REMOVAL,
  ...TURNS,
  ...ROUNDS,
  ...SHEETS,
  ...DESK,
  ...MACHINES,
  ...FALLS,
  ...FORMS,
];

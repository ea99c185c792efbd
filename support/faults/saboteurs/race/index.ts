import type { Saboteur } from '../interference';
import { WRONG_COMMANDS } from './commands';
import { WRONG_DOORS } from './doors';
import { WRONG_ENDINGS } from './endings';
import { WRONG_FIGURES } from './figures';
import { WRONG_ORDERS } from './order';
import { WRONG_RIGHTS } from './organizing';
import { WRONG_READINESS } from './readiness';
import { WRONG_REFUSALS } from './refusals';
import { WRONG_RETURNS } from './returns';
import { WRONG_AUDIENCES } from './told';

/** Faulty servers of the race. */
export const RACE_SABOTEURS: readonly Saboteur[] = [
  ...WRONG_RIGHTS,
  ...WRONG_COMMANDS,
  ...WRONG_DOORS,
  ...WRONG_AUDIENCES,
  ...WRONG_READINESS,
  ...WRONG_FIGURES,
  ...WRONG_ORDERS,
  ...WRONG_REFUSALS,
  ...WRONG_RETURNS,
  ...WRONG_ENDINGS,
];

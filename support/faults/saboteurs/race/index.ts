import { loses, ofType, onLine } from '../habits';
import type { Saboteur } from '../interference';

/** Faulty servers of the race. */
export const RACE_SABOTEURS: readonly Saboteur[] = [
  {
    id: 'race-start-untold',
    system: 'race',
    requirement: 'RACE-04',
    sentence: 'One runner is not told of the start.',
    says: /waited .* for the start of the race, in vain/,
    interferes: () => loses(onLine(0, ofType('race_start'))),
  },
];

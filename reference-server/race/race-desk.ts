import type { Core } from '../core/system';
import type { RaceHalls } from './race-halls';
import type { RaceReferee } from './race-referee';
import type { Seed } from './race-seed';

/** What everybody who serves a race works with. */
export interface RaceDesk {
  readonly core: Core;
  readonly seed: Seed;
  readonly halls: RaceHalls;
  readonly referee: RaceReferee;
}

import type { SystemFactory } from './core/system';
import { createRaceSystem } from './race/race-system';

/** The systems this server speaks. A new one is a folder beside `race/` and a line here. */
export const systems: readonly SystemFactory[] = [createRaceSystem];

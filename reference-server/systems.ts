import type { SystemFactory } from './core/system';
import { createPongSystem } from './pong/pong-system';
import { createRaceSystem } from './race/race-system';

/** The systems this server speaks. A new one is a folder beside `race/` and `pong/` and a line here. */
export const systems: readonly SystemFactory[] = [createRaceSystem, createPongSystem];

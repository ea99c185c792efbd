import type { SystemFactory } from './core/system';
import { createPartySystem } from './party/party-system';
import { createPongSystem } from './pong/pong-system';
import { createRaceSystem } from './race/race-system';

/** The systems this server speaks. A new one is a folder beside these and a line here. */
export const systems: readonly SystemFactory[] = [createRaceSystem, createPongSystem, createPartySystem];

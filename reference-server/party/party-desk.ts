import type { Core } from '../core/system';
import type { PartyHalls } from './party-halls';
import type { PartyHost } from './party-host';
import type { PartyPlayers } from './party-players';
import type { Story } from './party-story';

/** What everybody who serves a party works with. `mcpRoutes(http: FastifyInstance, desk: PartyDesk)` is for `party-mcp.ts` to give. */
export interface PartyDesk {
  readonly core: Core;
  readonly story: Story;
  readonly halls: PartyHalls;
  readonly host: PartyHost;
  readonly players: PartyPlayers;
}

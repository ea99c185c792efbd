import type { Core } from '../core/system';
import type { PartyHost } from './party-host';
import type { Story } from './party-story';

/**
 * What everybody who serves a party works with.
 *
 * What the desk asks of other files:
 * - `party-views.ts`: `viewFor(message: Message, viewer: Viewer): object | undefined`; `characterFor(session, viewer, playerId): object | undefined`
 *   for `GET /character/{player}` (undefined: no such player).
 * - `party-mcp.ts`: `mcpRoutes(http: FastifyInstance, desk: PartyDesk): void`.
 */
export interface PartyDesk {
  readonly core: Core;
  readonly story: Story;
  readonly host: PartyHost;
}

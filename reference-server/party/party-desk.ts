import type { Core } from '../core/system';
import type { PartyHost } from './party-host';
import type { Story } from './party-story';

/**
 * What everybody who serves a party works with.
 *
 * What the desk asks of other files:
 * - `party-combat-rules.ts`: types `Combat` (kept as JSON with the session) and `CombatSnapshot` (JSON; what a `combat_state` row holds: all
 *   that any viewer may be shown of it); `snapshotOf(session): CombatSnapshot`; `whyNotAct(session, playerId): string | undefined`, the words for
 *   a player who may not act now; `acted(session, playerId, actionId): Change` after an action was taken; `withoutPlayer(session, playerId): Change`
 *   at a kick, where `Change` is `{ session, tell }`.
 * - `party-views.ts`: `viewFor(message: Message, viewer: Viewer): object | undefined`; `characterFor(session, viewer, playerId): object | undefined`
 *   for `GET /character/{player}` (undefined: no such player).
 * - `party-mcp.ts`: `mcpRoutes(http: FastifyInstance, desk: PartyDesk): void`.
 */
export interface PartyDesk {
  readonly core: Core;
  readonly story: Story;
  readonly host: PartyHost;
}

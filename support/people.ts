import type { HttpClient } from './players/http';
import type { Player } from './players/player';
import { PlayerPool } from './players/pool';
import { SHORTEST_SECRET } from './players/secrets';
import type { Way } from './players/way';
import type { Target } from './targets/target';

/** How people reach the server. */
export interface Lines {
  /** Says which way a player's next connection takes; undefined: straight. */
  readonly wayOf?: (player: Player) => Way | undefined;
  /** Asks for all of them; undefined: each asks over connections of their own. */
  readonly http?: HttpClient | undefined;
}

/**
 * The people of one scenario or session, none of them yet. The administrator's token is a secret from all of them.
 * @param patience what `PATIENCE` says. @param lines how they reach the server.
 */
export function gather({ administrator }: Target, patience: number, { wayOf, http }: Lines = {}): PlayerPool {
  const players = new PlayerPool(patience, wayOf, http);
  // Somebody's own server may have a token so short that it would be found by chance.
  if (administrator.length >= SHORTEST_SECRET)
    players.secrets.learn(administrator, "the administrator's token");
  return players;
}

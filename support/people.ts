import { type Lines, PlayerPool } from './players/pool';
import { SHORTEST_SECRET } from './players/secrets';
import type { Target } from './targets/target';

/**
 * The people of one scenario or session, none of them yet. The administrator's token is a secret from all of them.
 * @param patience what `PATIENCE` says. @param lines how they reach the server.
 */
export function gather({ administrator }: Target, patience: number, lines: Lines = {}): PlayerPool {
  const players = new PlayerPool(patience, lines);
  // Somebody's own server may have a token so short that it would be found by chance.
  if (administrator.length >= SHORTEST_SECRET)
    players.secrets.learn(administrator, "the administrator's token");
  return players;
}

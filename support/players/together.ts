import { allMissed, Missed } from './missed';
import type { Player } from './player';

/**
 * Several players wait for the same at the same time; all must see it.
 * @throws Missed naming those who did not, and those who did. Error when there is nobody to ask: that would prove nothing.
 */
export async function together<T>(
  players: readonly Player[],
  see: (player: Player) => Promise<T>,
): Promise<T[]> {
  if (players.length === 0)
    throw new Error('Nobody is there who could see it: the step would prove nothing.');
  const outcomes = await Promise.allSettled(players.map((player) => see(player)));
  const missed = outcomes.flatMap((outcome) =>
    outcome.status === 'rejected' ? [outcome.reason as unknown] : [],
  );
  if (missed.length === 0) {
    return outcomes.flatMap((outcome) => (outcome.status === 'fulfilled' ? [outcome.value] : []));
  }
  const saw = players
    .filter((_, index) => outcomes[index]?.status === 'fulfilled')
    .map((player) => player.name);
  const fault = missed.find((cause) => !(cause instanceof Missed));
  if (fault !== undefined) throw fault;
  throw allMissed(
    missed.filter((cause) => cause instanceof Missed),
    saw.length > 0 ? [`(${saw.join(', ')} saw it.)`] : [],
  );
}

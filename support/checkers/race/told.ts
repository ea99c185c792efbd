import type { RaceEvent } from '../../systems/race/events';
import { oncePerScenario, type Received, receivedBy, type Told as ToldOf } from '../told';

export type ToldEntry = Received<RaceEvent>;
/** What one connection of one player was told of races. */
export type Told = ToldOf<ToldEntry>;

const KINDS: ReadonlySet<string> = new Set<RaceEvent['kind']>([
  'welcomed',
  'shown the race',
  'race started',
  'race status',
  'standings',
  'progress',
]);

/** What each connection was told of races; connections that were told nothing are left out. */
export const toldOfRaces = oncePerScenario((players): readonly Told[] =>
  players.flatMap((player) => receivedBy<RaceEvent>(player, KINDS)),
);

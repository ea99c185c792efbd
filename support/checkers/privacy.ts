import { tell } from '../players/expectation';
import type { Entry } from '../players/journal';
import type { Secret } from '../players/secrets';
import type { FinishedScenario } from './scenario';

/** Nothing that reached a player holds a secret that is not for that player: frames, answers, close reasons. */
export function noSecretInWrongHands({ players, secrets }: FinishedScenario): string[] {
  const all = secrets.all();
  return players.flatMap(({ name, journal }) => {
    const foreign = all.filter((secret) => !secret.owners.has(name));
    return journal.entries.flatMap((entry) => {
      const arrived = arrivedIn(entry);
      if (arrived === '') return [];
      return foreign
        .filter(({ value }) => arrived.includes(value))
        .map(({ what }) => `${name} received ${what} in ${tell(entry)}`);
    });
  });
}

/** Lines of a server's log that hold a secret. */
export function secretsInLog(log: readonly { text: string }[], secrets: readonly Secret[]): string[] {
  return secrets
    .filter(({ value }) => log.some(({ text }) => text.includes(value)))
    .map(({ what }) => `The server's log holds ${what}.`);
}

/** What reached the player with an entry, as text. */
function arrivedIn(entry: Entry): string {
  if (entry.kind === 'received' || entry.kind === 'answered') return entry.raw;
  if (entry.kind === 'connection') return entry.event.telling ?? '';
  return '';
}

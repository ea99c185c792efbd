import { showing } from './expectations';
import type { Race } from './race';
import type { Runner } from './runner';

/** Parts the nodes while something happens. */
type Apart = (meanwhile: () => Promise<void>) => Promise<void>;

/**
 * A runner does something while the nodes have lost each other. Whoever is sent away comes again, and the runner, if the welcome does not
 * show it, does it again.
 */
export async function actsApart(
  race: Race,
  runner: Runner,
  apart: Apart,
  act: (runner: Runner) => void,
): Promise<void> {
  const { player } = runner;
  await apart(async () => act(runner));
  for (const spectator of race.spectators) if (!spectator.isReachable) await spectator.watches(race.id);
  const away = race.runners.filter((one) => !one.isReachable);
  const since = player.journal.end;
  await race.join(away);
  if (!away.includes(runner)) return;
  const shown = showing(runner.name, runner.figures);
  if (!player.journal.entries.slice(since).some((entry) => shown.matches(entry))) act(runner);
}

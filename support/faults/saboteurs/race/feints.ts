import type { Frame, Interference } from '../interference';
import type { Runner } from './frames';
import { type Known, knowing, tellsAll } from './known';

/** What feigns that a report was accepted: how the runner is shown in its place, or undefined to leave it at the refusal. */
export type Feint = (report: Frame, runner: Runner) => Runner | undefined;

/** Tells everybody of a report as if it had been taken, which the server never hears of; or hears, and refuses. */
export function feigns(feint: Feint, andRefuses?: 'and refuses'): Interference {
  return knowing((known: Known) => ({
    said(frame, line) {
      const runner = known.runner(line);
      const feigned = runner && feint(frame, runner);
      if (feigned === undefined) return [frame];
      tellsAll(line, { type: 'player_update', player: feigned });
      return andRefuses ? [frame] : [];
    },
  }));
}

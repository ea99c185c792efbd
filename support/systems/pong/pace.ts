import { AssertionError } from 'chai';
import { together } from '../../players/together';
import type { Audience } from '../audience';
import { anyUpdate } from './expectations';

/** A game's own tick, in milliseconds: sixty a second. */
const TICK = 1_000 / 60;
/** How many times slower than before others may be while somebody misbehaves, and by how much more, before they have noticed. */
const MOST_TIMES = 2;
const MORE = TICK;

/** The time between ticks as one person sees them, in milliseconds. */
interface Pace {
  readonly average: number;
  readonly median: number;
}

/**
 * Since the last mark these people have seen so many ticks, in no more than twice the time between ticks that they had before the
 * mark, and one tick: by the average, which a standstill spoils, and by the median, which a slow game spoils. What happens to the
 * machine meanwhile happens to both sides of the comparison, so that it does not depend on speed.
 * @throws AssertionError with the figures; Missed where there are not so many ticks; Error where there were none to compare with.
 */
export async function expectSamePace(audience: Audience, ticks: number): Promise<void> {
  const all = Array.from({ length: ticks }, () => anyUpdate);
  const seen = await together(audience, async (player) => ({
    player,
    during: await player.seesInThisOrder(all),
  }));
  for (const { player, during } of seen) {
    const told = player.journal.entries.slice(0, player.marked);
    const earlier = told.filter((entry) => 'event' in entry && entry.event.kind === 'update').slice(-ticks);
    if (earlier.length < ticks)
      throw new Error(
        `${player.name} had seen ${earlier.length} ticks before, too few to compare ${ticks} with.`,
      );
    const [before, now] = [paceOf(earlier), paceOf([...earlier.slice(-1), ...during])];
    for (const figure of ['average', 'median'] as const) {
      const most = before[figure] * MOST_TIMES + MORE;
      if (now[figure] <= most) continue;
      throw new AssertionError(
        `${player.name} saw a tick every ${now[figure].toFixed(1)} ms (${figure}), and every ${before[figure].toFixed(1)} ms before; at most ${most.toFixed(1)} ms are no harm.`,
      );
    }
  }
}

function paceOf(entries: readonly { readonly at: number }[]): Pace {
  const intervals = entries.slice(1).map(({ at }, index) => at - (entries[index]?.at ?? at));
  const sorted = [...intervals].sort((one, other) => one - other);
  const sum = intervals.reduce((total, one) => total + one, 0);
  return { average: sum / intervals.length, median: sorted[Math.floor(sorted.length / 2)] ?? 0 };
}

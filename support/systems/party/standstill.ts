import type { Expectation } from '../../players/expectation';
import type { Player } from '../../players/player';
import { together } from '../../players/together';
import type { Audience } from '../audience';
import type { Marker } from '../marker';
import * as marking from '../marker';
import { anyNews, thinking } from './expectations';
import type { Party } from './party';

/**
 * The marker of a party: the host is thinking, in words that were never used before. It reaches everybody by the way that all news
 * of a session take, and changes nothing.
 */
function markerOf(party: Party, witnesses: Audience): Marker {
  if (witnesses.length === 0) return marking.unprovable();
  const text = party.nextThought();
  return {
    witnesses,
    sign: thinking(text).as(`the marker: the host thinking "${text}"`),
    make: () => party.host.thinks(text),
    undo: async () => {},
  };
}

/** Proves that nobody of the audience has seen it since the last mark, whatever `actor` did. @throws Missed if somebody has, or nothing could be proved. */
export function proveNever(
  party: Party,
  actor: Player,
  forbidden: Expectation,
  audience: Audience = party.everybody,
): Promise<void> {
  return marking.proveNever(
    actor,
    () => markerOf(party, audience),
    () => forbidden,
  );
}

/** Proves that nobody was told anything of the session since the last mark. @throws Missed, as above. */
export function proveSilence(party: Party, actor: Player, audience?: Audience): Promise<void> {
  return proveNever(party, actor, anyNews, audience);
}

/** Proves that everybody of the audience has seen it once, and not again, since the last mark. @throws Missed, as above. */
export function proveOnce(
  party: Party,
  expectation: Expectation,
  audience: Audience = party.everybody,
): Promise<void> {
  return marking.proveOnce(() => markerOf(party, party.everybody), audience, expectation);
}

/** Proves that these have seen it since the last mark, and nobody else. @throws Missed, as above. */
export async function proveOnly(
  party: Party,
  actor: Player,
  names: readonly string[],
  expectation: Expectation,
  trace: Expectation = expectation,
): Promise<void> {
  await together(
    names.map((name) => party.member(name).player),
    (player) => player.sees(expectation),
  );
  await proveNever(party, actor, trace, party.everybodyBut(...names));
}

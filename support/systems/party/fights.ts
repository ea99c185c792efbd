import { expect } from 'chai';
import type { Fighter, SessionView } from './dialect';
import type { CombatMode, Health, Sheet } from './events';
import { fight } from './fight-expectations';
import type { Party } from './party';

/** The order of a fight from a table with the columns who, initiative and hit points (empty for a player; `uncounted`). */
export function fightersIn(table: readonly Record<string, string>[]): Fighter[] {
  return table.map(({ who = '', initiative = '', 'hit points': hitPoints = '' }) => ({
    name: who,
    initiative: Number(initiative),
    ...(hitPoints === '' ? {} : { hitPoints: hitPoints === UNCOUNTED ? null : Number(hitPoints) }),
  }));
}

/** A monster's hit points that nobody counts, as a feature says it. */
const UNCOUNTED = 'uncounted';

/** Fights that there cannot be, by what a feature calls them. */
const IMPOSSIBLE: Readonly<Record<string, readonly Fighter[]>> = {
  nobody: [],
  'Thorin twice': [
    { name: 'Thorin', initiative: 12 },
    { name: 'Thorin', initiative: 3 },
  ],
  'somebody without a name': [
    { name: 'Thorin', initiative: 12 },
    { name: 'Boromir', initiative: 3 },
  ],
  'Thorin with hit points': [{ name: 'Thorin', initiative: 12, hitPoints: 5 }],
  'Vex among others': [
    { name: 'Thorin', initiative: 12 },
    { name: 'Vex', initiative: 3 },
  ],
  'only monsters': [
    { name: 'Goblin', initiative: 12, hitPoints: 7 },
    { name: 'Ogre', initiative: 3, hitPoints: 30 },
  ],
};

/** The host tries to begin a fight with them. @throws Error naming what is known. */
export async function attemptFight({ host }: Party, whom: string): Promise<void> {
  const order = IMPOSSIBLE[whom];
  if (!order) throw new Error(`Nobody knows "${whom}". Known: ${Object.keys(IMPOSSIBLE).join(', ')}.`);
  await host.tries('begins a fight', { mode: 'turn by turn', order });
}

/** A fight has begun, and everybody knows. */
export async function begin(party: Party, mode: CombatMode, order?: readonly Fighter[]): Promise<void> {
  await party.host.orders('begins a fight', { mode, order });
  await party.settles();
}

/** That somebody whom nothing has befallen is seen in that state of health in the fight, and no numbers of theirs. */
export function seenInFight(name: string, health: Health) {
  return fight(`${name} ${health} in the fight`, ({ order }) => {
    const line = order.find((one) => one.name === name);
    expect(line?.health, `how ${name} looks`).to.equal(health);
    expect(line?.conditions, `what has befallen ${name}`).to.deep.equal([]);
    expect(Object.keys(line ?? {}).toSorted(), `what is shown of ${name}`).to.deep.equal(SHOWN);
  });
}

/** That somebody is seen in the fight as that has befallen them. */
export function befallenInFight(name: string, conditions: readonly string[]) {
  return fight(`${name} ${conditions.join(' and ')} in the fight`, ({ order }) => {
    const line = order.find((one) => one.name === name);
    expect(line?.conditions, `what has befallen ${name}`).to.deep.equal(conditions);
  });
}

const SHOWN = ['conditions', 'health', 'initiative', 'name'];

/** The own hit points in the fight. */
export function ownPointsInFight(hitPoints: number, maxHitPoints: number) {
  return fight(`the own ${hitPoints} of ${maxHitPoints} hit points`, (combat) => {
    expect(combat.hitPoints, 'the own hit points').to.equal(hitPoints);
    expect(combat.maxHitPoints, 'the most of them').to.equal(maxHitPoints);
  });
}

/** The host is shown that somebody in the fight has so many hit points. @throws AssertionError with those who are shown. */
export function expectHostsView({ fighters }: SessionView, name: string, points: Sheet): void {
  const { hitPoints, maxHitPoints } = points;
  expect(fighters, 'those in the fight, as the host sees them').to.deep.include({
    name,
    hitPoints,
    maxHitPoints,
  });
}

/** A fight as somebody sees it who has no part in it: without numbers but the round's, and without a turn. */
export const withoutNumbers = fight('the fight without numbers', (combat) => {
  expect(combat.hitPoints ?? combat.maxHitPoints, 'hit points').to.equal(undefined);
  expect(
    combat.order.map(({ initiative }) => initiative),
    'initiative',
  ).to.deep.equal(combat.order.map(() => undefined));
  expect(combat.yourTurn, 'whether it is the own turn').to.equal(false);
});

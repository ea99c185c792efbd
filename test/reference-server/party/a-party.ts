import * as fc from 'fast-check';
import type { Sheet } from '../../../reference-server/party/party-character-rules';
import type {
  CastMember,
  Combat,
  CombatMode,
  CombatRuling,
} from '../../../reference-server/party/party-combat-rules';
import {
  type Message,
  type News,
  OBSERVER,
  type Player,
  type Ruling,
  type Session,
} from '../../../reference-server/party/party-session';
import { readStory } from '../../../reference-server/party/party-story';

export const noon = new Date('2026-05-01T12:00:00.000Z');

/** A sheet with everything on it, but for what is said. */
export function sheet(but: Partial<Sheet> = {}): Sheet {
  return {
    name: 'Thorin',
    class: 'fighter',
    level: 3,
    initiative: 12,
    hit_points: 28,
    max_hit_points: 28,
    conditions: [],
    secret_background: 'He opened the gate.',
    hidden_roll: 'Insight 19',
    ...but,
  };
}

/** A running session of the story that is shipped, in which nobody was kicked, but for what is said. */
export function session(but: Partial<Session> = {}): Session {
  const member = { status: 'active', tokenHash: null } as const;
  return {
    id: 'session',
    hostId: 'host',
    status: 'running',
    startedAt: noon,
    players: readStory().players.map(({ id, sheet }) => ({ ...member, id, name: sheet.name, sheet })),
    observer: { ...member, id: OBSERVER, name: OBSERVER },
    combat: null,
    ...but,
  };
}

/** The player of that id. @throws Error if there is none. */
export function player(within: Session, id: string): Player {
  const found = within.players.find((each) => each.id === id);
  if (found === undefined) throw new Error(`no ${id}`);
  return found;
}

/** The session with somebody kicked from it, whatever the fight is. */
export function without(id: string, within: Session = session()): Session {
  const players = within.players.map((each) =>
    each.id === id ? { ...each, status: 'kicked' as const } : each,
  );
  return { ...within, players };
}

/** What fights know of the story's players: Vex 20, Elara 17, Thorin 12, Gorm 9. */
export const cast: readonly CastMember[] = session().players.map((each) => ({
  id: each.id,
  name: each.name,
  initiative: each.sheet.initiative,
  active: true,
}));

/** The fight after an act. @throws Error with the reason if it was not allowed, or if it is over. */
export function fight(ruling: CombatRuling): Combat {
  if (!ruling.allowed) throw new Error(`not allowed: ${ruling.reason}`);
  if (ruling.combat === null) throw new Error('the fight is over');
  return ruling.combat;
}

/** Why an act was not allowed. @throws Error if it was. */
export function reason(ruling: CombatRuling | Ruling<unknown>): string {
  if (ruling.allowed) throw new Error('allowed');
  return ruling.reason;
}

/** What the rules give for an act on a session. @throws Error with the reason if it was not allowed. */
export function granted<Answer>(ruling: Ruling<Answer>): Extract<Ruling<Answer>, { allowed: true }> {
  if (!ruling.allowed) throw new Error(`not allowed: ${ruling.reason}`);
  return ruling;
}

/** A row of the log. */
export function message(news: News): Message {
  return { seq: 1, id: 'message-1', at: noon, news };
}

/** Everybody's id, in the order. */
export const idsOf = ({ order }: Combat): string[] => order.map(({ id }) => id);

/** Any order of a fight: some of the players and some monsters, with ties more often than not. At least one player. */
export const anyEntries = fc
  .record({
    players: fc.shuffledSubarray(
      cast.map(({ id }) => id),
      { minLength: 1 },
    ),
    monsters: fc.nat(4),
    initiatives: fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 8, maxLength: 8 }),
    turned: fc.nat(8),
  })
  .map(({ players, monsters, initiatives, turned }) => {
    const ids = [...players, ...Array.from({ length: monsters }, (_, at) => `goblin-${at}`)];
    const from = turned % ids.length;
    return [...ids.slice(from), ...ids.slice(0, from)].map((id, at) => ({
      id,
      initiative: initiatives[at] ?? 0,
      ...(id.startsWith('goblin') && { name: `Goblin ${id.at(-1)}`, hit_points: 7 }),
    }));
  });

export const anyMode = fc.constantFrom<CombatMode>('turn_based', 'simultaneous');

import { publicChanges, publicSheet } from './party-character-rules';
import type { CombatState, CombatStateEntry } from './party-combat-rules';
import { type Message, type News, OBSERVER, type Player, type Session, type Viewer } from './party-session';

/** A frame as it goes to a connection. */
export type Frame = { readonly type: string } & Readonly<Record<string, unknown>>;

/**
 * A message as this viewer may see it; undefined if it is not for them. Live and on replay it is the same. Each frame is put together
 * of what is for the viewer, so that what is not named here stays on record.
 */
export function viewFor({ id, at, news }: Message, viewer: Viewer): Frame | undefined {
  switch (news.kind) {
    case 'narrative': {
      const { actionId, actionIds, narrative } = news;
      const own = privateMessageOf(news, viewer);
      return {
        type: 'narrative',
        id,
        timestamp: at.toISOString(),
        action_id: actionId,
        ...(actionIds && { action_ids: actionIds }),
        narrative,
        ...(own !== undefined && { private: own }),
      };
    }
    case 'system':
      return { type: 'system', id, timestamp: at.toISOString(), content: news.content };
    case 'action_status':
      if (news.playerId !== viewer.memberId) return undefined;
      return { type: 'action_status', action_id: news.actionId, status: news.status };
    case 'combat_state':
      return combatStateFor(news.combat, viewer);
    case 'character_update':
      return characterUpdateFor(news, viewer);
    case 'thinking':
      return { type: 'thinking', message: news.message };
    case 'revoked':
      return undefined;
  }
}

/**
 * The fight as this viewer may see it: the own hit points in full, others' as healthy, wounded or down. The observer gets no number but the
 * round's.
 */
export function combatStateFor(combat: CombatState, { memberId }: Viewer): Frame {
  const { active, mode, round, current_turn, initiative, submitted, waiting_for } = combat;
  const observing = memberId === OBSERVER;
  const own = observing ? undefined : initiative.find(({ id }) => id === memberId);
  return {
    type: 'combat_state',
    active,
    mode,
    round,
    current_turn,
    initiative: initiative.map((entry) => (observing ? withoutNumbers(entry) : withoutHitPoints(entry))),
    your_turn: own !== undefined && (current_turn === memberId || (waiting_for ?? []).includes(memberId)),
    ...(own?.hit_points !== undefined && {
      hit_points: own.hit_points,
      max_hit_points: own.max_hit_points,
    }),
    ...(submitted && { submitted }),
    ...(waiting_for && { waiting_for }),
  };
}

/** A player's character as this viewer may see it: the own one whole, another's public part. Undefined if there is no such player, and for the observer, who sees none. */
export function characterFor(
  { players }: Pick<Session, 'players'>,
  { memberId }: Viewer,
  playerId: string,
): object | undefined {
  const player = players.find(({ id }) => id === playerId);
  if (player === undefined || memberId === OBSERVER) return undefined;
  return memberId === playerId ? wholeCharacter(player) : publicCharacter(player);
}

/** A character with all that is on the sheet: for its player, and for the host. */
export function wholeCharacter(player: Player) {
  const { initiative, hit_points, max_hit_points, secret_background, hidden_roll } = player.sheet;
  return {
    ...publicCharacter(player),
    initiative,
    hit_points,
    max_hit_points,
    ...(secret_background !== undefined && { secret_background }),
    ...(hidden_roll !== undefined && { hidden_roll }),
  };
}

function publicCharacter({ id, sheet }: Player) {
  return { player_id: id, ...publicSheet(sheet) };
}

function privateMessageOf(
  { privateMessages }: Extract<News, { kind: 'narrative' }>,
  { memberId }: Viewer,
): string | undefined {
  if (memberId === OBSERVER || !Object.hasOwn(privateMessages, memberId)) return undefined;
  return privateMessages[memberId];
}

function characterUpdateFor(
  { playerId, changes }: Extract<News, { kind: 'character_update' }>,
  { memberId }: Viewer,
): Frame | undefined {
  if (memberId === OBSERVER) return undefined;
  const shown = memberId === playerId ? changes : publicChanges(changes);
  if (Object.keys(shown).length === 0) return undefined;
  return { type: 'character_update', player_id: playerId, changes: shown };
}

function withoutHitPoints({ id, name, initiative, conditions, health }: CombatStateEntry) {
  return { id, name, initiative, conditions, health };
}

function withoutNumbers({ id, name, conditions, health }: CombatStateEntry) {
  return { id, name, conditions, health };
}

import { type Health, healthOf, type Sheet } from './party-character-rules';

export const COMBAT_MODES = ['turn_based', 'simultaneous'] as const;
export type CombatMode = (typeof COMBAT_MODES)[number];

/** One place in the order of a fight: a player, or a monster of the host's. */
export interface Combatant {
  readonly id: string;
  readonly name: string;
  readonly initiative: number;
  readonly monster: boolean;
  /** A monster's, which it has all of; null for players, whose sheet says it, and for monsters whose hit points nobody counts. */
  readonly hitPoints: number | null;
}

/** What a player has handed in for a round in which all act at once. */
export interface Submission {
  readonly playerId: string;
  /** Null once the host has resolved the action by itself, before the round. */
  readonly actionId: string | null;
}

/** A fight. A value that can be written as JSON, never changed in place: a rule gives a new one. */
export interface Combat {
  readonly mode: CombatMode;
  /** From 1. */
  readonly round: number;
  /** Highest initiative first. At least one of them is a player. */
  readonly order: readonly Combatant[];
  /** The id of the one whose turn it is; null where all act at once. */
  readonly current: string | null;
  /** This round's, as they came; none in turns. */
  readonly submitted: readonly Submission[];
}

/** Somebody of the session, as a fight needs to know them. */
export interface CastMember {
  readonly id: string;
  readonly name: string;
  readonly initiative: number;
  /** False for somebody who was kicked. */
  readonly active: boolean;
}

/** A place in the order as the host gives it. A monster needs a name, and may have hit points. */
export interface Entry {
  readonly id: string;
  readonly initiative: number;
  readonly name?: string | undefined;
  readonly hit_points?: number | undefined;
}

/** What the rules say to the host: the fight after it (null: none), or why not. The reason is for the host to read. */
export type CombatRuling =
  | { readonly allowed: true; readonly combat: Combat | null }
  | { readonly allowed: false; readonly reason: string };

/** All there is to say of a fight, with all numbers: what the host sees, and what every player's view is cut from. */
export interface CombatState {
  readonly active: boolean;
  readonly mode: CombatMode | null;
  /** From 1; 0 without a fight. */
  readonly round: number;
  readonly current_turn: string | null;
  readonly initiative: readonly CombatStateEntry[];
  /** Ids of players as they acted; only where all act at once. */
  readonly submitted?: readonly string[];
  /** Ids of players in the order of the fight; only where all act at once. */
  readonly waiting_for?: readonly string[];
}

export interface CombatStateEntry {
  readonly id: string;
  readonly name: string;
  readonly initiative: number;
  readonly conditions: readonly string[];
  readonly health: Health;
  readonly hit_points?: number;
  readonly max_hit_points?: number;
}

/**
 * A fight begins. `cast`: all players of the session, in the story's order. Without entries, all who are active fight, by their sheets.
 * Highest initiative first; ties stay in the order given.
 */
export function startCombat(
  combat: Combat | null,
  cast: readonly CastMember[],
  mode: CombatMode,
  entries?: readonly Entry[],
): CombatRuling {
  if (combat !== null) return forbid('Combat is on already');
  const order: Combatant[] = [];
  for (const entry of entries ?? active(cast)) {
    if (order.some(({ id }) => id === entry.id)) return forbid(`Twice in the order: ${entry.id}`);
    const combatant = combatantOf(entry, cast);
    if (typeof combatant === 'string') return forbid(combatant);
    order.push(combatant);
  }
  if (order.every(({ monster }) => monster)) return forbid('No player in the order');
  // Sorting keeps the order of equals.
  order.sort((one, other) => other.initiative - one.initiative);
  const current = mode === 'turn_based' ? (order[0]?.id ?? null) : null;
  return allow({ mode, round: 1, order, current, submitted: [] });
}

/** The turn passes on to the next in the order; after the last one, to the first, in the next round. */
export function nextTurn(combat: Combat | null): CombatRuling {
  if (combat === null) return forbid('There is no combat');
  if (combat.mode !== 'turn_based')
    return forbid('All act at once in this combat: resolve_round ends the round');
  return allow(passedOn(combat));
}

/** A round in which all act at once is over, whoever has acted. What it resolves is `combat.submitted` before. */
export function resolveRound(combat: Combat | null): CombatRuling {
  if (combat === null) return forbid('There is no combat');
  if (combat.mode !== 'simultaneous')
    return forbid('This combat goes by turns: next_turn passes the turn on');
  return allow({ ...combat, round: combat.round + 1, submitted: [] });
}

/** The fight is over. What was handed in and not resolved stays in the queue. */
export function endCombat(combat: Combat | null): CombatRuling {
  return combat === null ? forbid('There is no combat') : allow(null);
}

/** Why this player may not act now, in words for them; undefined if they may. Without a fight everybody may. */
export function refusalToAct(combat: Combat | null, playerId: string): string | undefined {
  if (combat === null) return undefined;
  if (combat.mode === 'turn_based') {
    if (combat.current === playerId) return undefined;
    return `Not your turn. Waiting for ${combat.order.find(({ id }) => id === combat.current)?.name}.`;
  }
  if (!combat.order.some(({ id }) => id === playerId)) return 'Not in this fight';
  if (combat.submitted.some((each) => each.playerId === playerId)) return 'Already submitted this round';
  return undefined;
}

/** The fight after an action of a player who may act. Where all act at once it is another one, and to be told. */
export function acted(combat: Combat | null, playerId: string, actionId: string): Combat | null {
  if (combat === null || combat.mode === 'turn_based') return combat;
  return { ...combat, submitted: [...combat.submitted, { playerId, actionId }] };
}

/** An action was resolved by itself: it is not resolved again with its round. Its player has acted all the same. */
export function settled(combat: Combat | null, actionId: string): Combat | null {
  if (combat === null || !combat.submitted.some((each) => each.actionId === actionId)) return combat;
  const submitted = combat.submitted.map((each) =>
    each.actionId === actionId ? { ...each, actionId: null } : each,
  );
  return { ...combat, submitted };
}

/**
 * A player is kicked: out of the order and of all lists; was it their turn, the next one has it. Gives null if no player is left, and the
 * very same fight if they were not in it.
 */
export function leaveCombat(combat: Combat | null, playerId: string): Combat | null {
  if (combat === null || !combat.order.some(({ id }) => id === playerId)) return combat;
  const order = combat.order.filter(({ id }) => id !== playerId);
  if (order.every(({ monster }) => monster)) return null;
  const { round, current } = combat.current === playerId ? passedOn(combat) : combat;
  const submitted = combat.submitted.filter((each) => each.playerId !== playerId);
  return { ...combat, round, current, order, submitted };
}

/** All there is to say of a fight, or that there is none. `sheetOf` gives the sheet of a player, undefined for a monster. */
export function combatState(
  combat: Combat | null,
  sheetOf: (playerId: string) => Sheet | undefined,
): CombatState {
  if (combat === null) return { active: false, mode: null, round: 0, current_turn: null, initiative: [] };
  const { mode, round, current, order } = combat;
  const submitted = combat.submitted.map(({ playerId }) => playerId);
  const waiting = order.filter(({ id, monster }) => !monster && !submitted.includes(id));
  return {
    active: true,
    mode,
    round,
    current_turn: current,
    initiative: order.map((combatant) => stateOf(combatant, sheetOf(combatant.id))),
    ...(mode === 'simultaneous' && { submitted, waiting_for: waiting.map(({ id }) => id) }),
  };
}

function stateOf(combatant: Combatant, sheet: Sheet | undefined): CombatStateEntry {
  const { id, name, initiative, hitPoints } = combatant;
  const monsters = hitPoints === null ? undefined : { hit_points: hitPoints, max_hit_points: hitPoints };
  const figures = sheet ?? monsters;
  return {
    id,
    name,
    initiative,
    conditions: sheet?.conditions ?? [],
    health: figures === undefined ? 'healthy' : healthOf(figures),
    ...(figures && { hit_points: figures.hit_points, max_hit_points: figures.max_hit_points }),
  };
}

/** The place of an entry in the order, or why it has none. */
function combatantOf(entry: Entry, cast: readonly CastMember[]): Combatant | string {
  const { id, initiative, name, hit_points: hitPoints = null } = entry;
  const player = cast.find((member) => member.id === id);
  if (player === undefined) {
    if (name === undefined) return `Unknown player: ${id} (a monster needs a name)`;
    return { id, name, initiative, monster: true, hitPoints };
  }
  if (!player.active) return `Kicked, and not in the session: ${id}`;
  if (name !== undefined && name !== player.name) return `${id} is ${player.name}, and not ${name}`;
  if (hitPoints !== null) return `The hit points of ${id} are those of the sheet, and not to be given here`;
  return { id, name: player.name, initiative, monster: false, hitPoints };
}

function active(cast: readonly CastMember[]): Entry[] {
  return cast.filter((member) => member.active).map(({ id, initiative }) => ({ id, initiative }));
}

function passedOn(combat: Combat): Combat {
  const at = combat.order.findIndex(({ id }) => id === combat.current);
  const last = at === combat.order.length - 1;
  const next = combat.order[last ? 0 : at + 1];
  return { ...combat, round: combat.round + (last ? 1 : 0), current: next?.id ?? null };
}

function allow(combat: Combat | null): CombatRuling {
  return { allowed: true, combat };
}

function forbid(reason: string): CombatRuling {
  return { allowed: false, reason };
}

import { z } from 'zod';
import { changeSheet, type SheetWish } from './party-character-rules';
import {
  type Combat,
  type CombatMode,
  type CombatRuling,
  type CombatState,
  combatState,
  type Entry,
  endCombat,
  nextTurn,
  resolveRound,
  startCombat,
} from './party-combat-rules';
import {
  character,
  combat,
  combatMode,
  dmNotes,
  initiative,
  narrative,
  playerId,
  privateMessages,
  sheetWish,
} from './party-mcp-shapes';
import { type Tool, tool } from './party-mcp-tool';
import { strangerAmong } from './party-queue-rules';
import { forbid, type News, type Player, type Ruling, type Session } from './party-session';
import { wholeCharacter } from './party-views';

/** Fights, and what they do to characters. */
export const combatTools: readonly Tool[] = [
  tool({
    name: 'start_combat',
    title: 'Start a combat',
    description:
      'Starts a combat: everybody is shown the order, and from now on only those may act whom the mode lets. Refused while one is on.',
    input: z.strictObject({ mode: combatMode, initiative }),
    output: z.object({ combat }),
    run: async (host, hostId, { mode, initiative: entries }) => ({
      combat: await host.change(hostId, (session) => beginFight(session, mode, entries)),
    }),
  }),
  tool({
    name: 'next_turn',
    title: 'Pass the turn on',
    description:
      'In a turn_based combat: the turn goes to the next in the order, after the last one to the first in the next round.',
    input: z.strictObject({}),
    output: z.object({ combat }),
    run: async (host, hostId) => ({
      combat: await host.change(hostId, (session) => fighting(session, nextTurn(session.combat))),
    }),
  }),
  tool({
    name: 'resolve_round',
    title: 'Resolve a round',
    description:
      'In a simultaneous combat: resolves all actions that were handed in this round by one narrative, and begins the next round. Look at waiting_for first: who has not acted misses the round.',
    input: z.strictObject({ narrative, private_messages: privateMessages, dm_notes: dmNotes }),
    output: z.object({
      action_ids: z.array(z.string()).readonly().describe('The actions that were resolved.'),
      combat,
    }),
    run: (host, hostId, asked) =>
      host.change(hostId, (session) =>
        endRound(session, {
          kind: 'narrative',
          actionId: null,
          narrative: asked.narrative,
          privateMessages: asked.private_messages ?? {},
          dmNotes: asked.dm_notes ?? null,
        }),
      ),
  }),
  tool({
    name: 'end_combat',
    title: 'End the combat',
    description:
      'Ends the combat: everybody may act again. Actions that were not resolved stay in the queue.',
    input: z.strictObject({}),
    output: z.object({ combat: z.null() }),
    run: async (host, hostId) => {
      await host.change(hostId, (session) => fighting(session, endCombat(session.combat)));
      return { combat: null };
    },
  }),
  tool({
    name: 'update_character',
    title: 'Change a character',
    description:
      'Changes what you give of a sheet, leaves the rest, and answers the whole sheet. The player is shown every change; others are shown health (healthy, wounded, down), level and conditions only.',
    input: z.strictObject({ player: playerId, ...sheetWish }),
    output: character,
    run: async (host, hostId, { player, ...wish }) =>
      wholeCharacter(await host.change(hostId, (session) => changeCharacter(session, player, wish))),
  }),
];

/** A fight of those entries, or of all who are in the session. */
export function beginFight(
  session: Session,
  mode: CombatMode,
  entries: readonly Entry[] | undefined,
): Ruling<CombatState> {
  const cast = session.players.map(({ id, name, status, sheet }) => ({
    id,
    name,
    initiative: sheet.initiative,
    active: status === 'active',
  }));
  return fighting(session, startCombat(session.combat, cast, mode, entries));
}

/** All that was handed in is resolved by this one narrative. */
export function endRound(
  session: Session,
  told: Extract<News, { kind: 'narrative' }>,
): Ruling<{ readonly action_ids: readonly string[]; readonly combat: CombatState }> {
  const stranger = strangerAmong(session, Object.keys(told.privateMessages));
  if (stranger !== undefined) return forbid(`Unknown player in private_messages: ${stranger}`);
  const actionIds = (session.combat?.submitted ?? []).flatMap(({ actionId }) => actionId ?? []);
  const ruling = fighting(session, resolveRound(session.combat));
  if (!ruling.allowed) return ruling;
  return {
    ...ruling,
    tell: [{ ...told, actionIds }, ...ruling.tell],
    resolved: actionIds,
    answer: { action_ids: actionIds, combat: ruling.answer },
  };
}

/** Also the sheet of somebody who was kicked may be changed: they may come back. */
export function changeCharacter(session: Session, id: string, wish: SheetWish): Ruling<Player> {
  const player = playerOf(session, id);
  if (player === undefined) return forbid(`Unknown player: ${id}`);
  const ruling = changeSheet(player.sheet, wish);
  if (!ruling.allowed) return ruling;
  const { sheet, changes } = ruling;
  const after: Player = { ...player, sheet };
  const players = session.players.map((other) => (other === player ? after : other));
  const changed = Object.keys(changes).length > 0;
  return {
    allowed: true,
    session: { ...session, players },
    tell: changed ? [{ kind: 'character_update', playerId: id, changes }] : [],
    answer: after,
  };
}

function fighting(session: Session, ruling: CombatRuling): Ruling<CombatState> {
  if (!ruling.allowed) return ruling;
  const state = stateOf(ruling.combat, session);
  return {
    allowed: true,
    session: { ...session, combat: ruling.combat },
    tell: [{ kind: 'combat_state', combat: state }],
    answer: state,
  };
}

function stateOf(fight: Combat | null, session: Session): CombatState {
  return combatState(fight, (id) => playerOf(session, id)?.sheet);
}

function playerOf({ players }: Session, id: string): Player | undefined {
  return players.find((player) => player.id === id);
}

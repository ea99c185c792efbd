import { momentOf } from '../../../players/moment';
import type { ActionStatus, Combat, CombatMode, Health, PartyEvent, Sheet } from '../events';

/** Ids on the wire to names. */
type NameOf = (id: string) => string;

const STATUSES: Readonly<Record<string, ActionStatus>> = {
  pending: 'waiting',
  processing: 'taken up',
  resolved: 'answered',
};
const MODES: Readonly<Record<string, CombatMode>> = {
  turn_based: 'turn by turn',
  simultaneous: 'all at once',
};
const HEALTHS: readonly Health[] = ['healthy', 'wounded', 'down'];

/** A character on the wire, whole or in part. */
export interface SheetOnWire {
  readonly name?: string;
  readonly class?: string;
  readonly level?: number;
  readonly health?: Health;
  readonly conditions?: readonly string[];
  readonly initiative?: number;
  readonly hit_points?: number;
  readonly max_hit_points?: number;
  readonly secret_background?: string;
  readonly hidden_roll?: string;
}

interface CombatOnWire {
  readonly active: boolean;
  readonly mode: string | null;
  readonly round: number;
  readonly current_turn: string | null;
  readonly initiative: readonly {
    readonly id: string;
    readonly name: string;
    readonly initiative?: number;
    readonly conditions: readonly string[];
    readonly health: Health;
  }[];
  readonly your_turn: boolean;
  readonly hit_points?: number;
  readonly max_hit_points?: number;
  readonly submitted?: readonly string[];
  readonly waiting_for?: readonly string[];
}

type Frame =
  | { type: 'connected'; player_id: string; timestamp: string }
  | { type: 'auth_error'; message: string }
  | {
      type: 'narrative';
      id: string;
      timestamp: string;
      action_id: string | null;
      action_ids?: readonly string[];
      narrative: string;
      private?: string;
    }
  | { type: 'system'; id: string; timestamp: string; content: string }
  | { type: 'replay_end'; count: number }
  | { type: 'action_status'; action_id?: string; status: string; error?: string }
  | { type: 'thinking'; message: string }
  | ({ type: 'combat_state' } & CombatOnWire)
  | { type: 'character_update'; player_id: string; changes: SheetOnWire }
  | { type: 'ping' }
  | { type: 'error'; message: string };

/** A frame to an event. Never throws: what cannot be understood is `unknown`, and the contract checker says why. */
export function decodeFrame(text: string, nameOf: NameOf): PartyEvent {
  try {
    return eventOf(JSON.parse(text) as Frame, nameOf);
  } catch {
    return { kind: 'unknown', telling: text.slice(0, 60) };
  }
}

/** @throws Error for a status there is not. */
export function statusOf(word: unknown): ActionStatus {
  const status = STATUSES[String(word)];
  if (status) return status;
  throw new Error(`There is no status "${String(word)}".`);
}

export function sheetOf(one: SheetOnWire): Sheet {
  for (const value of Object.values(one)) {
    if (typeof value === 'object' && !isTexts(value))
      throw new TypeError('An object stands where a value should.');
  }
  return {
    name: one.name,
    class: one.class,
    level: one.level,
    health: one.health,
    conditions: one.conditions,
    initiative: one.initiative,
    hitPoints: one.hit_points,
    maxHitPoints: one.max_hit_points,
    secretBackground: one.secret_background,
    hiddenRoll: one.hidden_roll,
  };
}

/** A sheet, or a change to one, for the wire: what is undefined is left out. */
export function onWire(sheet: Sheet): SheetOnWire {
  const { name, class: calling, level, health, conditions, initiative } = sheet;
  const all = {
    name,
    class: calling,
    level,
    health,
    conditions,
    initiative,
    hit_points: sheet.hitPoints,
    max_hit_points: sheet.maxHitPoints,
    secret_background: sheet.secretBackground,
    hidden_roll: sheet.hiddenRoll,
  };
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined));
}

function eventOf(frame: Frame, nameOf: NameOf): PartyEvent {
  switch (frame.type) {
    case 'connected': {
      const character = nameOf(frame.player_id);
      return { kind: 'let in', character, timestamp: String(frame.timestamp), telling: `as ${character}` };
    }
    case 'auth_error':
      return { kind: 'turned away', reason: textIn(frame.message), telling: frame.message, trouble: true };
    case 'narrative': {
      const {
        action_id: action,
        action_ids: actions = action === null ? [] : [action],
        private: privately,
      } = frame;
      const text = textIn(frame.narrative);
      return {
        kind: 'narrative',
        ...kept(frame),
        actions: actions.map(textIn),
        text,
        privately: privately === undefined ? undefined : textIn(privately),
        telling: `"${short(text)}"${privately === undefined ? '' : ` (privately: "${short(privately)}")`}`,
      };
    }
    case 'system': {
      const text = textIn(frame.content);
      return { kind: 'announcement', ...kept(frame), text, telling: `"${short(text)}"` };
    }
    case 'replay_end':
      return { kind: 'replay end', count: Number(frame.count), telling: String(frame.count) };
    case 'action_status': {
      if (frame.status === 'rejected') {
        const reason = textIn(frame.error);
        return { kind: 'action rejected', reason, telling: reason, trouble: true };
      }
      const status = statusOf(frame.status);
      return { kind: 'action status', action: textIn(frame.action_id), status, telling: status };
    }
    case 'thinking': {
      const text = textIn(frame.message);
      return { kind: 'thinking', text, telling: `"${short(text)}"` };
    }
    case 'combat_state': {
      const combat = combatOf(frame, nameOf);
      return { kind: 'combat', combat, telling: tellCombat(combat) };
    }
    case 'character_update': {
      const name = nameOf(textIn(frame.player_id));
      const changes = sheetOf(frame.changes);
      return { kind: 'character changed', name, changes, telling: `${name}: ${tellSheet(changes)}` };
    }
    case 'ping':
      return { kind: 'asked for a sign of life' };
    case 'error':
      return { kind: 'refused', reason: textIn(frame.message), telling: frame.message, trouble: true };
    default:
      return { kind: 'unknown', telling: JSON.stringify(frame).slice(0, 60) };
  }
}

function kept({ id, timestamp }: { id: string; timestamp: string }) {
  return { id: textIn(id), at: momentOf(timestamp) ?? Date.parse(timestamp), timestamp: textIn(timestamp) };
}

/** How a fight stands, with names for ids. @throws Error for a mode or a state of health there is not. */
export function combatOf(frame: CombatOnWire, nameOf: NameOf): Combat {
  const named = (id: string) => frame.initiative.find((one) => one.id === id)?.name ?? nameOf(id);
  const mode = frame.mode === null ? null : MODES[frame.mode];
  if (mode === undefined) throw new Error(`There is no fight "${frame.mode}".`);
  return {
    active: frame.active === true,
    mode,
    round: Number(frame.round),
    turn: frame.current_turn === null ? null : named(textIn(frame.current_turn)),
    order: frame.initiative.map(({ name, initiative, conditions, health }) => {
      if (!HEALTHS.includes(health)) throw new Error(`Nobody is "${health}".`);
      return { name: textIn(name), initiative, conditions: conditions.map(textIn), health };
    }),
    yourTurn: frame.your_turn === true,
    hitPoints: frame.hit_points,
    maxHitPoints: frame.max_hit_points,
    submitted: frame.submitted?.map((id) => named(textIn(id))),
    waitingFor: frame.waiting_for?.map((id) => named(textIn(id))),
  };
}

function tellCombat({ active, mode, round, turn, order, waitingFor }: Combat): string {
  if (!active) return 'over';
  const who = order.map(({ name, health }) => (health === 'healthy' ? name : `${name} ${health}`)).join(', ');
  const next = turn === null ? `waiting for ${waitingFor?.join(', ') || 'nobody'}` : `${turn}'s turn`;
  return `${mode}, round ${round}: ${who}; ${next}`;
}

/** What a sheet shows, or how it changed, for a reader: never a secret's text. */
export function tellSheet(sheet: Sheet): string {
  const { secretBackground, hiddenRoll, ...open } = sheet;
  const shown = Object.entries(open).filter(([, value]) => value !== undefined);
  const words = shown.map(
    ([field, value]) => `${field} ${Array.isArray(value) ? value.join(', ') : String(value)}`,
  );
  if (secretBackground !== undefined) words.push('a secret background');
  if (hiddenRoll !== undefined) words.push('a hidden roll');
  return words.join('; ');
}

/** @throws TypeError for what is no text: whoever compares or prints it later would fail. */
function textIn(value: unknown): string {
  if (typeof value === 'string') return value;
  throw new TypeError('Something else stands where a text should.');
}

function isTexts(value: unknown): boolean {
  return Array.isArray(value) && value.every((one) => typeof one === 'string');
}

export function short(text: string): string {
  return text.length > 48 ? `${text.slice(0, 45)}...` : text;
}

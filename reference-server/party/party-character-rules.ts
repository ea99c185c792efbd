/** How a character is, in the one word that others may know. */
export type Health = 'healthy' | 'wounded' | 'down';

/** A character's sheet, in the names of the story and the wire. A value that can be written as JSON, never changed in place. */
export interface Sheet {
  readonly name: string;
  readonly class: string;
  readonly level: number;
  /** Where they come in a fight: highest first. */
  readonly initiative: number;
  /** 0 to `max_hit_points`. */
  readonly hit_points: number;
  readonly max_hit_points: number;
  readonly conditions: readonly string[];
  /** For the player and the host only. */
  readonly secret_background?: string;
  /** For the player and the host only. */
  readonly hidden_roll?: string;
}

/** What a host may change. Name, class and initiative are the story's. */
export const CHANGEABLE = [
  'hit_points',
  'max_hit_points',
  'level',
  'conditions',
  'secret_background',
  'hidden_roll',
] as const;
type Changeable = (typeof CHANGEABLE)[number];

/** What the host wants of a sheet: fields left out stay as they are. Whoever calls has seen to ranges and lengths. */
export type SheetWish = { readonly [Field in Changeable]?: Sheet[Field] | undefined };

/** The fields that did change, as they are now; `health` if that has become another. */
export type SheetChanges = Partial<Pick<Sheet, Changeable>> & { readonly health?: Health };

/** What everybody in a fight or beside it may know of a character. */
export type PublicSheet = Pick<Sheet, 'name' | 'class' | 'level' | 'conditions'> & {
  readonly health: Health;
};

/** What the rules say to a change: the sheet after it, or why not. The reason is for the host to read. */
export type SheetRuling =
  | { readonly allowed: true; readonly sheet: Sheet; readonly changes: SheetChanges }
  | { readonly allowed: false; readonly reason: string };

/** `down` at 0, `wounded` at half of the maximum or less. */
export function healthOf(figures: Pick<Sheet, 'hit_points' | 'max_hit_points'>): Health {
  const { hit_points: left, max_hit_points: most } = figures;
  if (left === 0) return 'down';
  return left * 2 <= most ? 'wounded' : 'healthy';
}

/** What others know of a character: no hit points, no initiative, nothing secret. */
export function publicSheet(sheet: Sheet): PublicSheet {
  const { name, level, conditions } = sheet;
  return { name, class: sheet.class, level, health: healthOf(sheet), conditions };
}

/** The part of a change that others may know; empty if nothing. What is not named here is private. */
export function publicChanges({ level, conditions, health }: SheetChanges): Partial<PublicSheet> {
  return {
    ...(level !== undefined && { level }),
    ...(conditions !== undefined && { conditions }),
    ...(health !== undefined && { health }),
  };
}

/** The host changes a sheet. What is asked for and is so already is allowed, and no change. */
export function changeSheet(sheet: Sheet, wish: SheetWish): SheetRuling {
  const asked = CHANGEABLE.filter((field) => wish[field] !== undefined);
  if (asked.length === 0) return forbid(`Nothing to change: give one of ${CHANGEABLE.join(', ')}`);
  const after: Sheet = { ...sheet, ...only(wish, asked) };
  const { hit_points: left, max_hit_points: most } = after;
  if (left > most) return forbid(`hit_points ${left} is above max_hit_points ${most}`);

  const changed = asked.filter((field) => !same(sheet[field], after[field]));
  const health = healthOf(after);
  const changes: SheetChanges = {
    ...only(after, changed),
    ...(health !== healthOf(sheet) && { health }),
  };
  return { allowed: true, sheet: after, changes };
}

function only(of: SheetWish, fields: readonly Changeable[]): Partial<Pick<Sheet, Changeable>> {
  return Object.fromEntries(fields.map((field) => [field, of[field]]));
}

function same(before: Sheet[Changeable], after: Sheet[Changeable]): boolean {
  if (!Array.isArray(before) || !Array.isArray(after)) return before === after;
  return before.length === after.length && before.every((each, index) => each === after[index]);
}

function forbid(reason: string): SheetRuling {
  return { allowed: false, reason };
}

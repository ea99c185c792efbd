import { z } from 'zod';
import { COMBAT_MODES } from './party-combat-rules';

/** Characters of the longest narrative, note or private text. */
export const LONGEST_TEXT = 8_000;
const LONGEST_SECRET = 2_000;
const MOST_FIGURE = 9_999;

// What goes in. Each has one message, which completes "narrative must be ...".

const id = (what: string) => {
  const error = `must be the id of ${what}: letters, digits, _ or -`;
  return z.string({ error }).regex(/^[\p{L}\p{N}_-]{1,40}$/u, { error });
};
const text = (most: number) => {
  const error = `must be a text of 1 to ${most.toLocaleString('en')} characters`;
  // Zod counts UTF-16 units; a limit that people are told counts characters, as JSON Schema does.
  return z
    .string({ error })
    .refine((given) => isText(given, most), { error })
    .meta({ minLength: 1, maxLength: most });
};
const figure = (least: number, most: number) => {
  const error = `must be a whole number from ${least} to ${most.toLocaleString('en')}`;
  return z.int({ error }).min(least, { error }).max(most, { error });
};

export const playerId = id('a player, such as thorin').describe('The id of a player, such as "thorin".');
export const actionId = z
  .string({ error: 'must be the id of an action, as party_pop_action gives it' })
  .regex(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i, {
    error: 'must be the id of an action, as party_pop_action gives it',
  })
  .describe('The id of the action, as party_pop_action gave it.');
export const narrative = text(LONGEST_TEXT).describe('What everybody reads, the observer too.');
const TEXTS_BY_PLAYER = 'must be an object of texts by player id';
export const privateMessages = z
  .preprocess(
    (given, context) => {
      // Zod leaves a field of that name out of a record: its text would be gone without a word.
      if (typeof given === 'object' && given !== null && Object.hasOwn(given, '__proto__'))
        context.issues.push({ code: 'custom', input: given, message: TEXTS_BY_PLAYER });
      return given;
    },
    z.record(z.string(), text(LONGEST_TEXT), { error: TEXTS_BY_PLAYER }),
  )
  .optional()
  .describe('By player id: what this player alone reads, together with the narrative.');
export const dmNotes = text(LONGEST_TEXT)
  .optional()
  .describe('Notes for the host only. They go on record and are told to nobody.');
export const message = text(LONGEST_TEXT).describe('What everybody is shown while they wait.');

export const combatMode = z
  .enum(COMBAT_MODES, { error: `must be ${COMBAT_MODES.join(' or ')}` })
  .describe(
    'turn_based: only the one whose turn it is may act. simultaneous: each player acts once a round, in any order.',
  );
export const initiative = z
  .array(
    z.strictObject(
      {
        id: id('a player or a monster').describe('The id of a player, or one of your own for a monster.'),
        initiative: figure(-99, 99).describe('Highest goes first.'),
        name: text(60).optional().describe("A monster's name, which players read. A player has one already."),
        hit_points: figure(0, MOST_FIGURE)
          .optional()
          .describe("A monster's. A player's are those of the sheet."),
      },
      { error: 'must be an object of id, initiative and so on' },
    ),
    { error: 'must be a list of who fights' },
  )
  .max(50, { error: 'must be a list of 50 at most' })
  .optional()
  .describe(
    'Who fights, highest initiative first; of equals, the one you name first. Left out: all players, by their sheets.',
  );

export const sheetWish = {
  hit_points: figure(0, MOST_FIGURE).optional().describe('Hit points left: 0 is down.'),
  max_hit_points: figure(1, MOST_FIGURE).optional(),
  level: figure(1, 99).optional(),
  conditions: z
    .array(text(60), { error: 'must be a list of conditions' })
    .max(20, { error: 'must be a list of 20 at most' })
    .optional()
    .describe('All conditions from now on, such as ["poisoned"]; an empty list ends them.'),
  secret_background: text(LONGEST_SECRET).optional().describe('Only this player reads it.'),
  hidden_roll: text(LONGEST_SECRET).optional().describe('Only this player reads it.'),
};

// What comes out.

export const pass = z.object({
  player_id: z.string(),
  name: z.string(),
  token: z.string().describe('Told this once: give it to this player and to nobody else.'),
  play_path: z.string().describe("Where this player plays, at this server's address."),
});
const health = z.enum(['healthy', 'wounded', 'down']);
export const character = z.object({
  player_id: z.string(),
  name: z.string(),
  class: z.string(),
  level: z.int(),
  health,
  conditions: z.array(z.string()).readonly(),
  initiative: z.int(),
  hit_points: z.int(),
  max_hit_points: z.int(),
  secret_background: z.string().optional(),
  hidden_roll: z.string().optional(),
});
export const combat = z.object({
  active: z.boolean(),
  mode: z.enum(COMBAT_MODES).nullable(),
  round: z.int(),
  current_turn: z.string().nullable().describe('The id of the one whose turn it is.'),
  initiative: z
    .array(
      z.object({
        id: z.string(),
        name: z.string(),
        initiative: z.int(),
        conditions: z.array(z.string()).readonly(),
        health,
        hit_points: z.int().optional(),
        max_hit_points: z.int().optional(),
      }),
    )
    .readonly(),
  submitted: z.array(z.string()).readonly().optional().describe('Players who have acted this round.'),
  waiting_for: z.array(z.string()).readonly().optional().describe('Players who have not acted this round.'),
});
const nonPlayerCharacter = z.object({
  id: z.string(),
  name: z.string(),
  public: z.string().optional(),
  host_only: z.string().optional(),
});
export const story = z.object({
  id: z.string(),
  title: z.string(),
  non_player_characters: z.array(nonPlayerCharacter),
  locations: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      public: z.string(),
      undiscovered: z.array(z.string()).readonly().describe('For the host only, until the players find it.'),
    }),
  ),
});

/** Something to read, of so many characters at most, that the record can hold: no NUL, and no half of a character. */
function isText(given: string, most: number): boolean {
  if (given.length > 2 * most || given.trim() === '' || given.includes('\0')) return false;
  return [...given].length <= most && !/\p{Surrogate}/u.test(given);
}

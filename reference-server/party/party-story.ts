import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { Sheet } from './party-character-rules';

const SHIPPED = join(__dirname, '..', '..', 'contracts', 'party.seed.json');

const text = z.string().min(1);
const playerId = z.string().regex(/^[a-z][a-z0-9_]{0,39}$/, 'a lower-case name');
const storyFile = z.strictObject({
  id: z.string().regex(/^[a-z][a-z0-9-]*$/),
  title: text,
  players: z
    .array(
      z.strictObject({
        id: playerId,
        name: text,
        class: text,
        level: z.int().min(1),
        initiative: z.int(),
        hit_points: z.int().min(0),
        max_hit_points: z.int().min(1),
        conditions: z.array(text),
        secret_background: text.exactOptional(),
        hidden_roll: text.exactOptional(),
      }),
    )
    .min(1),
  non_player_characters: z.array(
    z.strictObject({ id: playerId, name: text, public: text.optional(), host_only: text.optional() }),
  ),
  locations: z.array(z.strictObject({ id: playerId, name: text, public: text, undiscovered: z.array(text) })),
});

/** What a session is about, all of it: for the host's eyes only. Sheets are those at the start. */
export interface Story {
  readonly id: string;
  readonly title: string;
  readonly players: readonly { readonly id: string; readonly sheet: Sheet }[];
  readonly nonPlayerCharacters: readonly {
    readonly id: string;
    readonly name: string;
    readonly public?: string | undefined;
    readonly hostOnly?: string | undefined;
  }[];
  readonly locations: readonly {
    readonly id: string;
    readonly name: string;
    readonly public: string;
    readonly undiscovered: readonly string[];
  }[];
}

/** Reads a story; the one that is shipped unless told otherwise. @throws Error naming the file, if it is none. */
export function readStory(path: string = SHIPPED): Story {
  const parsed = storyFile.safeParse(JSON.parse(readFileSync(path, 'utf8')));
  if (!parsed.success) throw new Error(`${path} is not a story: ${z.prettifyError(parsed.error)}`);
  const { id, title, players, non_player_characters: others, locations } = parsed.data;
  const ids = players.map((player) => player.id);
  if (new Set(ids).size < ids.length) throw new Error(`${path} is not a story: two players of one id`);
  return {
    id,
    title,
    players: players.map(({ id: playerId, ...sheet }) => {
      if (sheet.hit_points > sheet.max_hit_points)
        throw new Error(`${path} is not a story: ${playerId} has more hit points than possible`);
      return { id: playerId, sheet };
    }),
    nonPlayerCharacters: others.map(({ host_only: hostOnly, ...other }) => ({ ...other, hostOnly })),
    locations,
  };
}

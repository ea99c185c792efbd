import { z } from 'zod';
import { combatState } from './party-combat-rules';
import type { PartyStatus, Pass } from './party-host';
import { character, combat, pass, playerId, story } from './party-mcp-shapes';
import { type Tool, tool } from './party-mcp-tool';
import type { Story } from './party-story';
import { wholeCharacter } from './party-views';

/** Beginning and ending a session, looking at it, and who may sit at the table. */
export const sessionTools: readonly Tool[] = [
  tool({
    name: 'start_party_mode',
    title: 'Start a session',
    description:
      'Starts a session of the story. Answers a token and a path for each player and for the observer, told this once. Refused while a session of yours is running.',
    input: z.strictObject({
      players: z
        .array(playerId, { error: 'must be a list of player ids' })
        .min(1, { error: 'must name a player, or be left out' })
        .max(50, { error: 'must be a list of 50 at most' })
        .optional()
        .describe('Which players of the story take part. Left out: all.'),
    }),
    output: z.object({ session_id: z.string(), players: z.array(pass), observer: pass }),
    run: async (host, hostId, { players }) => {
      const started = await host.startPartyMode(hostId, players);
      return {
        session_id: started.sessionId,
        players: started.players.map(passOf),
        observer: passOf(started.observer),
      };
    },
  }),
  tool({
    name: 'stop_party_mode',
    title: 'End the session',
    description:
      'Ends the session for good: all tokens are dead and all players are disconnected. What was told stays on record.',
    hints: { destructiveHint: true },
    input: z.strictObject({}),
    output: z.object({ session_id: z.string(), status: z.literal('stopped') }),
    run: async (host, hostId) => ({ session_id: await host.stop(hostId), status: 'stopped' as const }),
  }),
  tool({
    name: 'get_party_status',
    title: 'Look at the session',
    description:
      'Shows the session as only the host may see it: players with connections and whole sheets, the queue of actions, the combat, and the secrets of the story. Without a session, status is "stopped" and nothing else is there.',
    hints: { readOnlyHint: true },
    input: z.strictObject({}),
    output: z.object({
      status: z.enum(['running', 'stopped']),
      session_id: z.string().optional(),
      players: z
        .array(
          z.object({
            player_id: z.string(),
            name: z.string(),
            status: z.enum(['active', 'kicked']),
            connections: z.int(),
            character,
          }),
        )
        .optional(),
      queue: z.object({ pending: z.int(), processing: z.int(), resolved: z.int() }).optional(),
      combat: combat.nullable().optional(),
      story: story.optional(),
    }),
    run: async (host, hostId) => {
      const status = await host.status(hostId);
      return status === undefined ? { status: 'stopped' as const } : running(status);
    },
  }),
  tool({
    name: 'party_kick_player',
    title: 'Remove a player',
    description:
      'Removes a player: the token is dead, the player is disconnected at once and leaves the combat. party_refresh_token lets the player come back.',
    hints: { destructiveHint: true },
    input: z.strictObject({ player: playerId }),
    output: z.object({ player_id: z.string(), status: z.literal('kicked') }),
    run: async (host, hostId, { player }) => {
      await host.kick(hostId, player);
      return { player_id: player, status: 'kicked' as const };
    },
  }),
  tool({
    name: 'party_refresh_token',
    title: 'Give a new token',
    description:
      'Makes a new token for a player, or for OBSERVER. The old one is dead at once, and connections opened with it are closed. Readmits a player who was kicked.',
    hints: { destructiveHint: true },
    input: z.strictObject({ player: playerId.describe('The id of a player, or OBSERVER.') }),
    output: pass,
    run: async (host, hostId, { player }) => passOf(await host.refreshToken(hostId, player)),
  }),
];

function passOf({ memberId, name, token, playPath }: Pass): z.infer<typeof pass> {
  return { player_id: memberId, name, token, play_path: playPath };
}

function running({ sessionId, players, queue, combat: fight, story: told }: PartyStatus) {
  const { pending, processing, resolved } = queue;
  return {
    status: 'running' as const,
    session_id: sessionId,
    players: players.map((player) => ({
      player_id: player.id,
      name: player.name,
      status: player.status,
      connections: player.connections,
      character: wholeCharacter(player),
    })),
    queue: { pending, processing, resolved },
    combat:
      fight === null ? null : combatState(fight, (id) => players.find((player) => player.id === id)?.sheet),
    story: storyFor(told),
  };
}

/** The story for the host's eyes; the characters are with the players, as they are now. */
function storyFor({ id, title, nonPlayerCharacters, locations }: Story): z.infer<typeof story> {
  return {
    id,
    title,
    non_player_characters: nonPlayerCharacters.map(({ hostOnly, ...known }) => ({
      ...known,
      ...(hostOnly !== undefined && { host_only: hostOnly }),
    })),
    locations: locations.map((location) => ({ ...location })),
  };
}

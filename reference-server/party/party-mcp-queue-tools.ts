import { z } from 'zod';
import { actionId, dmNotes, message, narrative, privateMessages } from './party-mcp-shapes';
import { type Tool, tool } from './party-mcp-tool';

/** What players want to do, one after the other, and the host's answers. */
export const queueTools: readonly Tool[] = [
  tool({
    name: 'party_pop_action',
    title: 'Take up the next action',
    description:
      'Takes the oldest action that waits, of all players; it is "processing" until you resolve it with party_resolve_action. Answers action null if none waits.',
    input: z.strictObject({}),
    output: z.object({
      action: z
        .object({
          action_id: z.string(),
          player_id: z.string(),
          text: z.string(),
          private: z.string().optional().describe('What the player told the host alone.'),
          submitted_at: z.string(),
        })
        .nullable(),
    }),
    run: async (host, hostId) => {
      const action = await host.pop(hostId);
      if (action === undefined) return { action: null };
      const { id, playerId: player_id, text, privateText, submittedAt } = action;
      return {
        action: {
          action_id: id,
          player_id,
          text,
          ...(privateText !== null && { private: privateText }),
          submitted_at: submittedAt.toISOString(),
        },
      };
    },
  }),
  tool({
    name: 'party_resolve_action',
    title: 'Resolve an action',
    description:
      'Tells everybody what comes of an action that was taken up with party_pop_action. Keep secrets out of the narrative: put what one player alone may know into private_messages, and what only you may know into dm_notes.',
    input: z.strictObject({
      action_id: actionId,
      narrative,
      private_messages: privateMessages,
      dm_notes: dmNotes,
    }),
    output: z.object({
      action_id: z.string(),
      status: z.literal('resolved'),
      message_id: z.string(),
      timestamp: z.string(),
    }),
    run: async (host, hostId, asked) => {
      const { messageId, at } = await host.resolve(hostId, {
        actionId: asked.action_id.toLowerCase(),
        narrative: asked.narrative,
        privateMessages: asked.private_messages,
        dmNotes: asked.dm_notes,
      });
      return {
        action_id: asked.action_id.toLowerCase(),
        status: 'resolved' as const,
        message_id: messageId,
        timestamp: at.toISOString(),
      };
    },
  }),
  tool({
    name: 'party_thinking',
    title: 'Show that you are thinking',
    description:
      'Shows everybody a line such as "The host rolls the dice ..." while they wait. It does not go on record.',
    input: z.strictObject({ message }),
    output: z.object({ told: z.int().describe('How many connections are told.') }),
    run: async (host, hostId, asked) => ({ told: await host.thinking(hostId, asked.message) }),
  }),
];

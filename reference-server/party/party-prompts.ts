import type { Prompt as ListedPrompt } from '@modelcontextprotocol/sdk/types.js';
import { NotAllowed } from './party-host';
import { playerId } from './party-mcp-shapes';

/** A slash command of the host: what a model is told when the host types it. */
export interface Prompt {
  readonly listed: ListedPrompt;
  /** The text, with the host's argument in it where the command takes one. @throws NotAllowed if that is missing, or no id. */
  say(given: Readonly<Record<string, string>>): string;
}

const PLAYER = 'player';

/** The commands. Each text names the tools that are to be called, in their order, and no others. */
export const prompts: readonly Prompt[] = [
  command(
    'party-mode',
    'Start a session',
    "Call start_party_mode. Then give each player their own name, token and play path, and the observer theirs, each by itself: nobody may read the token of another. Set the scene in a few sentences, without any of the story's secrets, and wait for what the players do.",
  ),
  command(
    'party-status',
    'Look at the session',
    'Call get_party_status. Sum up for the host who is there, who was kicked, how many actions wait, and how the combat stands if there is one.',
  ),
  command(
    'party-next',
    'Resolve the next action',
    'Call party_pop_action. If it answers an action, decide what comes of it, by the rules and the story, and call party_resolve_action with its action_id. In the narrative stands only what everybody may know; what one player alone learns goes into private_messages, and what only the host may know into dm_notes. If no action waits, say so.',
  ),
  command(
    'party-auto',
    'Resolve all actions that wait',
    'Call party_pop_action, decide what comes of the action, by the rules and the story, and call party_resolve_action with its action_id; then begin again, until no action waits. In the narrative stands only what everybody may know; what one player alone learns goes into private_messages, and what only the host may know into dm_notes. Tell the host at the end how many actions you resolved.',
  ),
  command(
    'party-kick',
    'Remove a player',
    (player) =>
      `Call party_kick_player with player ${player}. Then tell the host that the player was removed, and that the command /party-token lets them come back.`,
    'Who is removed, by id, such as thorin.',
  ),
  command(
    'party-token',
    'Give a new token',
    (player) =>
      `Call party_refresh_token with player ${player}. Then give the new token and play path to this player and to nobody else; the old one is of no use any more.`,
    'Whose token is made new, by id, such as thorin, or OBSERVER.',
  ),
  command(
    'party-stop',
    'End the session',
    'Call stop_party_mode. Then tell the host that the session has ended, and that no token of it is of use any more.',
  ),
];

function command(name: string, title: string, text: string): Prompt;
function command(name: string, title: string, text: (player: string) => string, player: string): Prompt;
function command(
  name: string,
  title: string,
  text: string | ((player: string) => string),
  player?: string,
): Prompt {
  const takesPlayer = player === undefined ? [] : [{ name: PLAYER, description: player, required: true }];
  return {
    listed: { name, title, description: `${title}.`, arguments: takesPlayer },
    say: (given) => (typeof text === 'string' ? text : text(playerIn(given))),
  };
}

/** What is put into a text for a model is an id, and nothing that could be read as an order. */
function playerIn({ [PLAYER]: player }: Readonly<Record<string, string>>): string {
  const parsed = playerId.safeParse(player);
  if (!parsed.success) throw new NotAllowed(`${PLAYER} ${parsed.error.issues[0]?.message}`);
  return parsed.data;
}

import { randomBytes } from 'node:crypto';
import type { ServerNode } from './server-nodes';
import { type Frame, Somebody } from './somebody';

interface Pass {
  readonly player_id: string;
  readonly token: string;
}

/** A session that runs, and its host at some node. */
export class AParty {
  private constructor(
    readonly host: string,
    readonly id: string,
    private readonly tokens: Map<string, string>,
  ) {}

  static async start(node: ServerNode, players?: readonly string[]): Promise<AParty> {
    const username = `h-${randomBytes(6).toString('hex')}`;
    const host = String((await node.post('/api/users', { username, role: 'host' })).body.token);
    const answer = await ask(node, host, 'start_party_mode', players ? { players } : {});
    const passes = [...(answer.players as Pass[]), answer.observer as Pass];
    const tokens = new Map(passes.map(({ player_id, token }) => [player_id, token]));
    return new AParty(host, String(answer.session_id), tokens);
  }

  /** What the host's tool answers. @throws Error with what it refuses for. */
  ask(node: ServerNode, tool: string, what: object = {}): Promise<Record<string, unknown>> {
    return ask(node, this.host, tool, what);
  }

  /** The token of a member, as it was when it was learned last. */
  token(member: string): string {
    const token = this.tokens.get(member);
    if (token === undefined) throw new Error(`no token of ${member}`);
    return token;
  }

  async refresh(node: ServerNode, player: string): Promise<void> {
    const { token } = await this.ask(node, 'party_refresh_token', { player });
    this.tokens.set(player, String(token));
  }

  /** A member's connection, welcome by the server's word. */
  async enter(node: ServerNode, member: string, lastSeen?: string): Promise<Somebody> {
    const somebody = await Somebody.at(node, '/ws');
    somebody.say({ type: 'auth', token: this.token(member), ...(lastSeen && { last_seen: lastSeen }) });
    await somebody.told({ type: 'connected' });
    return somebody;
  }

  /** Has an action popped and answered; gives the answer's timestamp. */
  async answer(node: ServerNode, narrative: string, more: object = {}): Promise<string> {
    const { action } = await this.ask(node, 'party_pop_action');
    const { action_id } = action as { action_id: string };
    const { timestamp } = await this.ask(node, 'party_resolve_action', { action_id, narrative, ...more });
    return String(timestamp);
  }
}

/** The player acts and is told that it was taken; gives the action's id. */
export async function act(player: Somebody, text: string): Promise<string> {
  player.say({ type: 'action', text });
  return String((await player.told({ type: 'action_status', status: 'pending' })).action_id);
}

/** All frames of the log's own kinds, by what is in them. */
export function told(frames: readonly Frame[]): string[] {
  return frames.flatMap((frame) =>
    frame.type === 'narrative'
      ? [String(frame.narrative)]
      : frame.type === 'system'
        ? [String(frame.content)]
        : [],
  );
}

async function ask(
  node: ServerNode,
  host: string,
  tool: string,
  what: object,
): Promise<Record<string, unknown>> {
  const answer = await fetch(`${node.url}/mcp`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${host}`,
      'content-type': 'application/json',
      accept: 'application/json, text/event-stream',
    },
    body: JSON.stringify({
      jsonrpc: '2.0',
      id: 1,
      method: 'tools/call',
      params: { name: tool, arguments: what },
    }),
  });
  const body = await answer.text();
  if (answer.status !== 200) throw new Error(`${answer.status} ${body}`);
  const { result, error } = JSON.parse(body);
  if (error) throw new Error(error.message);
  if (result.isError) throw new Error(result.content[0].text);
  return result.structuredContent;
}

import { Server } from '@modelcontextprotocol/sdk/server/index.js';
import { WebStandardStreamableHTTPServerTransport } from '@modelcontextprotocol/sdk/server/webStandardStreamableHttp.js';
import {
  CallToolRequestSchema,
  type CallToolResult,
  ErrorCode,
  GetPromptRequestSchema,
  type GetPromptResult,
  isJSONRPCRequest,
  JSONRPCMessageSchema,
  ListPromptsRequestSchema,
  ListToolsRequestSchema,
  type RequestId,
} from '@modelcontextprotocol/sdk/types.js';
import type { PartyDesk } from './party-desk';
import { NotAllowed } from './party-host';
import { combatTools } from './party-mcp-combat-tools';
import { flawOfParams } from './party-mcp-params';
import { queueTools } from './party-mcp-queue-tools';
import { sessionTools } from './party-mcp-session-tools';
import { prompts } from './party-prompts';

const IDENTITY = { name: 'gauntlet-party', title: 'Party', version: '1.0.0' };
const INSTRUCTIONS =
  'You are the host of a tabletop role-playing session: players act, you tell what comes of it. start_party_mode begins. Then take up what players do with party_pop_action, one at a time, oldest first, and answer with party_resolve_action. Everybody reads a narrative; private_messages are read by one player each, dm_notes by nobody but you.';

const tools = [...sessionTools, ...queueTools, ...combatTools];
const toolList = { tools: tools.map(({ listed }) => listed) };
const promptList = { prompts: prompts.map(({ listed }) => listed) };

/** This server asks nothing of a client that would have to be checked by a schema: no validator is built for it. */
const NO_VALIDATION = {
  getValidator(): never {
    throw new Error('nothing is asked of clients');
  },
};

/** Parameters of a request that are of no use: becomes an error of the protocol. The text is for the host to read. */
class Unusable extends Error {
  override readonly name = 'Unusable';
  readonly code = ErrorCode.InvalidParams;
}

/** One HTTP request to the host's endpoint, as far as the protocol is concerned with it. */
export interface ProtocolRequest {
  readonly accept: string | undefined;
  readonly contentType: string | undefined;
  /** `MCP-Protocol-Version`. */
  readonly version: string | undefined;
  /** JSON; undefined where it was none. */
  readonly body: unknown;
}

/** What the protocol answers to one request of a host's. */
export async function answerHost(
  desk: PartyDesk,
  hostId: string,
  request: ProtocolRequest,
): Promise<Response> {
  const { body } = request;
  if (body !== undefined) {
    const { data: message } = JSONRPCMessageSchema.safeParse(body);
    if (message === undefined) {
      return protocolError(400, ErrorCode.InvalidRequest, 'Not a message of JSON-RPC 2.0');
    }
    const flaw = flawOfParams(message);
    if (flaw !== undefined && isJSONRPCRequest(message)) {
      return protocolError(200, ErrorCode.InvalidParams, flaw, message.id);
    }
  }
  // Everything that lasts is on record: a server and a transport live for one request, so any node may answer the next.
  // Building them costs little (0.1 ms), as their tables are made once; the SDK's McpServer would make them each time (1 ms).
  const server = serverFor(desk, hostId);
  const transport = new WebStandardStreamableHTTPServerTransport({ enableJsonResponse: true });
  await server.connect(transport as Parameters<Server['connect']>[0]);
  try {
    return await transport.handleRequest(webRequest(request), { parsedBody: body });
  } finally {
    await server.close();
  }
}

/** An answer that comes from no handler. */
function protocolError(
  status: number,
  code: ErrorCode,
  message: string,
  id: RequestId | null = null,
): Response {
  return Response.json({ jsonrpc: '2.0', error: { code, message }, id }, { status });
}

function serverFor(desk: PartyDesk, hostId: string): Server {
  const server = new Server(IDENTITY, {
    capabilities: { tools: {}, prompts: {} },
    instructions: INSTRUCTIONS,
    jsonSchemaValidator: NO_VALIDATION,
  });
  server.setRequestHandler(ListToolsRequestSchema, () => toolList);
  server.setRequestHandler(CallToolRequestSchema, ({ params }) =>
    callTool(desk, hostId, params.name, params.arguments ?? {}),
  );
  server.setRequestHandler(ListPromptsRequestSchema, () => promptList);
  server.setRequestHandler(GetPromptRequestSchema, ({ params }) =>
    getPrompt(params.name, params.arguments ?? {}),
  );
  return server;
}

/** What the host may not do is a tool's error, for the model to read. A fault of this server's is one too, without its reason. */
async function callTool(
  { host, core }: PartyDesk,
  hostId: string,
  name: string,
  asked: object,
): Promise<CallToolResult> {
  const tool = tools.find(({ listed }) => listed.name === name);
  if (tool === undefined) throw new Unusable(`Unknown tool: ${quote(name)}`);
  try {
    const answer = { ...(await tool.call(host, hostId, asked)) };
    return { content: [{ type: 'text', text: JSON.stringify(answer) }], structuredContent: answer };
  } catch (error) {
    if (error instanceof NotAllowed) return toolError(error.message);
    core.log.error({ err: error, tool: name }, 'a tool failed');
    return toolError('Internal error: look with get_party_status at what was done before you try again');
  }
}

function getPrompt(name: string, given: Readonly<Record<string, string>>): GetPromptResult {
  const prompt = prompts.find(({ listed }) => listed.name === name);
  if (prompt === undefined) throw new Unusable(`Unknown prompt: ${quote(name)}`);
  try {
    const text = prompt.say(given);
    return {
      ...(prompt.listed.description !== undefined && { description: prompt.listed.description }),
      messages: [{ role: 'user', content: { type: 'text', text } }],
    };
  } catch (error) {
    if (error instanceof NotAllowed) throw new Unusable(error.message);
    throw error;
  }
}

function toolError(text: string): CallToolResult {
  return { content: [{ type: 'text', text }], isError: true };
}

/** The headers that the protocol reads, and no others: credentials stay outside. */
function webRequest({ accept, contentType, version }: ProtocolRequest): Request {
  const headers = new Headers();
  if (accept !== undefined) headers.set('accept', accept);
  if (contentType !== undefined) headers.set('content-type', contentType);
  if (version !== undefined) headers.set('mcp-protocol-version', version);
  return new Request('http://party.invalid/mcp', { method: 'POST', headers });
}

function quote(name: string): string {
  return name.length > 60 ? `${name.slice(0, 60)}...` : name;
}

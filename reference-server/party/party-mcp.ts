import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Account } from '../core/accounts';
import { Refusal } from '../core/refusal';
import type { PartyDesk } from './party-desk';

/**
 * Bytes of the largest request. The longest call there can be takes a narrative, notes and a private text for each of four players, 8,000
 * characters of 4 bytes each.
 */
export const LARGEST_MCP_BODY = 256 * 1024;

/** JSON-RPC 2.0, section 5.1. */
const INVALID_REQUEST = -32600;
/** For errors of the transport, as the official SDK numbers them. */
const TRANSPORT_ERROR = -32000;

/**
 * `/mcp`: the host's endpoint, a server of the Model Context Protocol (Streamable HTTP of its revision 2025-11-25, without sessions, answers in
 * JSON). Credentials are asked for first.
 */
export function mcpRoutes(http: FastifyInstance, desk: PartyDesk): void {
  const { accounts } = desk.core;

  http.post('/mcp', { bodyLimit: LARGEST_MCP_BODY }, async (request, reply) => {
    const host = await authenticate(request, reply);
    const { body, headers } = request;
    if (isForeign(request)) return protocolError(reply, 403, TRANSPORT_ERROR, 'Origin not allowed');
    // Revisions since 2025-06-18 know no batches, and this server speaks those.
    if (Array.isArray(body))
      return protocolError(reply, 400, INVALID_REQUEST, 'One message a request, no batch');
    const answer = await protocol().answerHost(desk, host.id, {
      accept: headers.accept,
      contentType: headers['content-type'],
      version: first(headers['mcp-protocol-version']),
      body,
    });
    reply.code(answer.status);
    const text = await answer.text();
    return text === '' ? reply.send() : reply.type('application/json').send(text);
  });

  // Nothing is said unasked and there are no sessions to end, which the protocol answers like this.
  http.route({
    method: ['GET', 'DELETE', 'PUT', 'PATCH'],
    url: '/mcp',
    handler: async (request, reply) => {
      await authenticate(request, reply);
      reply.header('allow', 'POST');
      return protocolError(reply, 405, TRANSPORT_ERROR, 'Method not allowed');
    },
  });

  async function authenticate({ headers }: FastifyRequest, reply: FastifyReply): Promise<Account> {
    reply.header('www-authenticate', 'Bearer');
    const account = await accounts.authenticate(headers.authorization);
    if (account.role !== 'host') throw new Refusal(401, 'Not a host');
    reply.removeHeader('www-authenticate');
    return account;
  }
}

function protocolError(reply: FastifyReply, status: number, code: number, message: string): FastifyReply {
  return reply.code(status).send({ jsonrpc: '2.0', error: { code, message }, id: null });
}

/** True for a request that a page of another site has a browser make: the protocol wants it turned down. */
function isForeign({ headers: { origin, host } }: FastifyRequest): boolean {
  if (origin === undefined) return false;
  return !URL.canParse(origin) || new URL(origin).host !== host;
}

function first(header: string | string[] | undefined): string | undefined {
  return Array.isArray(header) ? header[0] : header;
}

/** The SDK takes a tenth of a second to load: whoever runs no party does not wait for it. */
function protocol(): typeof import('./party-mcp-protocol') {
  return require('./party-mcp-protocol');
}

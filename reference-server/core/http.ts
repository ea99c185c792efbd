import fastify, { type FastifyInstance, type FastifyReply } from 'fastify';
import type { ZodType } from 'zod';
import type { Database } from './database';
import type { Log } from './log';
import type { Places } from './places';
import { Refusal } from './refusal';

const LARGEST_BODY = 16 * 1024;

/** The HTTP application without any system's routes: limits, and the shape of errors. */
export function createHttp(log: Log): FastifyInstance {
  const http = fastify({
    logger: false,
    bodyLimit: LARGEST_BODY,
    forceCloseConnections: true,
    requestTimeout: 30_000,
    // A URL that is not well-formed names nothing that is here.
    frameworkErrors: (_error, _request, reply: FastifyReply) => notFound(reply),
  });

  // A body that is no JSON reaches the route as undefined, which no route takes: that way the caller is
  // asked for credentials first and told about the body second, and an empty body needs no special case.
  http.removeAllContentTypeParsers();
  http.addContentTypeParser('*', { parseAs: 'string' }, async (_request: unknown, body: string | Buffer) =>
    parseJson(String(body)),
  );

  http.setErrorHandler((error: { statusCode?: number }, request, reply) => {
    if (error instanceof Refusal) return reply.code(error.status).send({ detail: error.detail });
    if (error.statusCode === 413) return reply.code(413).send({ detail: 'Body too large' });
    if (error.statusCode !== undefined && error.statusCode < 500) {
      return reply.code(error.statusCode).send({ detail: 'Malformed request' });
    }
    // The route's pattern and not the URL, which a caller may have put a token in.
    log.error({ err: error, method: request.method, route: request.routeOptions.url }, 'request failed');
    return reply.code(500).send({ detail: 'Internal error' });
  });
  http.setNotFoundHandler((_request, reply) => notFound(reply));
  http.addHook('onResponse', async (request, reply) => {
    const { method, routeOptions } = request;
    log.debug(
      { method, route: routeOptions.url, status: reply.statusCode, ms: Math.round(reply.elapsedTime) },
      'answered',
    );
  });
  return http;
}

/**
 * `GET /health`: may somebody new be sent to this node? Not while the record or Redis is away: nobody can be led to a race or a room
 * then. It is no question of life and death: what this node needs comes back by itself, to all nodes at once, and those who play
 * here wait for it. Whoever restarts what is dead should ask no more than whether the port takes connections.
 */
export function healthRoute(http: FastifyInstance, database: Database, places: Places): void {
  http.get('/health', async (_request, reply) => {
    if (!places.canLead) return reply.code(503).send({ detail: 'Redis does not answer' });
    try {
      await database.query('SELECT 1');
      return { status: 'ok' };
    } catch {
      return reply.code(503).send({ detail: 'The database does not answer' });
    }
  });
}

/** Gives a request's body in the shape of the schema. @throws Refusal 422 naming the first thing that is wrong with it. */
export function parseBody<Body>(schema: ZodType<Body>, body: unknown): Body {
  const parsed = schema.safeParse(body);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const where = issue?.path.join('.') || 'Malformed body';
  throw new Refusal(422, body === undefined ? 'Malformed body: not JSON' : `${where}: ${issue?.message}`);
}

function notFound(reply: FastifyReply): void {
  reply.code(404).send({ detail: 'Not found' });
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

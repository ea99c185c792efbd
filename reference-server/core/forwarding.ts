import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { type ForwardedAnswer, type ForwardedRequest, type Places, Unreachable } from './places';
import type { System } from './system';

/** Headers that are about one connection, or that whoever sends the answer works out anew. */
const OF_THE_CONNECTION = new Set([
  'connection',
  'content-length',
  'keep-alive',
  'transfer-encoding',
  'date',
]);

/** From now on, a request that is about a place is answered by the node that serves it. To be called before routes are added. */
export function forwardToPlaces(http: FastifyInstance, places: Places, systems: readonly System[]): void {
  http.addHook('preHandler', async (request, reply) => {
    const place = placeOf(request, systems);
    if (place === undefined) return undefined;
    try {
      const stay = await places.stayAt(place);
      if (!stay.here) return sendOn(reply, await stay.forward(forwarded(request)));
      endWith(reply, stay.end);
      return undefined;
    } catch (error) {
      if (!(error instanceof Unreachable)) throw error;
      return reply.code(503).send({ detail: 'Try again later' });
    }
  });
}

/** Also when whoever asked has hung up: the server's own hooks hear of answers only. */
function endWith({ raw }: FastifyReply, end: () => void): void {
  if (raw.destroyed) end();
  else raw.once('close', end);
}

/** Has this node's routes answer what another node was asked. */
export async function answerForwarded(
  http: FastifyInstance,
  { method, url, headers, body }: ForwardedRequest,
): Promise<ForwardedAnswer> {
  const known = (['GET', 'POST'] as const).find((each) => each === method);
  if (known === undefined) throw new Unreachable(url);
  const answer = await http.inject({
    method: known,
    url,
    headers,
    ...(body === undefined ? {} : { payload: body }),
  });
  return {
    status: answer.statusCode,
    headers: textHeaders(answer.headers),
    body: answer.rawPayload.toString('base64'),
  };
}

function placeOf(request: FastifyRequest, systems: readonly System[]): string | undefined {
  const route = request.routeOptions.url;
  if (route === undefined) return undefined;
  const parameters = request.params as Readonly<Record<string, string>>;
  for (const system of systems) {
    const place = system.placeOf(route, parameters);
    if (place !== undefined) return place;
  }
  return undefined;
}

function forwarded(request: FastifyRequest): ForwardedRequest {
  const { method, url, headers, body } = request;
  return {
    // Where the head alone was asked for, the rest of the answer is left out here.
    method: method === 'HEAD' ? 'GET' : method,
    url,
    headers: textHeaders(headers),
    body: body === undefined ? undefined : JSON.stringify(body),
  };
}

function sendOn(reply: FastifyReply, { status, headers, body }: ForwardedAnswer): FastifyReply {
  return reply.code(status).headers(headers).send(Buffer.from(body, 'base64'));
}

function textHeaders(headers: Readonly<Record<string, unknown>>): Record<string, string> {
  const texts = Object.entries(headers).filter(
    (each): each is [string, string] => typeof each[1] === 'string' && !OF_THE_CONNECTION.has(each[0]),
  );
  return Object.fromEntries(texts);
}

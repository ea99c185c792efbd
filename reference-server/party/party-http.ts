import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { Refusal } from '../core/refusal';
import { bearerOf } from '../core/tokens';
import { countAllConnections } from './party-connections';
import type { PartyDesk } from './party-desk';
import { nobodysPage, playersPage } from './party-page';
import { type Credentials, InvalidToken } from './party-players';
import type { Submission } from './party-queue-rules';
import { OBSERVER } from './party-session';
import { characterFor } from './party-views';

const query = z.object({ token: z.string().optional() });
/** What is wrong with the texts themselves is for the rules to say. */
const newAction = z.strictObject({ action: z.unknown().optional(), private: z.unknown().optional() });
const actionId = z.uuid();

const STATUS = { 'not theirs to do': 403, 'not a text': 400, 'too many': 429 } as const;

/** The players' calls. Credentials are asked for first, then the right, then the body. */
export function partyRoutes(http: FastifyInstance, { core, players }: PartyDesk): void {
  const { clock, database } = core;
  const startedAt = clock.now().getTime();

  http.get('/play', async (request, reply) => {
    try {
      const credentials = await identify(request);
      const { players: cast } = await players.look(credentials);
      const name = cast.find(({ id }) => id === credentials.memberId)?.sheet.name;
      return sendPage(reply, playersPage(name));
    } catch (error) {
      if (error instanceof InvalidToken || (error instanceof Refusal && error.status === 401))
        return sendPage(reply.code(401), nobodysPage());
      throw error;
    }
  });

  http.post('/action', async (request) => {
    const credentials = await identify(request);
    const body = newAction.safeParse(request.body);
    // An observer is told so whatever they send.
    if (!body.success && credentials.memberId !== OBSERVER)
      throw new Refusal(400, describe(body.error, request.body));
    const { action, private: privateText = null } = body.data ?? {};
    const submission = await valid(() => players.submit(credentials, action, privateText));
    return { action_id: taken(submission).id, status: 'pending' };
  });

  http.get('/action/:id/status', async (request: FastifyRequest<{ Params: { id: string } }>) => {
    const credentials = await identify(request);
    const { id } = request.params;
    const action = actionId.safeParse(id).success
      ? await valid(() => players.actionOf(credentials, id))
      : undefined;
    if (action === undefined) throw new Refusal(404, 'No such action');
    return { action_id: action.id, status: action.status };
  });

  http.get('/character/:player', async (request: FastifyRequest<{ Params: { player: string } }>) => {
    const credentials = await identify(request);
    if (credentials.memberId === OBSERVER) throw new Refusal(403, 'Observers see no characters');
    const session = await valid(() => players.look(credentials));
    const character = characterFor(session, credentials, request.params.player);
    if (character === undefined) throw new Refusal(404, 'No such player');
    return character;
  });

  http.get('/status', async () => ({
    status: 'ok',
    uptime_seconds: Math.floor((clock.now().getTime() - startedAt) / 1_000),
    total_connections: await countAllConnections(database),
  }));

  /** @throws Refusal 401 */
  function identify(request: FastifyRequest): Promise<Credentials> {
    const token = bearerOf(request.headers.authorization) ?? query.safeParse(request.query).data?.token;
    if (token === undefined) throw new Refusal(401, 'Not authenticated');
    return valid(() => players.identify(token));
  }
}

/** @throws Refusal 401 where a token turns out to be dead. */
async function valid<Result>(work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof InvalidToken) throw new Refusal(401, error.message);
    throw error;
  }
}

function taken(submission: Submission): Extract<Submission, { allowed: true }>['answer'] {
  if (submission.allowed) return submission.answer;
  throw new Refusal(STATUS[submission.because], submission.reason);
}

function describe(error: z.ZodError, body: unknown): string {
  const [issue] = error.issues;
  if (body === undefined) return 'Malformed body: not JSON';
  if (issue?.code === 'unrecognized_keys') return 'Malformed body: a field that is not known';
  return 'Malformed body: must be {"action": "..."}';
}

function sendPage(reply: FastifyReply, { html, policy }: { html: string; policy: string }): FastifyReply {
  return reply
    .type('text/html; charset=utf-8')
    .headers({
      'content-security-policy': policy,
      'referrer-policy': 'no-referrer',
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
    })
    .send(html);
}

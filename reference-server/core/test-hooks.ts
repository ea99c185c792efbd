import type { FastifyInstance, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { ServerClock } from './clock';
import type { Doorkeeper } from './doorkeeper';
import { parseBody } from './http';
import type { Places } from './places';
import type { System } from './system';
import { bearerOf, sameSecret } from './tokens';

const advance = z.strictObject({ milliseconds: z.int().min(1).max(86_400_000) });

/**
 * What a test may do beyond play: move the clock (of all nodes), count connections, and what the systems add. Answered to callers from this
 * machine who know the secret; for all others the paths are not there.
 */
export function testHookRoutes(
  http: FastifyInstance,
  secret: string,
  clock: ServerClock,
  doorkeeper: Doorkeeper,
  places: Places,
  systems: readonly System[],
): void {
  http.register(async (hooks) => {
    hooks.addHook('onRequest', async (request, reply) => {
      if (!isLocal(request) || !knows(request, secret)) return reply.callNotFound();
    });
    hooks.post('/test/clock/advance', async (request) => {
      const { milliseconds } = parseBody(advance, request.body);
      const [now] = await Promise.all([clock.advance(milliseconds), places.advanceOthers(milliseconds)]);
      return { now: now.toISOString() };
    });
    hooks.get('/test/connections', async () => ({ open: doorkeeper.open }));
    for (const system of systems) system.testRoutes?.(hooks);
  });
}

function isLocal(request: FastifyRequest): boolean {
  return /^(::ffff:)?127\.|^::1$/.test(request.socket.remoteAddress ?? '');
}

function knows(request: FastifyRequest, secret: string): boolean {
  const token = bearerOf(request.headers.authorization);
  return token !== undefined && sameSecret(token, secret);
}

import { type BlockList, isIPv6 } from 'node:net';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { ServerClock } from './clock';
import type { Database } from './database';
import type { Doorkeeper } from './doorkeeper';
import { parseBody } from './http';
import { scales } from './memory';
import type { System } from './system';
import { bearerOf, sameSecret } from './tokens';

/** Who may use the hooks. */
interface Callers {
  readonly secret: string;
  readonly from: BlockList;
}

const advance = z.strictObject({ milliseconds: z.int().min(1).max(86_400_000) });

/**
 * What a test may do beyond play: move this node's clock, count connections, weigh what the process
 * holds, and what the systems add. Answered to callers from this
 * machine, or from the networks that the operator has named, who know the secret; for all others the paths are not there.
 */
export function testHookRoutes(
  http: FastifyInstance,
  { secret, from }: Callers,
  clock: ServerClock,
  doorkeeper: Doorkeeper,
  database: Pick<Database, 'connections'>,
  systems: readonly System[],
): void {
  http.register(async (hooks) => {
    hooks.addHook('onRequest', async (request, reply) => {
      if (!isWelcome(request, from) || !knows(request, secret)) return reply.callNotFound();
    });
    hooks.post('/test/clock/advance', async (request) => {
      const { milliseconds } = parseBody(advance, request.body);
      // Whoever has come counts from the moment of coming, also where it takes a question to Redis to find the place.
      await doorkeeper.places.led;
      return { now: (await clock.advance(milliseconds)).toISOString() };
    });
    const weigh = scales();
    hooks.post('/test/memory', async () => ({
      ...(await weigh()),
      connections: doorkeeper.open,
      database_connections: database.connections,
    }));
    hooks.get('/test/connections', async () => ({ open: doorkeeper.open }));
    for (const system of systems) system.testRoutes?.(hooks);
  });
}

/** In a container, whoever calls from the machine that runs it comes from an address of the container's network. */
function isWelcome(request: FastifyRequest, from: BlockList): boolean {
  const address = (request.socket.remoteAddress ?? '').replace(/^::ffff:/, '');
  return /^127\.|^::1$/.test(address) || from.check(address, isIPv6(address) ? 'ipv6' : 'ipv4');
}

function knows(request: FastifyRequest, secret: string): boolean {
  const token = bearerOf(request.headers.authorization);
  return token !== undefined && sameSecret(token, secret);
}

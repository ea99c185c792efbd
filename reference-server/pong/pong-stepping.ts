import { setImmediate as breath, setTimeout as pause } from 'node:timers/promises';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { parseBody } from '../core/http';
import { Refusal } from '../core/refusal';
import type { PongArena } from './pong-arena';
import type { PongArenas } from './pong-arenas';
import { HIGHEST_PADDLE, LOWER_WALL, LOWEST_PADDLE, TOP_SPEED, UPPER_WALL } from './pong-physics-rules';
import type { Match } from './pong-room';

type RoomRequest = FastifyRequest<{ Params: { code: string } }>;

/** Ticks in one go; then what they wrote goes out, and what came in is read. */
const TICKS_AT_ONCE = 100;
/** Bytes a member may be behind before the next ticks wait for them, and how long they wait at most, milliseconds. */
const LARGEST_BACKLOG = 256 * 1024;
const LONGEST_WAIT_MS = 2_000;

const step = z.strictObject({ ticks: z.int().min(1).max(20_000) });
const arrangement = z.strictObject({
  ball: z.strictObject({ x: z.number(), y: z.number(), vx: z.number(), vy: z.number() }).optional(),
  p1_y: z.number().optional(),
  p2_y: z.number().optional(),
  score: z.tuple([z.int().min(0), z.int().min(0)]).optional(),
});
type Arrangement = z.infer<typeof arrangement>;

/** Time in one room, in a test's hands: stand still, go on by single ticks, from a given state. */
export function steppingRoutes(http: FastifyInstance, arenas: PongArenas): void {
  http.post('/test/pong/rooms/:code/hold', async (request: RoomRequest) => {
    arenaOf(request).held = true;
    return {};
  });
  http.post('/test/pong/rooms/:code/release', async (request: RoomRequest) => {
    arenaOf(request).held = false;
    return {};
  });
  http.post('/test/pong/rooms/:code/step', async (request: RoomRequest) => {
    const arena = heldInPlay(request);
    const { ticks } = parseBody(step, request.body);
    return { ticks: await run(arena, ticks) };
  });
  http.post('/test/pong/rooms/:code/arrange', async (request: RoomRequest) => {
    const arena = heldInPlay(request);
    const wanted = parseBody(arrangement, request.body);
    const obstacle = whyImpossible(wanted, arena.room?.pointsLimit ?? 0);
    if (obstacle !== undefined) throw new Refusal(400, obstacle);
    arena.arrange((match) => arranged(match, wanted));
    return {};
  });

  function arenaOf(request: RoomRequest): PongArena {
    const arena = arenas.withRoom(request.params.code);
    if (arena === undefined) throw new Refusal(404, 'Room not found');
    return arena;
  }

  function heldInPlay(request: RoomRequest): PongArena {
    const arena = arenaOf(request);
    if (!arena.held) throw new Refusal(409, 'The room is not held');
    if (arena.room?.status !== 'playing') throw new Refusal(409, 'The room is not in play');
    return arena;
  }
}

/** Runs ticks until there are enough or the game is over or stands still; gives how many they were. */
async function run(arena: PongArena, ticks: number): Promise<number> {
  let done = 0;
  while (done < ticks && arena.held && arena.room?.status === 'playing') {
    arena.tick();
    done += 1;
    if (done % TICKS_AT_ONCE === 0) await catchingUp(arena);
  }
  await arena.recorded;
  return done;
}

/** Resolves when the members have taken most of what they were sent, or when waiting for it is no use. */
async function catchingUp(arena: PongArena): Promise<void> {
  await breath();
  const from = performance.now();
  const isBehind = () => arena.members.connections.some(({ backlog }) => backlog > LARGEST_BACKLOG);
  while (isBehind() && performance.now() - from < LONGEST_WAIT_MS) await pause(1);
}

function arranged(match: Match, { ball, p1_y, p2_y, score }: Arrangement): Match {
  const [left, right] = match.field.paddles;
  return {
    ...match,
    score: score ?? match.score,
    field: {
      ball: ball ?? match.field.ball,
      paddles: [
        { ...left, y: p1_y ?? left.y },
        { ...right, y: p2_y ?? right.y },
      ],
    },
  };
}

/** Why no game can ever be in that state, or undefined. */
function whyImpossible({ ball, p1_y, p2_y, score }: Arrangement, pointsLimit: number): string | undefined {
  for (const y of [p1_y, p2_y]) {
    if (y !== undefined && (y < HIGHEST_PADDLE || y > LOWEST_PADDLE))
      return 'A paddle would be off the field';
  }
  if (ball !== undefined) {
    if (ball.x <= 0 || ball.x >= 100 || ball.y < UPPER_WALL || ball.y > LOWER_WALL)
      return 'The ball would be off the field';
    if (Math.hypot(ball.vx, ball.vy) > TOP_SPEED + 1e-9) return 'The ball would be too fast';
  }
  if (score?.some((points) => points >= pointsLimit)) return 'The game would be over';
  return undefined;
}

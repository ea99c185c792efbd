import { randomUUID } from 'node:crypto';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { Account } from '../core/accounts';
import { parseBody } from '../core/http';
import { Refusal } from '../core/refusal';
import { hashOf, newToken } from '../core/tokens';
import type { Race, Ruling, Runner } from './race';
import type { RaceDesk } from './race-desk';
import type { RaceHall } from './race-hall';
import { raceIdFrom } from './race-id';
import { buildSeedPack } from './race-seed-pack';
import { abandon, enter, finishRace, reset, start } from './race-status-rules';
import { findPack, insertRace, lockRace, runnersWithoutPack, savePack } from './race-store';

type RaceRequest = FastifyRequest<{ Params: { id: string } }>;

const LONGEST_NAME = 200;
/** PostgreSQL takes no NUL; and half of a pair that makes one character would be another one on record. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: that is what is kept out.
const UNFIT = /[\u0000-\u001f\u007f]|\p{Surrogate}/u;
const raceName = z
  .string()
  .trim()
  .refine((name) => name !== '' && [...name].length <= LONGEST_NAME && !UNFIT.test(name), {
    error: `1 to ${LONGEST_NAME} characters`,
  });
const newParticipant = z.strictObject({ username: z.string().min(1) });

/** The organizer's and the runners' calls. Credentials are asked for first, then the race, then the right, then the body. */
export function raceRoutes(http: FastifyInstance, { core, seed, halls, referee }: RaceDesk): void {
  const { accounts, database, clock } = core;
  const newRace = z.strictObject({
    name: raceName,
    seed: z.literal(seed.id, { error: `only ${seed.id} is shipped` }).optional(),
  });

  http.post('/api/races', async (request, reply) => {
    const account = await authenticate(request);
    if (account.role !== 'organizer') throw new Refusal(403, 'Only organizers may create races');
    const { name } = parseBody(newRace, request.body);
    const race: Race = {
      id: randomUUID(),
      name,
      seedId: seed.id,
      status: 'setup',
      version: 0,
      startedAt: null,
      finishedAt: null,
      organizer: account,
      runners: [],
    };
    await insertRace(database, race);
    return reply.code(201).send(await halls.inTurn(race.id, async (hall) => hall.framesOf(race).forHttp()));
  });

  http.get('/api/races/:id', async (request: RaceRequest) => {
    const id = raceIdFrom(request.params.id);
    return halls.inTurn(id, async (hall) => hall.framesOf(found(await referee.view(id))).forHttp());
  });

  http.post('/api/races/:id/participants', async (request: RaceRequest) => {
    const race = await racesOrganizer(request);
    const { username } = parseBody(newParticipant, request.body);
    const newcomer = await accounts.find(username);
    if (newcomer === undefined) throw new Refusal(404, 'No such user');
    const id = randomUUID();
    return halls.inTurn(race.id, async (hall) => {
      const after = await decide(hall, race.id, (current) =>
        enter(current, { id, userId: newcomer.id, username: newcomer.username }, seed.start),
      );
      const runner = found(after.runners.find((each) => each.id === id));
      return hall.framesOf(after).participantForHttp(runner);
    });
  });

  http.post('/api/races/:id/generate-zips', async (request: RaceRequest) => {
    const { id } = await racesOrganizer(request);
    const url = core.publicUrl ?? webSocketBaseOf(request);
    return halls.inTurn(id, () =>
      database.transaction(async (transaction) => {
        const race = found(await lockRace(transaction, id));
        if (race.status !== 'setup') throw new Refusal(400, 'Race has already started');
        for (const { id: runnerId, username } of await runnersWithoutPack(transaction, id)) {
          const modToken = newToken();
          const { seedId, name: raceName } = race;
          const zip = buildSeedPack({ url, modToken, raceId: id, seedId, raceName, username });
          savePack(transaction, runnerId, hashOf(modToken), zip);
        }
        return { packs: race.runners.length };
      }),
    );
  });

  http.get('/api/races/:id/my-seed-pack', async (request: RaceRequest, reply) => {
    const account = await authenticate(request);
    const runner = participantOf(await raceOf(request), account);
    const pack = await findPack(database, runner.id);
    if (pack === undefined) throw new Refusal(403, 'Seed packs have not been made yet');
    return reply
      .type('application/zip')
      .header('content-disposition', 'attachment; filename="seed-pack.zip"')
      .header('cache-control', 'no-store')
      .send(pack);
  });

  http.post('/api/races/:id/start', (request: RaceRequest) =>
    changeStatus(request, (race) => start(race, clock.now())),
  );
  http.post('/api/races/:id/finish', (request: RaceRequest) =>
    changeStatus(request, (race) => finishRace(race, clock.now())),
  );
  http.post('/api/races/:id/reset', (request: RaceRequest) =>
    changeStatus(request, (race) => reset(race, seed.start)),
  );

  http.post('/api/races/:id/abandon', async (request: RaceRequest) => {
    const account = await authenticate(request);
    const race = await raceOf(request);
    participantOf(race, account);
    const { id } = race;
    return halls.inTurn(id, async (hall) => {
      const after = await decide(hall, id, (race) =>
        abandon(race, participantOf(race, account), clock.now()),
      );
      return hall.framesOf(after).forHttp();
    });
  });

  /**
   * A change of the race's status by its organizer. Whoever finds the race in the wrong state is told so (400); whoever
   * found it in the right one, and sees it changed by somebody else when their turn comes, has lost (409).
   */
  async function changeStatus(request: RaceRequest, rule: (race: Race) => Ruling): Promise<object> {
    const seen = await racesOrganizer(request);
    allowed(rule(seen));
    return halls.inTurn(seen.id, async (hall) => {
      const after = await decide(hall, seen.id, (race) => {
        if (race.version !== seen.version) throw new Refusal(409, 'Race was changed at the same time');
        return rule(race);
      });
      return hall.framesOf(after).forHttp();
    });
  }

  function authenticate(request: FastifyRequest): Promise<Account> {
    return accounts.authenticate(request.headers.authorization);
  }

  async function raceOf(request: RaceRequest): Promise<Race> {
    return found(await referee.view(raceIdFrom(request.params.id)));
  }

  async function racesOrganizer(request: RaceRequest): Promise<Race> {
    const account = await authenticate(request);
    const race = await raceOf(request);
    if (race.organizer.id !== account.id) throw new Refusal(403, 'Only the organizer may do this');
    return race;
  }

  async function decide(hall: RaceHall, raceId: string, rule: (race: Race) => Ruling): Promise<Race> {
    return allowed(found(await referee.decide(hall, raceId, rule)));
  }
}

function found<Thing>(thing: Thing | undefined): Thing {
  if (thing === undefined) throw new Refusal(404, 'Race not found');
  return thing;
}

function allowed(ruling: Ruling): Race {
  if (!ruling.allowed) throw new Refusal(400, ruling.reason);
  return ruling.race;
}

function participantOf(race: Race, account: Account): Runner {
  const runner = race.runners.find(({ userId }) => userId === account.id);
  if (runner === undefined) throw new Refusal(403, 'Not a participant of this race');
  return runner;
}

/** The WebSocket base by which the caller reached this server. */
function webSocketBaseOf(request: FastifyRequest): string {
  const { host, 'x-forwarded-proto': forwarded } = request.headers;
  // What stands here is put into files that others open: nothing but a host may pass.
  if (host === undefined || !/^[A-Za-z0-9.:[\]-]{1,255}$/.test(host))
    throw new Refusal(400, 'Malformed Host header');
  return `${/^https\b/.test(String(forwarded)) ? 'wss' : 'ws'}://${host}`;
}

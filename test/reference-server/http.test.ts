import { BlockList } from 'node:net';
import { afterEach, describe, it } from 'node:test';
import { expect } from 'chai';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { ServerClock } from '../../reference-server/core/clock';
import { Database } from '../../reference-server/core/database';
import { Doorkeeper } from '../../reference-server/core/doorkeeper';
import { createHttp, healthRoute, parseBody } from '../../reference-server/core/http';
import { createLog } from '../../reference-server/core/log';
import { OwnPlaces } from '../../reference-server/core/own-places';
import { Refusal } from '../../reference-server/core/refusal';
import { testHookRoutes } from '../../reference-server/core/test-hooks';

const SECRET = 'sixteen-or-longer';

/** An HTTP application over a database that is not there. */
function application(): FastifyInstance {
  const log = createLog('silent');
  const http = createHttp(log);
  healthRoute(http, new Database('postgresql://nobody@/nothing?host=/nowhere', log), new OwnPlaces());
  return http;
}

describe('HTTP', () => {
  const body = z.strictObject({ name: z.string() });

  function withRoutes(): FastifyInstance {
    const http = application();
    http.post('/named', async (request) => parseBody(body, request.body));
    http.get('/refused', async () => {
      throw new Refusal(409, 'Too late');
    });
    http.get('/broken', async () => {
      throw new Error('password=hunter2');
    });
    return http;
  }

  const CASES: [
    what: string,
    status: number,
    request: { method: 'GET' | 'POST'; url: string; payload?: string },
  ][] = [
    ['a body as it should be', 200, { method: 'POST', url: '/named', payload: '{"name":"Ana"}' }],
    ['no body', 422, { method: 'POST', url: '/named' }],
    ['a body that is no JSON', 422, { method: 'POST', url: '/named', payload: '{' }],
    ['a body of another shape', 422, { method: 'POST', url: '/named', payload: '[]' }],
    ['a field nobody knows', 422, { method: 'POST', url: '/named', payload: '{"name":"Ana","x":1}' }],
    [
      'a body over 16 KiB',
      413,
      { method: 'POST', url: '/named', payload: `{"name":"${'x'.repeat(16_384)}"}` },
    ],
    ['a refusal', 409, { method: 'GET', url: '/refused' }],
    ['a fault of the server', 500, { method: 'GET', url: '/broken' }],
    ['an unknown path', 404, { method: 'GET', url: '/nowhere' }],
    ['a malformed path', 404, { method: 'GET', url: '/%zz' }],
    ['a database that is not there', 503, { method: 'GET', url: '/health' }],
  ];
  for (const [what, status, request] of CASES) {
    it(`answers ${what} with ${status}`, async () => {
      const answer = await withRoutes().inject({
        ...request,
        headers: { 'content-type': 'application/json' },
      });
      expect(answer.statusCode).to.equal(status);
      expect(answer.body).not.to.contain('hunter2');
      if (status !== 200) expect(Object.keys(answer.json())).to.deep.equal(['detail']);
    });
  }
});

describe('the test hooks', () => {
  const clock = new ServerClock(() => {});
  afterEach(() => clock.stop());

  function ask(
    from: string,
    authorization: string,
    milliseconds: unknown = 1_000,
    networks = new BlockList(),
    url = '/test/clock/advance',
  ) {
    const http = application();
    testHookRoutes(
      http,
      { secret: SECRET, from: networks },
      clock,
      new Doorkeeper(clock, new OwnPlaces(), []),
      { connections: 4 },
      [],
    );
    return http.inject({
      method: 'POST',
      url,
      remoteAddress: from,
      headers: { authorization, 'content-type': 'application/json' },
      payload: JSON.stringify({ milliseconds }),
    });
  }

  it('move the clock for a caller from this machine who knows the secret', async () => {
    for (const from of ['127.0.0.1', '::1', '::ffff:127.0.0.1']) {
      const before = clock.now().getTime();
      const answer = await ask(from, `Bearer ${SECRET}`);
      expect(answer.statusCode).to.equal(200);
      expect(Date.parse(answer.json().now) - before).to.be.closeTo(1_000, 500);
    }
  });

  it('answer callers from a network that the operator has named', async () => {
    const networks = new BlockList();
    networks.addSubnet('172.18.0.0', 16);
    for (const from of ['172.18.0.1', '::ffff:172.18.0.1']) {
      expect((await ask(from, `Bearer ${SECRET}`, 1_000, networks)).statusCode).to.equal(200);
    }
    expect((await ask('172.19.0.1', `Bearer ${SECRET}`, 1_000, networks)).statusCode).to.equal(404);
  });

  it('are not there for anybody else', async () => {
    const nothing = (await application().inject({ method: 'POST', url: '/test/clock/advance' })).body;
    for (const [from, authorization] of [
      ['127.0.0.1', 'Bearer wrong-wrong-wrong-wrong'],
      ['127.0.0.1', ''],
      ['10.0.0.1', `Bearer ${SECRET}`],
      ['::ffff:10.127.0.1', `Bearer ${SECRET}`],
    ] as const) {
      const answer = await ask(from, authorization);
      expect(answer.statusCode).to.equal(404);
      expect(answer.body).to.equal(nothing);
    }
  });

  it('weigh what the process holds, when what nobody holds has been collected', async () => {
    const weigh = async () =>
      (await ask('127.0.0.1', `Bearer ${SECRET}`, undefined, undefined, '/test/memory')).json();
    const before = await weigh();
    expect(before).to.have.keys('heap_used', 'external', 'resources', 'connections', 'database_connections');
    const held: unknown[] = Array.from({ length: 200_000 }, (_, index) => ({ index }));
    const timers = Array.from({ length: 3 }, () => setTimeout(() => {}, 60_000));
    const full = await weigh();
    const timeouts = (memory: typeof full) => memory.resources.Timeout ?? 0;
    expect(full.heap_used - before.heap_used, 'what an array of 200,000 weighs').to.be.greaterThan(4_000_000);
    expect(timeouts(full) - timeouts(before), 'timers').to.equal(3);
    held.length = 0;
    timers.forEach(clearTimeout);
    const after = await weigh();
    expect(after.heap_used - before.heap_used, 'what is left of it').to.be.lessThan(1_000_000);
    expect(timeouts(after), 'timers').to.equal(timeouts(before));
  });

  it('weigh for nobody who may not ask', async () => {
    const wrong = await ask(
      '127.0.0.1',
      'Bearer wrong-wrong-wrong-wrong',
      undefined,
      undefined,
      '/test/memory',
    );
    expect(wrong.statusCode).to.equal(404);
    const stranger = await ask('10.0.0.1', `Bearer ${SECRET}`, undefined, undefined, '/test/memory');
    expect(stranger.statusCode).to.equal(404);
  });

  for (const milliseconds of [0, -1, 1.5, 86_400_001, '1000', null]) {
    it(`refuse to move the clock by ${JSON.stringify(milliseconds)}`, async () => {
      expect((await ask('127.0.0.1', `Bearer ${SECRET}`, milliseconds)).statusCode).to.equal(422);
    });
  }
});

import { once } from 'node:events';
import http from 'node:http';
import { type AddressInfo, createServer } from 'node:net';
import { after, before, describe, it } from 'node:test';
import { expect } from 'chai';
import type { LiveSettings } from '../../support/settings';
import { CapabilityError } from '../../support/targets/capabilities';
import { openLive } from '../../support/targets/live';
import { TargetError } from '../../support/targets/target';

describe('a live server', () => {
  const asked: string[] = [];
  const server = http.createServer((request, response) => {
    asked.push(`${request.method} ${request.url} ${request.headers.authorization ?? ''}`);
    if (request.url !== '/silent') response.writeHead(request.url === '/' ? 500 : 200).end();
  });
  let settings: LiveSettings;
  before(async () => {
    await once(server.listen(0, '127.0.0.1'), 'listening');
    settings = {
      name: 'live',
      url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
      administrator: 'let-me-in',
      databaseUrl: undefined,
      testHooksSecret: undefined,
    };
  });
  after(() => server.close().closeAllConnections());

  it('is there when anything answers, be it an error', async () => {
    const target = await openLive(settings);
    expect(target).to.include({ name: 'live', administrator: 'let-me-in' });
    expect(target.url.href).to.equal(settings.url);
    await target.stop();
    await target.stop();
  });

  it('shows only what its owner gives access to', async () => {
    const closed = await openLive(settings);
    expect([...closed.capabilities]).to.deep.equal([]);
    expect(closed.logSince(closed.logPosition())).to.deep.equal([]);
    for (const attempt of [closed.query('SELECT 1', []), closed.advanceClock(1)]) {
      expect(await attempt.catch((error: unknown) => error)).to.be.instanceOf(CapabilityError);
    }

    const open = await openLive({
      ...settings,
      databaseUrl: 'postgresql://db/race',
      testHooksSecret: 'tick',
    });
    expect([...open.capabilities]).to.deep.equal(['record', 'clock']);
    await open.advanceClock(5_000);
    expect(asked.at(-1)).to.equal('POST /test/clock/advance Bearer tick');
    await open.stop();
  });

  it('behind a path has its test hooks behind it, too', async () => {
    const target = await openLive({ ...settings, url: `${settings.url}games/`, testHooksSecret: 'tick' });
    await target.advanceClock(5_000);
    await target.testHook('/test/memory', {});
    expect(asked.slice(-2)).to.deep.equal([
      'POST /games/test/clock/advance Bearer tick',
      'POST /games/test/memory Bearer tick',
    ]);
    await target.stop();
  });

  it('that does not answer is told in a sentence with its address', async () => {
    const nobody = { ...settings, url: 'http://127.0.0.1:1/' };
    const failure = await openLive(nobody).catch((error: unknown) => error);
    expect(failure).to.be.instanceOf(TargetError);
    expect((failure as Error).message).to.equal(
      'Nothing answers at http://127.0.0.1:1/ (connect ECONNREFUSED 127.0.0.1:1); start the server or correct SERVER_URL.',
    );
  });

  it('whose database does not answer is told with the setting that names it', async () => {
    const silent = createServer(() => {});
    await once(silent.listen(0, '127.0.0.1'), 'listening');
    const { port } = silent.address() as AddressInfo;
    const CASES = [
      ['postgresql://db@127.0.0.1:1/race', 'connect ECONNREFUSED 127.0.0.1:1'],
      [`postgresql://db@127.0.0.1:${port}/race`, 'timeout'],
    ] as const;
    for (const [databaseUrl, why] of CASES) {
      const target = await openLive({ ...settings, databaseUrl });
      const failure = await target.query('SELECT 1', []).catch((error: unknown) => error);
      expect((failure as Error).message).to.match(/^The record cannot be read .*correct DATABASE_URL\.$/);
      expect((failure as Error).message).to.contain(why);
      await target.stop();
    }
    silent.close();
  });

  it('that speaks http where https was asked for is told so', async () => {
    const failure = await openLive({ ...settings, url: settings.url.replace('http:', 'https:') }).catch(
      (error: unknown) => error,
    );
    expect(failure).to.be.instanceOf(TargetError);
    expect((failure as Error).message).to.match(
      /^Nothing answers at https:\S+ \(what is there does not speak TLS: http, not https\?\); start/,
    );
  });

  it('that takes connections and keeps silent does not answer either', async () => {
    const failure = await openLive({ ...settings, url: `${settings.url}silent` }, 200).catch(
      (e: unknown) => e,
    );
    expect((failure as Error).message).to.contain('/silent (no answer in 0.2 s);');
  });
});

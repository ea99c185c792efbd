import path from 'node:path';
import { afterEach, describe, it } from 'node:test';
import { setImmediate as turn } from 'node:timers/promises';
import { expect } from 'chai';
import { Server } from '../../support/targets/embedded/server';
import { ask } from '../../support/targets/http';
import { TargetError } from '../../support/targets/target';
import { advanceClock } from '../../support/targets/test-clock';

const entry = path.join(__dirname, 'fixtures', 'stub-server.js');
const SECRET = 'tick-tock';

describe("a server's process", () => {
  const started: Server[] = [];
  const start = async (
    environment: Record<string, string> = {},
    patience = 20_000,
    grace = 3_000,
  ): Promise<Server> => {
    const server = await Server.start({ environment, entry, patience, grace });
    started.push(server);
    return server;
  };
  afterEach(() => Promise.all(started.splice(0).map((server) => server.stop())));

  it('listens on a port of its own, and its log can be read', async () => {
    const [one, other] = await Promise.all([start(), start()]);
    expect(one.url.port).not.to.equal(other.url.port);
    expect(one.log.since(0).at(-1)).to.deep.equal({
      level: 'info',
      text: `listening ${JSON.stringify({ url: one.url.origin })}`,
    });
  });

  it("gets nothing of the user's environment that it does not need", async () => {
    process.env.GAUNTLET_TEST_SECRET = 'hush';
    process.env.NODE_OPTIONS = '--max-http-header-size=9999';
    const server = await start({ DATABASE_URL: 'postgresql://here' });
    delete process.env.GAUNTLET_TEST_SECRET;
    delete process.env.NODE_OPTIONS;
    const seen = server.log.since(0).find(({ text }) => text.startsWith('started'))?.text;
    expect(seen).to.contain('"PATH"').and.contain('"database":"postgresql://here"');
    expect(seen).not.to.match(/GAUNTLET_TEST|NODE_OPTIONS|npm_/);
  });

  it('has a clock that can be moved by whoever knows the secret', async () => {
    const server = await start({ TEST_HOOKS_SECRET: SECRET });
    const position = server.log.position;
    await advanceClock(server.url, SECRET, 5_000);
    await turn();
    expect(server.log.since(position)).to.deep.equal([
      { level: 'warn', text: 'advanced {"body":{"milliseconds":5000}}' },
    ]);
    const refusal = await failureOf(advanceClock(server.url, 'guess', 5_000));
    expect(refusal).to.equal(
      "The server's clock could not be advanced by 5000 ms (404 not here); its test hooks are off, or it has another TEST_HOOKS_SECRET.",
    );
  });

  it('that ends by itself is told in the log; one that is stopped is not', async () => {
    const [broken, stopped] = await Promise.all([start(), start()]);
    const position = stopped.log.position;
    await stopped.stop();
    expect(stopped.log.since(position)).to.deep.equal([]);

    await failureOf(ask(new URL('/crash', broken.url), { method: 'GET', patience: 5_000 }));
    expect(await broken.ended).to.equal('exit code 7');
    expect(broken.log.since(0).at(-1)).to.deep.equal({
      level: 'fatal',
      text: "The server's process ended by itself (exit code 7): RangeError: too many players",
      isItsEnd: true,
    });
  });

  it('is ended by force when it does not listen to reason', { timeout: 10_000 }, async () => {
    const server = await start({ MOOD: 'deaf' }, 20_000, 100);
    await server.stop();
    await failureOf(ask(server.url, { method: 'GET', patience: 5_000 }));
  });

  const failing: [mood: string, says: string][] = [
    ['refuses', 'The reference server did not start (exit code 1): The database cannot be reached.'],
    ['breaks', 'The reference server did not start (exit code 1): TypeError: no such thing'],
  ];
  for (const [mood, says] of failing) {
    it(`that ${mood} while starting is an error with its own words`, async () => {
      const failure = await start({ MOOD: mood }).catch((error: unknown) => error);
      expect(failure).to.be.instanceOf(TargetError).with.property('message', says);
    });
  }

  it('that never listens is not waited for without end', async () => {
    const failure = await failureOf(start({ MOOD: 'hangs' }, 500));
    expect(failure).to.equal(
      'The reference server did not start (it was not listening after 0.5 s) and said nothing.',
    );
  });
});

async function failureOf(promise: Promise<unknown>): Promise<string> {
  const failure = await promise.then(
    () => undefined,
    (error: unknown) => error,
  );
  expect(failure).to.be.instanceOf(Error);
  return (failure as Error).message;
}

import { Agent } from 'node:http';
import path from 'node:path';
import { after, before, describe, it } from 'node:test';
import { setImmediate as turn } from 'node:timers/promises';
import { expect } from 'chai';
import { LastingServer } from '../../support/targets/embedded/lasting-server';
import { ask } from '../../support/targets/http';
import { until } from '../until';

const entry = path.join(__dirname, 'fixtures', 'stub-server.js');
const SECRET = 'tick-tock';

describe('a server that is killed and started again', () => {
  const agent = new Agent({ keepAlive: true });
  let server: LastingServer;
  before(async () => {
    const environment = { TEST_HOOKS_SECRET: SECRET };
    server = await LastingServer.start({ environment, entry }, { secret: SECRET, agent });
  });
  after(async () => {
    agent.destroy();
    await server.stop();
  });
  const answers = () =>
    ask(server.url, { method: 'GET', patience: 5_000 }).then(
      () => true,
      () => false,
    );

  it('is gone when it is killed, and there again at the same address, with its log going on', async () => {
    const [address, position] = [server.url.href, server.log.position];
    await server.kill();
    expect(await answers()).to.equal(false);
    await server.startAgain();
    expect(server.url.href).to.equal(address);
    expect(await answers()).to.equal(true);
    const said = server.log.since(position).map(({ level, text }) => `${level} ${text.split(' ')[0]}`);
    expect(said, 'a kill is no end of its own').to.deep.equal(['info started', 'info listening']);
  });

  it('has its clock where it would be without the fall, and what is advanced meanwhile counts', async () => {
    await server.advance(5_000);
    await server.kill();
    await server.advance(86_400_000);
    const { position } = server.log;
    await server.startAgain();
    await turn();
    const advanced = server.log
      .since(position)
      .flatMap(({ text }) => /"milliseconds":(\d+)/.exec(text)?.[1] ?? []);
    expect(advanced).to.deep.equal(['86400000', '5000']);
  });

  it('may be killed and started twice: the second time does nothing', async () => {
    await server.kill();
    await server.kill();
    await server.startAgain();
    const { position } = server.log;
    await server.startAgain();
    expect(server.log.since(position)).to.deep.equal([]);
  });

  it('that ends by itself is down as well: it tells so, and is there again for whoever comes next', async () => {
    await server.advance(5_000);
    await turn();
    const { position } = server.log;
    const ends = () => server.log.since(position).filter(({ isItsEnd }) => isItsEnd);
    await ask(new URL('/crash', server.url), { method: 'GET', patience: 5_000 }).catch(() => {});
    await until("the server's end", () => ends().length > 0);
    await server.startAgain();
    expect(await answers()).to.equal(true);
    expect(ends(), 'once').to.have.length(1);
    await turn();
    const texts = server.log.since(position).map(({ text }) => text);
    const successor = texts.slice(texts.findIndex((text) => text.startsWith('listening')));
    expect(successor.join('\n'), 'its clock goes on').to.contain('advanced');
  });

  it('is started once where two ask for it at the same time', async () => {
    await server.kill();
    const { position } = server.log;
    await Promise.all([server.startAgain(), server.startAgain()]);
    const starts = server.log.since(position).filter(({ text }) => text.startsWith('listening'));
    expect(starts).to.have.length(1);
    expect(await answers()).to.equal(true);
  });

  it('is gone when it is killed or stopped while it starts', async () => {
    for (const end of [() => server.kill(), () => server.stop()]) {
      await server.kill();
      const starting = server.startAgain();
      await end();
      await starting;
      expect(await answers()).to.equal(false);
    }
  });
});

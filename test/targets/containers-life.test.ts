import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { after, before, describe, it, type TestContext } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { expect } from 'chai';
import { type ContainersSettings, readSettings } from '../../support/settings';
import { openContainers } from '../../support/targets/containers/containers';
import { type Engine, findEngine } from '../../support/targets/containers/engine';
import { have } from '../../support/targets/containers/images';
import { RUN } from '../../support/targets/containers/labels';
import type { ContainersAddress, Stand } from '../../support/targets/containers/stand';
import { ask } from '../../support/targets/http';
import { type Target, TargetError } from '../../support/targets/target';
import { until } from '../until';

const ROOT = path.resolve(__dirname, '../..');
const images = readSettings({ ...process.env, TARGET: 'containers' }, {}).target as ContainersSettings;

let engine: Engine;
let skip: string | undefined;
before(async () => {
  try {
    engine = await findEngine();
    await have(engine, images.postgresImage, 'POSTGRES_IMAGE');
    await have(engine, images.redisImage, 'REDIS_IMAGE');
    await have(engine, images.nodeImage, 'NODE_IMAGE');
  } catch (error) {
    if (!(error instanceof TargetError)) throw error;
    skip = error.message;
  }
});

/** A test that needs an engine and the images; skipped, with the reason, where they cannot be had. */
function itOnAnEngine(title: string, test: () => Promise<void>): void {
  it(title, async (context: TestContext) => (skip === undefined ? test() : context.skip(skip)));
}

describe('the containers of a run', () => {
  const runners: ChildProcess[] = [];
  after(() => {
    for (const runner of runners) runner.kill('SIGKILL');
  });

  itOnAnEngine('are healthy, and gone when it ends', async () => {
    const { runner, run, outcome } = await start();
    expect(await outcome).to.have.property('ready');
    const there = await belongings(run);
    expect(there.networks).to.have.lengthOf(1);
    expect(there.images.length > 0).to.equal(images.serverImage === undefined); // Podman labels what lies beneath, too
    expect(there.containers).to.have.lengthOf(4);
    for (const container of there.containers) await becomesHealthy(container);

    runner.stdin?.end();
    await once(runner, 'exit');
    expect(await count(run)).to.equal(0);
  });

  itOnAnEngine('are gone after the runner was killed in play', async () => {
    const { runner, run, outcome } = await start();
    expect(await outcome).to.have.property('ready');
    runner.kill('SIGKILL');
    await allGone(run);
  });

  itOnAnEngine('are gone after the runner was killed while they started', async () => {
    const { runner, run } = await start();
    await until('a container', async () => (await belongings(run)).containers.length > 0);
    runner.kill('SIGKILL');
    await allGone(run);
  });

  itOnAnEngine('are gone when one does not start, and the sentence says which', async () => {
    const { run, outcome } = await start({ POSTGRES_IMAGE: images.redisImage });
    const { failed } = await outcome;
    expect(failed).to.match(/^PostgreSQL \(image .*\) did not start: /);
    await allGone(run);
  });

  itOnAnEngine('stay after a failure with KEEP=1, until they are cleared away as it says', async () => {
    const { run, outcome } = await start({ KEEP: '1', POSTGRES_IMAGE: images.redisImage });
    const { left = '' } = await outcome;
    expect(left)
      .to.match(/docker|podman/)
      .and.contain('redis-cli');
    expect(await count(run)).to.be.greaterThan(0);
    const [, command = ''] = /Clear it away with:\n *(.*)\n/.exec(left) ?? [];
    const [program, ...words] = command.split(' ');
    expect(program).to.equal('node');
    await once(spawn(process.execPath, words, { cwd: ROOT, stdio: 'inherit' }), 'exit');
    expect(await count(run)).to.equal(0);
  });

  async function start(env: NodeJS.ProcessEnv = {}) {
    const runner = spawn(
      process.execPath,
      [
        '-r',
        require.resolve('../../support/entry/typescript'),
        path.join(__dirname, 'fixtures/containers-runner.ts'),
      ],
      { cwd: ROOT, stdio: ['pipe', 'pipe', 'inherit'], env: { ...process.env, KEEP: '', ...env } },
    );
    runners.push(runner);
    const words = createInterface({ input: runner.stdout })[Symbol.asyncIterator]();
    const next = async <Word>() => JSON.parse(String((await words.next()).value)) as Word;
    const { run } = await next<{ run: string }>();
    const outcome = next<{ ready?: ContainersAddress; failed?: string; left?: string }>();
    outcome.catch(() => {}); // a runner that is killed says nothing more
    return { runner, run, outcome };
  }
});

describe('a target in containers', () => {
  let runner: ChildProcess | undefined;
  let stand: Stand;
  let target: Target;
  before(async () => {
    if (skip !== undefined) return;
    runner = spawn(
      process.execPath,
      [
        '-r',
        require.resolve('../../support/entry/typescript'),
        path.join(__dirname, 'fixtures/containers-runner.ts'),
      ],
      { cwd: ROOT, stdio: ['pipe', 'pipe', 'inherit'] },
    );
    for await (const line of createInterface({ input: runner.stdout ?? process.stdin })) {
      const word = JSON.parse(line) as { run?: string; ready?: ContainersAddress; failed?: string };
      if (word.run !== undefined) continue;
      const [first] = word.ready?.stands ?? [];
      if (!first) throw new Error(word.failed);
      stand = first;
      break;
    }
    target = await openContainers(stand);
  });
  after(async () => {
    await target?.stop();
    runner?.stdin?.end();
    if (runner) await once(runner, 'exit');
  });

  itOnAnEngine('shows two nodes and the record', async () => {
    expect([...target.capabilities]).to.include.members(['record', 'nodes', 'restart']);
    expect(target.nodes).to.have.lengthOf(2);
    expect(target.url.href).to.equal(target.nodes[0]?.href);
    expect(await target.query('SELECT 1 AS one', [])).to.deep.equal([{ one: 1 }]);
  });

  itOnAnEngine('loses a node, has it back at its address, and reads on in its log', async () => {
    const [, second] = target.nodes;
    if (!second) throw new Error('no second node');
    await target.killNode(1);
    const refused = await ask(second, { method: 'GET', patience: 2_000 }).catch((error: Error) => error);
    expect(refused).to.be.instanceOf(Error);
    const position = target.logPosition();
    await target.startNode(1);
    const { status } = await ask(new URL('/health', second), { method: 'GET', patience: 2_000 });
    expect(status).to.equal(200);
    const heard = () => target.logSince(position).some(({ text }) => text.includes('listening'));
    for (let tries = 0; tries < 100 && !heard(); tries++) await pause(20);
    expect(heard()).to.equal(true);
  });

  itOnAnEngine('is mended after a scenario', async () => {
    await target.killNode(0);
    await target.mend();
    const { status } = await ask(new URL('/health', target.url), { method: 'GET', patience: 2_000 });
    expect(status).to.equal(200);
  });

  itOnAnEngine('loses what joins its nodes, says that it is not ready, and is mended', async () => {
    const health = async () =>
      (await ask(new URL('/health', target.url), { method: 'GET', patience: 2_000 })).status;
    await target.killBus();
    // A server of one's own may do without.
    if (images.serverImage === undefined) expect(await health()).to.equal(503);
    await target.mend();
    expect(await health()).to.equal(200);
    await target.restartBus();
    expect(await health()).to.equal(200);
  });

  itOnAnEngine('has its nodes joined by a Redis that lets in nobody else', async () => {
    const redis = engine.container.getById(stand.redis);
    const says = async (command: string) =>
      (await engine.container.exec(redis, ['sh', '-c', command])).output;
    expect(await says('redis-cli ping'), 'whoever looks inside').to.contain('PONG');
    expect(await says('REDISCLI_AUTH= redis-cli ping'), 'a node of others').to.contain('NOAUTH');
  });

  itOnAnEngine('shows what each part has said since then', async () => {
    const since = new Date();
    await target.restartBus();
    const logs = await target.partLogs(since);
    expect(logs.map(({ part }) => part)).to.deep.equal(['Node 1', 'Node 2', 'Redis', 'PostgreSQL']);
    expect(logs[2]?.lines.join('\n')).to.match(/^\d{4}-.*Ready to accept connections/m);
  });

  itOnAnEngine('is ended by SIGTERM, is nobody in particular, and brings no compiler', async () => {
    if (images.serverImage !== undefined) return; // that is for its maker to decide
    const container = engine.container.getById(stand.nodes[1]?.container ?? '');
    const said = await engine.container.exec(container, ['sh', '-c', 'id -u; ls node_modules']);
    const [user, ...packages] = said.output.trim().split('\n');
    expect(user).to.not.equal('0');
    expect(packages).to.include('fastify').and.not.include('typescript').and.not.include('testcontainers');
    await container.stop({ t: 10 });
    expect((await container.inspect()).State.ExitCode).to.equal(0); // 137 would be the engine's last resort
  });
});

/** What there is that bears the run's label. */
async function belongings(run: string) {
  const filters = { label: [`${RUN}=${run}`] };
  const { dockerode } = engine.container;
  const [containers, networks, listed] = await Promise.all([
    dockerode.listContainers({ all: true, filters }),
    dockerode.listNetworks({ filters }),
    dockerode.listImages({ filters }),
  ]);
  return { containers: containers.map(({ Id }) => Id), networks, images: listed };
}

async function count(run: string): Promise<number> {
  const { containers, networks, images: listed } = await belongings(run);
  return containers.length + networks.length + listed.length;
}

/** Waits until nothing bears the run's label, and still nothing a moment later. */
async function allGone(run: string): Promise<void> {
  for (let quiet = 0, tries = 0; quiet < 5; tries++) {
    const found = await count(run);
    if (tries > 150) throw new Error(`${found} things are left of run ${run}`);
    quiet = found === 0 ? quiet + 1 : 0;
    await pause(200);
  }
}

async function becomesHealthy(id: string): Promise<void> {
  const health = async () => (await engine.container.getById(id).inspect()).State.Health?.Status;
  for (let tries = 0; tries < 100 && (await health()) === 'starting'; tries++) await pause(100);
  expect(await health()).to.equal('healthy');
}

import { randomBytes } from 'node:crypto';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { expect } from 'chai';
import { unzipSync } from 'fflate';
import { until } from '../until';
import { OwnNodes } from './nodes/own-nodes';
import { type ServerNode, withoutRedis } from './nodes/server-nodes';
import { Somebody } from './nodes/somebody';

interface Participant {
  readonly username: string;
  readonly status: string;
  readonly mod_connected: boolean;
}

describe('a race on two nodes', { skip: withoutRedis, concurrency: 1 }, () => {
  const nodes = OwnNodes.forSuite({ count: 4, joinedBy: 'Redis' });
  let one: ServerNode;
  let two: ServerNode;
  let raceId: string;
  let organizer: string;
  let tokens: Map<string, string>;

  beforeEach(async () => {
    const [first, second] = nodes.alive;
    if (first === undefined || second === undefined) throw new Error('too few nodes are left');
    one = first;
    two = second;
    organizer = await account('organizer');
    raceId = String((await one.post('/api/races', { name: 'Cup' }, organizer)).body.id);
    tokens = new Map();
    const users = new Map<string, string>();
    for (const name of ['Ana', 'Bo', 'Cy']) {
      const username = `${name}-${randomBytes(4).toString('hex')}`;
      users.set(name, await account('runner', username));
      await two.post(`/api/races/${raceId}/participants`, { username }, organizer);
    }
    await two.post(`/api/races/${raceId}/generate-zips`, {}, organizer);
    for (const [name, token] of users) tokens.set(name, await modToken(token));
  });

  afterEach(() => {
    expect(nodes.errors).to.deep.equal([]);
  });

  async function account(role: string, username = `u-${randomBytes(6).toString('hex')}`): Promise<string> {
    return String((await one.post('/api/users', { username, role })).body.token);
  }

  async function modToken(userToken: string): Promise<string> {
    const answer = await fetch(`${two.url}/api/races/${raceId}/my-seed-pack`, {
      headers: { authorization: `Bearer ${userToken}` },
    });
    const [file] = Object.entries(unzipSync(new Uint8Array(await answer.arrayBuffer())))
      .filter(([name]) => name.endsWith('.toml'))
      .map(([, content]) => Buffer.from(content).toString());
    return /mod_token\s*=\s*["'](.+?)["']/.exec(file ?? '')?.[1] ?? '';
  }

  async function mod(node: ServerNode, name: string): Promise<Somebody> {
    const somebody = await Somebody.at(node, `/ws/mod/${raceId}`);
    somebody.say({ type: 'auth', mod_token: tokens.get(name) });
    await somebody.told({ type: 'auth_ok' });
    return somebody;
  }

  async function spectator(node: ServerNode): Promise<Somebody> {
    const somebody = await Somebody.at(node, `/ws/race/${raceId}`);
    await somebody.told({ type: 'race_state' });
    return somebody;
  }

  /** The last standings that they were told. */
  function standings(somebody: Somebody): (Participant & { readonly name: string })[] {
    const last = somebody.all('leaderboard_update').at(-1)?.participants as Participant[] | undefined;
    return (last ?? []).map((each) => ({ ...each, name: each.username.split('-')[0] ?? '' }));
  }

  /** Who is connected by them, by first name. */
  const connected = (somebody: Somebody) =>
    standings(somebody)
      .filter((each) => each.mod_connected)
      .map(({ name }) => name);

  /** How everybody stands by them, by first name. */
  const statuses = (somebody: Somebody): Record<string, string> =>
    Object.fromEntries(standings(somebody).map(({ name, status }) => [name, status]));

  const told = (somebody: Somebody) => somebody.frames.filter(({ type }) => /update|change/.test(type));

  it('has one order for all who watch', async () => {
    const [ana, bo] = [await mod(one, 'Ana'), await mod(two, 'Bo')];
    const watchers = [await spectator(one), await spectator(two)];
    for (const each of watchers) await each.told({ type: 'spectator_count', count: 2 });
    expect((await two.post(`/api/races/${raceId}/start`, {}, organizer)).status).to.equal(200);
    for (const each of [ana, bo]) await each.told({ type: 'race_start' });
    for (let second = 1; second <= 50; second += 1) {
      ana.say({ type: 'status_update', igt_ms: second * 1_000 });
      bo.say({ type: 'status_update', igt_ms: second * 1_001 });
    }
    for (const each of [ana, bo]) each.say({ type: 'finished', igt_ms: 60_000 });
    expect((await one.post(`/api/races/${raceId}/finish`, {}, organizer)).status).to.equal(200);
    for (const each of [ana, bo, ...watchers])
      await each.told({ type: 'race_status_change', status: 'finished' });
    const [first, second] = watchers.map(told);
    expect(first).to.have.length.above(50);
    expect(second).to.deep.equal(first?.slice(-(second?.length ?? 0)));
    for (const each of [ana, bo]) {
      expect(told(each).slice(-(second?.length ?? 0))).to.deep.equal(second);
      expect(each.all('race_start')).to.have.length(1);
    }
  });

  it('lets a connection on another node take over', async () => {
    const before = await mod(one, 'Ana');
    const watching = await spectator(two);
    const now = await mod(two, 'Ana');
    expect(await before.end()).to.equal('4009 Replaced by a newer connection');
    now.say({ type: 'ready' });
    await watching.told({ type: 'leaderboard_update' });
    await now.told({ type: 'leaderboard_update' });
    expect(connected(now)).to.deep.equal(['Ana']);
  });

  it('is told of alike by every node, also to those who ask for the head alone', async () => {
    await mod(one, 'Ana');
    const answers = [];
    for (const node of [one, two]) {
      for (const method of ['GET', 'HEAD']) {
        const { status, headers } = await fetch(`${node.url}/api/races/${raceId}`, { method });
        answers.push([status, headers.get('content-type'), headers.get('content-length')].join());
      }
    }
    expect(new Set(answers), answers.join(' ')).to.have.property('size', 1);
  });

  it('shows the runners of a node that was killed as disconnected, and goes on', async () => {
    const ana = await mod(one, 'Ana');
    const bo = await mod(two, 'Bo');
    const watching = await spectator(two);
    await one.post(`/api/races/${raceId}/start`, {}, organizer);
    await bo.told({ type: 'race_start' });
    const from = performance.now();
    await one.signal('SIGKILL');
    await ana.end();
    await until('Bo alone', () => connected(bo).join() === 'Bo' && connected(watching).join() === 'Bo');
    console.log(`      # disconnected for all after ${Math.round(performance.now() - from)} ms`);
    bo.say({ type: 'status_update', igt_ms: 5_000 });
    const seen = await watching.told({ type: 'leaderboard_update' });
    expect(seen).to.have.property('participants');
    expect(bo.all('race_start')).to.have.length(1);
    expect(bo.all('error')).to.deep.equal([]);
    await mod(two, 'Ana');
    await until('both', () => connected(watching).length === 2);
  });

  it('tells everybody of what a runner said to a node that slept, and from which another had taken over', async () => {
    const [ana, bo, cy] = [await mod(one, 'Ana'), await mod(two, 'Bo'), await mod(two, 'Cy')];
    const watching = await spectator(two);
    await two.post(`/api/races/${raceId}/start`, {}, organizer);
    for (const each of [ana, bo, cy]) await each.told({ type: 'race_start' });
    for (const each of [bo, cy]) each.say({ type: 'finished', igt_ms: 60_000 });
    await until('both at the finish', () => {
      const { Bo, Cy } = statuses(watching);
      return Bo === 'finished' && Cy === 'finished';
    });
    await one.signal('SIGSTOP');
    ana.say({ type: 'finished', igt_ms: 61_000 });
    await until('the other node alone', () => connected(watching).join() === 'Bo,Cy');
    await one.signal('SIGCONT');
    for (const each of [ana, bo, cy, watching])
      await each.told({ type: 'race_status_change', status: 'finished' }, 5_000);
    for (const each of [ana, bo, cy, watching])
      expect(each.all('race_status_change').filter(({ status }) => status === 'finished')).to.have.length(1);
  });

  it('counts what a runner said whose way led to a node that was killed, and who hung up before another had taken over', async () => {
    await mod(one, 'Ana');
    const bo = await mod(two, 'Bo');
    const watching = await spectator(two);
    await one.post(`/api/races/${raceId}/start`, {}, organizer);
    await bo.told({ type: 'race_start' });
    await one.signal('SIGKILL');
    bo.say({ type: 'finished', igt_ms: 60_000 });
    bo.socket.close();
    await until('nobody there', () => standings(watching).length > 0 && connected(watching).length === 0);
    expect(statuses(watching)).to.deep.equal({ Ana: 'registered', Bo: 'finished', Cy: 'registered' });
  });

  it('counts what a runner said to a node that slept, and from which another had taken over, before they hung up', async () => {
    const ana = await mod(one, 'Ana');
    const watching = await spectator(two);
    await two.post(`/api/races/${raceId}/start`, {}, organizer);
    await ana.told({ type: 'race_start' });
    await one.signal('SIGSTOP');
    ana.say({ type: 'finished', igt_ms: 61_000 });
    ana.socket.close();
    await until('nobody there', () => standings(watching).length > 0 && connected(watching).length === 0);
    await one.signal('SIGCONT');
    await until('Ana at the finish', () => statuses(watching).Ana === 'finished');
    await until('nobody there', () => connected(watching).length === 0);
  });
});

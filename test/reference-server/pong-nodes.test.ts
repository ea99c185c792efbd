import { afterEach, beforeEach, describe, it } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { expect } from 'chai';
import { OwnNodes } from './nodes/own-nodes';
import { type ServerNode, withoutRedis } from './nodes/server-nodes';
import { type Frame, Somebody } from './nodes/somebody';

describe('pong on two nodes', { skip: withoutRedis, concurrency: 1 }, () => {
  const nodes = OwnNodes.forSuite({ count: 2, joinedBy: 'Redis', environment: { PONG_SEED: 'nodes' } });
  let one: ServerNode;
  let two: ServerNode;
  let rooms = 0;
  let code: string;

  beforeEach(async () => {
    rooms += 1;
    code = `ROOM-${rooms}`;
    for (const node of [nodes.one, nodes.two]) if (!nodes.alive.includes(node)) await nodes.revive(node);
    ({ one, two } = nodes);
  });

  afterEach(() => {
    expect(nodes.errors).to.deep.equal([]);
  });

  const enter = (node: ServerNode) => Somebody.at(node, `/ws/game/${code}/`);

  async function join(node: ServerNode, role = 'player'): Promise<Somebody> {
    const somebody = await enter(node);
    somebody.say({ type: 'join_game', role });
    await somebody.told({ type: role === 'player' ? 'joined_as_player' : 'joined_as_observer' });
    return somebody;
  }

  async function inPlay(ana: Somebody, bo: Somebody): Promise<void> {
    for (const player of [ana, bo]) player.say({ type: 'player_ready' });
    for (const player of [ana, bo]) await player.told({ type: 'status_change', status: 'playing' });
  }

  /** Ana on the first node, which serves the room as she comes first, and Bo on the second, with that limit. */
  async function game(pointsLimit = 5): Promise<{ ana: Somebody; bo: Somebody }> {
    const ana = await enter(one);
    ana.say({ type: 'create_room', points_limit: pointsLimit });
    ana.say({ type: 'join_game' });
    await ana.told({ type: 'joined_as_player', player_num: 1 });
    const bo = await join(two);
    await inPlay(ana, bo);
    return { ana, bo };
  }

  async function hook(node: ServerNode, act: string, body: object = {}): Promise<void> {
    const answer = await node.post(`/test/pong/rooms/${code}/${act}`, body);
    expect(answer.status, JSON.stringify(answer.body)).to.equal(200);
  }

  async function record(): Promise<Record<string, unknown>[]> {
    const sql = 'SELECT score_p1, score_p2, winner FROM pong_matches WHERE room_code = $1';
    const { rows } = await (await nodes.record()).query(sql, [code]);
    return rows;
  }

  it('is one game for players and observers wherever they are, recorded once', async () => {
    const { ana, bo } = await game(3);
    const observers = await Promise.all([join(one, 'observer'), join(two, 'observer')]);
    await hook(two, 'hold');
    await hook(two, 'step', { ticks: 20_000 });
    const over = await Promise.all([ana, bo, ...observers].map((each) => each.told({ type: 'game_over' })));
    for (const frame of over) expect(frame).to.deep.equal(over[0]);
    expect(bo.all('game_update')).to.deep.equal(ana.all('game_update'));
    for (const observer of observers) {
      const seen = observer.all('game_update');
      expect(seen).to.deep.equal(ana.all('game_update').slice(-seen.length));
    }
    expect(await record()).to.have.length(1);
  });

  it('moves the paddle of a player on another node, and refuses observers there', async () => {
    const { bo } = await game();
    const cy = await join(two, 'observer');
    bo.say({ type: 'move_paddle', direction: 'up' });
    await bo.told({ type: 'game_update', p2_y: 47 });
    cy.say({ type: 'move_paddle', direction: 'up' });
    expect(await cy.told({ type: 'error' })).to.include({ message: 'Observers cannot play' });
  });

  it('goes on with the score on another node when the one that served it is killed', async () => {
    const { bo } = await game();
    await hook(one, 'hold');
    await hook(one, 'arrange', { score: [3, 2] });
    await hook(one, 'step', { ticks: 6 });
    await bo.told({ type: 'game_update', score_p1: 3 });
    const from = performance.now();
    await one.signal('SIGKILL');
    await bo.told({ type: 'player_disconnected', player_num: 1 });
    await bo.told({ type: 'status_change', status: 'waiting_for_opponent' });
    const took = performance.now() - from;
    console.log(`      # taken over after ${Math.round(took)} ms`);
    expect(took).to.be.below(10_000); // some two seconds
    const di = await join(two);
    await hook(two, 'release');
    await inPlay(di, bo);
    expect(await bo.told({ type: 'game_update' })).to.include({ score_p1: 3, score_p2: 2 });
  });

  it('does not stand still when a node dies that had no player of the game', async () => {
    const cy = await join(one, 'observer');
    const [ana, bo] = [await join(two), await join(two)];
    await inPlay(ana, bo);
    await one.signal('SIGKILL');
    await cy.end();
    await pause(300);
    const before = ana.all('game_update').length;
    for (const deadline = Date.now() + 20_000; ana.all('game_update').length < before + 30; await pause(20))
      expect(Date.now()).to.be.below(deadline);
    expect(ana.all('status_change').at(-1)).to.include({ status: 'playing' });
    expect(ana.all('player_disconnected')).to.deep.equal([]);
    expect(bo.all('game_update').length).to.be.closeTo(ana.all('game_update').length, 10);
  });

  it('is handed over at once by a node that is told to stop', async () => {
    const { ana, bo } = await game();
    const from = performance.now();
    const [end] = await Promise.all([ana.end(), one.signal('SIGTERM')]);
    expect(end).to.equal('1001 Server is shutting down');
    await bo.told({ type: 'player_disconnected', player_num: 1 });
    console.log(`      # handed over after ${Math.round(performance.now() - from)} ms`);
    expect(performance.now() - from).to.be.below(1_500);
  });

  it('is played by one node only, when the one that served it slept and wakes up', async () => {
    const { ana, bo } = await game();
    const cy = await join(two, 'observer');
    await one.signal('SIGSTOP');
    await bo.told({ type: 'player_disconnected', player_num: 1 });
    const atPause = bo.frames.length;
    await one.signal('SIGCONT');
    const di = await join(two);
    await inPlay(di, bo);
    for (let update = 0; update < 30; update += 1) await bo.told({ type: 'game_update' });
    expect(bo.frames.slice(atPause).map(({ type }) => type)).not.to.include('error');
    const last = bo.all('game_update').slice(-20);
    while (!inStep(last, cy.all('game_update'))) await cy.told({ type: 'game_update' });
    // Ana's socket never closed: she is back as somebody who joins.
    await ana.told({ type: 'joined_as_observer' });
  });

  it('goes on without a gap when Redis is restarted', async () => {
    const { ana, bo } = await game(1);
    const cy = await join(two, 'observer');
    await nodes.redis.stop();
    await pause(300);
    await nodes.redis.start();
    await cy.told({ type: 'game_over' }, 15_000);
    // Each node tells its own at its own time.
    for (const one of [ana, bo]) await one.told({ type: 'status_change', status: 'finished' });
    const seen = bo.all('game_update');
    expect(seen).to.deep.equal(ana.all('game_update').slice(-seen.length));
    expect(ana.all('status_change').map(({ status }) => status)).to.deep.equal([
      'waiting_for_opponent',
      'waiting_for_ready',
      'playing',
      'playing',
      'finished',
    ]);
    expect(await record()).to.have.length(1);
  });

  it('stands still while Redis is away, answers newcomers with an error, and goes on afterwards', async () => {
    const { ana, bo } = await game();
    const health = async () => (await fetch(`${two.url}/health`)).status;
    expect(await health()).to.equal(200);
    await nodes.redis.stop();
    await ana.told({ type: 'status_change', status: 'waiting_for_ready' }, 8_000);
    expect(await health()).to.equal(503);
    const newcomer = await enter(two);
    newcomer.say({ type: 'join_game' });
    expect(await newcomer.told({ type: 'error' })).to.include({ message: 'Room cannot be reached' });
    expect(await newcomer.end()).to.equal('1013 Try again later');
    expect(await bo.end(8_000)).to.equal('1013 Try again later');
    await nodes.redis.start();
    await ana.told({ type: 'player_disconnected', player_num: 2 });
    const di = await join(two);
    await inPlay(ana, di);
    await di.told({ type: 'game_update' });
    expect(await health()).to.equal(200);
  });

  it('loses no frame while twenty rooms close', async () => {
    const { ana, bo } = await game();
    const others: Somebody[] = [];
    for (let room = 0; room < 20; room += 1) {
      const node = room % 2 === 0 ? one : two;
      const somebody = await Somebody.at(node, `/ws/game/OTHER-${room}/`);
      somebody.say({ type: 'join_game' });
      others.push(somebody);
    }
    await Promise.all(others.map((each) => each.told({ type: 'status_change' })));
    for (const each of others) each.socket.close();
    await hook(one, 'hold');
    await bo.told({ type: 'game_update' });
    await hook(one, 'step', { ticks: 1 });
    await pause(100);
    expect(bo.all('game_update')).to.deep.equal(ana.all('game_update'));
  });

  it('is played on in the same room by those who come back after all nodes were restarted', async () => {
    const before = await game();
    await before.bo.told({ type: 'game_update' });
    await Promise.all([one, two].map((node) => node.signal('SIGKILL')));
    await Promise.all([before.ana, before.bo].map((player) => player.end()));
    [one, two] = await Promise.all([nodes.revive(one), nodes.revive(two)]);
    const ana = await join(one);
    await ana.told({ type: 'status_change', status: 'waiting_for_opponent' });
    const bo = await join(two);
    for (const player of [ana, bo]) await player.told({ type: 'status_change', status: 'waiting_for_ready' });
    await inPlay(ana, bo);
    for (const player of [ana, bo]) await player.told({ type: 'game_update' });
  });
});

/** True if the first sequence is somewhere in the second, in one piece. */
function inStep(part: Frame[], whole: Frame[]): boolean {
  const [short, long] = [part, whole].map((frames) =>
    frames.map((frame) => JSON.stringify(frame)).join('\n'),
  );
  return long?.includes(short ?? '') ?? false;
}

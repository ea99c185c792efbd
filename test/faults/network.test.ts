import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { expect } from 'chai';
import { noUnexplainedTrouble } from '../../support/checkers/trouble';
import { Network } from '../../support/faults/network/network';
import { leftForGood, resourcesInUse } from '../../support/leftovers';
import { closedByTheServer, theEndOf } from '../../support/players/connection-expectations';
import { tell } from '../../support/players/expectation';
import type { Player } from '../../support/players/player';
import { PlayerPool } from '../../support/players/pool';
import { rowsOf } from '../../support/reporting/timeline/rows';
import { FaultyServer } from '../players/faulty-server';
import { news, numbered } from '../players/news';
import { connect, failure, seat } from '../players/scene';

const told = ({ journal }: Player) => journal.entries.map(tell);

describe('The network of a scenario', () => {
  let server: FaultyServer;
  let network: Network;
  let pool: PlayerPool;
  let resources: ReadonlyMap<string, number>;

  beforeEach(async () => {
    server = await FaultyServer.open();
    resources = resourcesInUse();
    network = new Network();
    network.hold();
    pool = new PlayerPool(1, network);
  });

  afterEach(async () => {
    network.settle();
    await pool.retire();
    await network.end();
    await server.close();
    expect(noUnexplainedTrouble({ players: pool.all(), secrets: pool.secrets })).to.deep.equal([]);
    // The server's own sockets are of this process as well.
    expect(await leftForGood(resources)).to.deep.equal([]);
  });

  it('notes what it does in the journal of whom it does it to', async () => {
    const { player, guest } = await seat(server, 'Bo', pool);
    network.slow(player);
    network.narrow(player);
    network.silence(player, 'from the server');
    guest.says(numbered(1));
    network.recover(player);
    await player.sees(news(1));
    network.reset(player);
    await player.sees(theEndOf(1));
    expect(told(player)).to.deep.equal([
      '#0 connecting (play)',
      '#1 <- opened',
      '#2 ~~ network becomes slow 20 to 40 ms',
      '#3 ~~ network becomes narrow 128 kB/s',
      '#4 ~~ network goes silent from the server',
      '#5 ~~ network recovers',
      '#6 <- news 1',
      '#7 ~~ network is reset',
      '#8 <- closed 1006',
    ]);
  });

  it('is drawn on the timeline', async () => {
    const { player } = await seat(server, 'Bo', pool);
    network.silence(player, 'both ways');
    const rows = rowsOf(pool.all()).map(({ shape, word, telling }) => [shape, word, telling]);
    expect(rows.at(-1)).to.deep.equal(['network', 'network goes silent', 'both ways']);
  });

  it('makes those late whom chance has drawn, for as long as nobody mends it', async () => {
    const drawn = [true, false];
    network = new Network(
      () => 40,
      () => drawn.shift() === true,
    );
    const late = new PlayerPool(1, network);
    const [ana, bo] = [await seat(server, 'Ana', late), await seat(server, 'Bo', late)];
    const began = performance.now();
    ana.guest.says(numbered(1));
    await ana.player.sees(news(1));
    expect(performance.now() - began, 'milliseconds for one way').to.be.at.least(40);
    expect(told(ana.player)).to.include('#1 ~~ network is late 40 ms each way');
    expect(told(bo.player).join()).not.to.include('late');
    network.recover(ana.player);
    await late.retire();
  });

  it('makes late, too, what they ask over HTTP, and what they are answered', async () => {
    const drawn = [true, false];
    network = new Network(
      () => 40,
      () => drawn.shift() === true,
    );
    const late = new PlayerPool(1, network);
    const answers = createServer((_, response) => response.end('{}'));
    await once(answers.listen(0, '127.0.0.1'), 'listening');
    const { port } = answers.address() as AddressInfo;
    const url = new URL(`http://127.0.0.1:${port}/`);
    const ana = late.add('Ana', 'player');
    const took = async (player: Player) => {
      const began = performance.now();
      const request = { method: 'GET', url, channel: 'page' } as const;
      const { status } = await player.ask({ kind: 'looks' }, request, () => ({ kind: 'is shown' }));
      expect(status).to.equal(200);
      return performance.now() - began;
    };
    try {
      expect(await took(ana), 'milliseconds for both ways').to.be.at.least(80);
      expect(told(ana)).to.deep.equal([
        '#0 -> looks',
        '#1 ~~ network is late 40 ms each way',
        '#2 <- is shown',
      ]);
      const bo = late.add('Bo', 'player');
      await took(bo);
      expect(network.clientOf(bo), 'a client of the own of Bo, whose line is not late').to.equal(undefined);
      expect(network.clientOf(ana)).to.equal(network.clientOf(ana));
      network.settle();
      await took(ana);
    } finally {
      await late.retire();
      await network.end();
      answers.close();
    }
  });

  it('leaves the straight way to everybody where nobody is late and nothing is held', async () => {
    const { player } = await seat(server, 'Ana', new PlayerPool(1));
    expect(new Network().wayOf(player)).to.equal(undefined);
    expect(new Network().clientOf(player)).to.equal(undefined);
    await player.leave();
  });

  it('does nothing to those whose connections it does not hold, and says so', async () => {
    const elsewhere = new PlayerPool(1);
    const { player } = await seat(server, 'Ana', elsewhere);
    expect(await failure(() => network.reset(player), 'Error')).to.equal(
      "The network between Ana and the server is not under the scenario's hand: tag it @network.",
    );
    await elsewhere.retire();
  });

  it('lets a player be reached only over a line that passes both ways', async () => {
    const { player } = await seat(server, 'Ana', pool);
    expect(player.isReachable).to.equal(true);
    network.silence(player, 'to the server');
    expect([player.isConnected, player.isReachable]).to.deep.equal([true, false]);
    await connect(server, player);
    expect(player.isReachable, 'over a second connection').to.equal(true);
  });

  it('cuts a connection after what the server has said', async () => {
    const { player, guest } = await seat(server, 'Ana', pool);
    guest.says(numbered(1, 2, 3));
    await network.cut(player);
    await player.sees(theEndOf(1));
    expect(told(player).slice(-4)).to.deep.equal([
      '#3 <- news 1',
      '#4 <- news 2',
      '#5 <- news 3',
      '#6 <- closed 1006',
    ]);
  });

  it('breaks a connection in the middle of the next message, which is not heard', async () => {
    const { player, guest } = await seat(server, 'Ana', pool);
    player.send({ kind: 'says' }, 'a message that is heard');
    await player.isHeard();
    network.breakInNextMessage(player, 'to the server');
    player.send({ kind: 'says' }, 'a message that is broken');
    await player.sees(theEndOf(1));
    await guest.isGone();
    expect(guest.heard).to.deep.equal(['a message that is heard']);
  });

  it('breaks a connection in the middle of the next message of the server', async () => {
    const { player, guest } = await seat(server, 'Ana', pool);
    network.breakInNextMessage(player, 'from the server');
    guest.says(numbered(1));
    await player.sees(theEndOf(1));
    expect(told(player).slice(-1)).to.deep.equal(['#3 <- closed 1006']);
  });

  it('explains no end but the one it has brought about', async () => {
    const { player, guest } = await seat(server, 'Ana', pool);
    network.slow(player);
    guest.closes(4009, 'Replaced');
    const end = await player.sees(theEndOf(1));
    expect(end.kind).to.equal('connection');
    await player.sees(closedByTheServer(1, 4009));
  });

  it('is slow for connections still to come as well', async () => {
    const { player } = await seat(server, 'Ana', pool);
    network.slow(player);
    const begun = performance.now();
    await connect(server, player);
    expect(performance.now() - begun, 'milliseconds for two ways').to.be.at.least(40);
  });

  it('that is silent to the last is lost, and nobody waits for it', async () => {
    const { player } = await seat(server, 'Ana', pool);
    network.silence(player, 'both ways');
    network.settle();
    await player.sees(theEndOf(1));
    expect(told(player).slice(-2)).to.deep.equal([
      '#2 ~~ network goes silent both ways',
      '#3 <- closed 1006',
    ]);
  });
});

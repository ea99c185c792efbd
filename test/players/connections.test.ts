import { describe, it } from 'node:test';
import { expect } from 'chai';
import { leavesNothingOpen } from '../../support/checkers/clean-ending';
import { noUnexplainedTrouble } from '../../support/checkers/trouble';
import {
  closedByTheServer,
  opened,
  refusedAtTheDoor,
  theEndOf,
} from '../../support/players/connection-expectations';
import { tell } from '../../support/players/expectation';
import type { Door, Player } from '../../support/players/player';
import type { PlayerPool } from '../../support/players/pool';
import type { Handshake } from './faulty-server';
import { news, numbered } from './news';
import { connect, failure, hurried, lines, seat, serverFor, unhurried, written } from './scene';

const told = ({ journal }: Player) => journal.entries.map(tell);
const scenarioOf = (pool: PlayerPool) => ({ players: pool.all(), secrets: pool.secrets });

describe('a refusal at the door', () => {
  it('is no server that is not there, whatever its port', async () => {
    const ana = hurried().add('Ana', 'runner');
    const message = 'connect ECONNREFUSED 127.0.0.1:40412';
    const failed = { kind: 'failed', message, telling: message, trouble: true } as const;
    ana.journal.append({ kind: 'connection', connection: 0, event: failed });
    const closed = { kind: 'closed', code: 1006, reason: '', by: 'server', telling: '1006' } as const;
    ana.journal.append({ kind: 'connection', connection: 0, event: closed });
    expect(await failure(refusedAtTheDoor(ana, 404))).to.include('Ana waited 0.1 s for the server to refuse');
  });
});

describe('the end of a connection', () => {
  const at = serverFor();

  it('by the server is what was expected: connection, code and reason', async () => {
    const { pool, player, guest } = await seat(at.server);
    guest.closes(4009, 'Replaced');
    await player.sees(closedByTheServer(1, 4009, 'Replaced'));
    await player.sees(closedByTheServer(1, 4009));
    expect(noUnexplainedTrouble(scenarioOf(pool))).to.deep.equal([]);
  });

  it('that never comes is told', async () => {
    const { player } = await seat(at.server, 'Ana', hurried());
    expect(await failure(player.sees(closedByTheServer(1, 4009, 'Replaced')))).to.equal(
      lines(
        'Ana waited 0.1 s for the server to close the connection (4009 Replaced), in vain.',
        'No frame has come since then.',
        "Last in Ana's journal:",
        '  #0 connecting (play)',
        '  #1 <- opened',
      ),
    );
  });

  for (const [wrong, close, reason] of [
    ['another code', [4001, 'Replaced'], 'close code: expected 4001 to equal 4009'],
    ['another reason', [4009, 'Why not'], "reason: expected 'Why not' to equal 'Replaced'"],
  ] as const) {
    it(`with ${wrong} is told with both`, async () => {
      const { player, guest } = await seat(at.server, 'Ana', hurried());
      const [code, said] = close;
      guest.closes(code, said);
      await written(player, 3);
      const [, , nearest] = (await failure(player.sees(closedByTheServer(1, 4009, 'Replaced')))).split('\n');
      expect(nearest).to.equal(`  #2 <- closed ${close.join(' ')}: ${reason}`);
    });
  }

  it('on another connection is told with its number', async () => {
    const { player, guest } = await seat(at.server, 'Ana', hurried());
    await connect(at.server, player);
    guest.closes(4009, 'Replaced');
    await written(player, 5);
    expect(await failure(player.sees(closedByTheServer(2, 4009)))).to.equal(
      lines(
        'Ana waited 0.1 s for the server to close the connection (4009), in vain.',
        'Nearest since then:',
        '  #4 <- closed 4009 Replaced: number of the connection: expected 1 to equal 2',
        "Last in Ana's journal:",
        '  #0 connecting (play)',
        '  #1 <- opened',
        '  #2 connecting (play)',
        '  #3 <- opened',
        '  #4 <- closed 4009 Replaced',
      ),
    );
  });

  it("by the player is not the server's", async () => {
    const { player } = await seat(at.server, 'Ana', hurried());
    await player.leave();
    const [, , nearest] = (await failure(player.sees(closedByTheServer(1, 1000)))).split('\n');
    expect(nearest).to.equal("  #2 -> closed 1000: who closed: expected 'player' to equal 'server'");
    await player.sees(theEndOf(1));
  });

  it("by the server in the moment when the player leaves is the server's, and trouble", async () => {
    const { pool, player, guest } = await seat(at.server);
    guest.closes(1011, 'out of order');
    await player.leave();
    expect(noUnexplainedTrouble(scenarioOf(pool))).to.deep.equal([
      'Ana met with trouble that no step asked for: #2 <- closed 1011 out of order',
    ]);
  });

  it('of one connection is not that of another', async () => {
    const { player } = await seat(at.server, 'Ana', hurried());
    await connect(at.server, player);
    await player.leave();
    expect(player.connection).to.equal(1);
    const [first, , nearest] = (await failure(player.sees(theEndOf(1)))).split('\n');
    expect(first).to.equal('Ana waited 0.1 s for the end of the connection, in vain.');
    expect(nearest).to.equal('  #4 -> closed 1000: number of the connection: expected 2 to equal 1');
  });

  for (const [how, end] of [
    ['drops it', 'drops'],
    ['resets it', 'resets'],
  ] as const) {
    it(`by a server that ${how} is trouble`, async () => {
      const { pool, player, guest } = await seat(at.server);
      guest[end]();
      await player.sees(theEndOf(1));
      expect(told(player).at(-1)).to.equal('#2 <- closed 1006');
      expect(player.openConnections).to.equal(0);
      const another = await seat(at.server, 'Bo', pool);
      another.guest[end]();
      await written(another.player, 3);
      expect(noUnexplainedTrouble(scenarioOf(pool))).to.deep.equal([
        'Bo met with trouble that no step asked for: #2 <- closed 1006',
      ]);
    });
  }

  it("is not the server's when the player is cut off", async () => {
    const { pool, player } = await seat(at.server);
    await player.isCutOff();
    expect(told(player).at(-1)).to.equal('#2 -> closed 1006');
    expect(noUnexplainedTrouble(scenarioOf(pool))).to.deep.equal([]);
  });
});

describe('a handshake', () => {
  const at = serverFor();
  const attempt = async (handshake: Handshake) => {
    at.server.handshake = handshake;
    const pool = hurried();
    const player = pool.add('Ana', 'runner');
    const connection = player.connect(at.server.door);
    if (handshake !== 'silence') await written(player, 3);
    const message = await failure(player.sees(opened(connection)));
    return { pool, player, message };
  };

  it('that is refused is told with the answer', async () => {
    const { message, pool, player } = await attempt('refuse');
    expect(message).to.equal(
      lines(
        'Ana waited 0.1 s for the connection to open, in vain.',
        'No frame has come since then.',
        "Last in Ana's journal:",
        '  #0 connecting (play)',
        '  #1 <- failed Unexpected server response: 404',
        '  #2 <- closed 1006',
      ),
    );
    expect(noUnexplainedTrouble(scenarioOf(pool))).to.deep.equal([
      'Ana met with trouble that no step asked for: #1 <- failed Unexpected server response: 404',
      'Ana met with trouble that no step asked for: #2 <- closed 1006',
    ]);
    expect(player.journal.entries[1]).to.include({
      raw: 'HTTP/1.1 404 Not Found\r\nX-Why: full\r\nContent-Length: 7\r\n\r\nno room',
    });
  });

  it('leaves in the journal what the server answered', async () => {
    at.server.handshake = 'welcome';
    const { player, pool } = await seat(at.server);
    await pool.retire();
    const entry = player.journal.entries[1];
    expect(entry).to.deep.include({ kind: 'connection', event: { kind: 'opened' } });
    expect(entry && 'raw' in entry && entry.raw).to.match(/^HTTP\/1\.1 101 .*\r\nUpgrade: websocket\r\n/);
  });

  for (const [handshake, what] of [
    ['drop', 'socket hang up'],
    ['reset', 'read ECONNRESET'],
  ] as const) {
    it(`that ends in the middle (${handshake}) is told with the reason`, async () => {
      const { player } = await attempt(handshake);
      expect(told(player).slice(1, 3)).to.deep.equal([`#1 <- failed ${what}`, '#2 <- closed 1006']);
    });
  }

  it('that nobody answers ends with the scenario, and is no trouble of its own', async () => {
    const { pool, player, message } = await attempt('silence');
    expect(message).to.match(/^Ana waited 0.1 s for the connection to open, in vain\./);
    expect(player.openConnections).to.equal(1);
    await pool.retire();
    expect(leavesNothingOpen(scenarioOf(pool))).to.deep.equal([]);
    expect(noUnexplainedTrouble(scenarioOf(pool))).to.deep.equal([]);
  });

  it('with nobody there is told with the address', async () => {
    const player = hurried().add('Ana', 'runner');
    player.connect({ ...at.server.door, address: 'ws://127.0.0.1:1/' });
    await written(player, 3);
    expect(told(player)).to.deep.equal([
      '#0 connecting (play)',
      '#1 <- failed connect ECONNREFUSED 127.0.0.1:1',
      '#2 <- closed 1006',
    ]);
  });
});

describe('the end of a scenario', () => {
  const at = serverFor();

  it('ends every connection', async () => {
    const { pool, player } = await seat(at.server);
    await connect(at.server, player);
    await seat(at.server, 'Bo', pool);
    await pool.retire();
    expect(leavesNothingOpen(scenarioOf(pool))).to.deep.equal([]);
    expect(noUnexplainedTrouble(scenarioOf(pool))).to.deep.equal([]);
    expect(told(player).slice(-2).toSorted()).to.deep.equal(['#4 -> closed 1000', '#5 -> closed 1000']);
  });

  it('ends a connection by force where the server never answers the close', async () => {
    const { pool, player, guest } = await seat(at.server, 'Ana', hurried());
    guest.goesDeaf();
    await pool.retire();
    expect(player.openConnections).to.equal(0);
    expect(leavesNothingOpen(scenarioOf(pool))).to.deep.equal([]);
    expect(told(player).at(-1)).to.equal('#3 -> closed 1006');
  });

  it('is not clean while a connection is open', async () => {
    const { pool, player } = await seat(at.server);
    await connect(at.server, player);
    await seat(at.server, 'Bo', pool);
    expect(leavesNothingOpen(scenarioOf(pool))).to.deep.equal([
      'Ana still has 2 open connections after the end.',
      'Bo still has one open connection after the end.',
    ]);
  });

  it('is not clean while a wait goes on that no step awaits', async () => {
    const { pool, player } = await seat(at.server, 'Ana', hurried());
    const forgotten = failure(player.sees(news(1)));
    await player.leave();
    expect(leavesNothingOpen(scenarioOf(pool))).to.deep.equal([
      'Ana still waits for something after the end: a step does not await it.',
    ]);
    await forgotten;
    expect(leavesNothingOpen(scenarioOf(pool))).to.deep.equal([]);
  });
});

describe("a dialect's decode", () => {
  const at = serverFor();

  for (const [what, decode, why] of [
    [
      'that throws',
      () => {
        throw new Error('no such word\nas that');
      },
      `(the dialect's decode threw "no such word"): hello`,
    ],
    ['that gives nothing', () => undefined, "(the dialect's decode gave no event): hello"],
  ] as const) {
    it(`${what} is told of as itself, and is trouble; the run goes on`, async () => {
      const pool = unhurried();
      const player = pool.add('Ana', 'runner');
      const door: Door = { ...at.server.door, decode: decode as unknown as Door['decode'] };
      const guest = await connect(at.server, player, door);
      guest.saysText('hello');
      await written(player, 3);
      expect(told(player)[2]).to.equal(`#2 <- not decoded ${why}`);
      expect(noUnexplainedTrouble(scenarioOf(pool))).to.have.lengthOf(1);
      await player.leave();
    });
  }
});

describe('sending', () => {
  const at = serverFor();

  it('goes over the newest open connection, or the one that is named, and is in the journal', async () => {
    const { player, guest } = await seat(at.server);
    const second = await connect(at.server, player);
    player.send({ kind: 'waves' }, 'to the newest');
    player.send({ kind: 'waves' }, Buffer.from([1, 255]), 1);
    for (const connection of [2, 1]) {
      if (connection === 1) await player.leave();
      await player.isHeard();
    }
    expect(second.heard).to.deep.equal(['to the newest']);
    expect(guest.heard).to.have.lengthOf(1);
    expect(player.journal.entries.filter(({ kind }) => kind === 'sent')).to.deep.include.members([
      { ...player.journal.entries[5], kind: 'sent', connection: 1, raw: '(binary) 01ff' },
    ]);
  });

  it('before a connection is open, or after its end, says so', async () => {
    const { player } = await seat(at.server);
    const nobody = hurried().add('Bo', 'runner');
    expect(await failure(() => nobody.send({ kind: 'is ready' }, ''), 'Error')).to.equal(
      'Bo cannot send "is ready": no connection is open.',
    );
    await player.leave();
    expect(await failure(() => player.send({ kind: 'is ready' }, ''), 'Error')).to.equal(
      'Ana cannot send "is ready": no connection is open.',
    );
    expect(await failure(() => player.send({ kind: 'is ready' }, '', 7), 'Error')).to.equal(
      'Ana cannot send "is ready": no connection is open.',
    );
    expect(told(player)).to.have.lengthOf(3);
  });
});

describe('being heard', () => {
  const [honest, mute] = [serverFor(), serverFor({ answersPings: false })];

  it('means that the server has read everything sent before', async () => {
    const { player, guest } = await seat(honest.server);
    for (let number = 0; number < 100; number += 1) player.send({ kind: 'waves' }, `${number}`);
    await player.isHeard();
    expect(guest.heard).to.have.lengthOf(100);
    await player.isHeard();
  });

  it('by a server that gives no sign is told', async () => {
    const { player, guest } = await seat(mute.server, 'Ana', hurried());
    guest.says(numbered(1));
    await written(player, 3);
    expect(await failure(player.isHeard())).to.equal(
      lines(
        'Ana waited 0.1 s for a sign that the server has read everything, in vain.',
        'No frame has come since then.',
        "Last in Ana's journal:",
        '  #0 connecting (play)',
        '  #1 <- opened',
        '  #2 <- news 1',
      ),
    );
  });

  it('needs a connection', async () => {
    const player = hurried().add('Bo', 'runner');
    expect(await failure(player.isHeard(), 'Error')).to.equal(
      'Bo cannot be heard by the server: no connection is open.',
    );
  });
});

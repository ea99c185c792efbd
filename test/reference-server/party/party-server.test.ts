import { randomBytes } from 'node:crypto';
import { after, afterEach, before, beforeEach, describe, it } from 'node:test';
import { expect } from 'chai';
import { Client } from 'pg';
import { Cluster } from '../../../support/targets/embedded/cluster';
import { createDatabase } from '../../../support/targets/embedded/database';
import { AParty, told } from '../nodes/a-party';
import { ServerNode } from '../nodes/server-nodes';
import { type Frame, Somebody } from '../nodes/somebody';

const NAMES = ['thorin', 'elara', 'vex', 'gorm'] as const;
const EVER = '1970-01-01T00:00:00.000Z';
const narratives = (frames: readonly Frame[]) =>
  frames.filter(({ type }) => type === 'narrative').map(({ narrative }) => String(narrative));

/** The time of the last thing somebody was told that they will not be told again. */
function lastSeen({ frames }: Somebody): string {
  return String(
    frames.filter(({ timestamp, type }) => timestamp && type !== 'connected').at(-1)?.timestamp ?? EVER,
  );
}

describe('a party on one node', { concurrency: 1 }, () => {
  let cluster: Cluster;
  let database: string;
  let node: ServerNode;
  let party: AParty;

  before(async () => {
    cluster = await Cluster.launch();
    database = await createDatabase(await cluster.ready, 'party');
    node = await ServerNode.start({ DATABASE_URL: database, LOG_LEVEL: 'debug' });
  });

  after(async () => {
    await node.signal('SIGKILL');
    await cluster.stop();
  });

  beforeEach(async () => {
    party = await AParty.start(node);
  });

  afterEach(async () => {
    await party.ask(node, 'stop_party_mode').catch(() => {}); // it may be over
    expect(node.errors).to.deep.equal([]);
  });

  async function restart(signal: 'SIGKILL' | 'SIGTERM'): Promise<void> {
    await node.signal(signal);
    node = await ServerNode.start({ DATABASE_URL: database, LOG_LEVEL: 'debug' });
  }

  /** The player acts and is told that it was taken; gives its id. */
  async function act(player: Somebody, text: string): Promise<string> {
    player.say({ type: 'action', text });
    return String((await player.told({ type: 'action_status', status: 'pending' })).action_id);
  }

  /** Everybody is told that something happened, by the host's own word. */
  async function narrate(player: Somebody, text: string, more: object = {}): Promise<string> {
    await act(player, text);
    return party.answer(node, text, more);
  }

  /** A call with a token: status and body. */
  async function call(
    path: string,
    token?: string,
    body?: unknown,
  ): Promise<{ status: number; body: unknown }> {
    const answer = await fetch(node.url + path, {
      ...(token === undefined ? {} : { headers: { authorization: `Bearer ${token}` } }),
      ...(body === undefined
        ? {}
        : { method: 'POST', body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    const text = await answer.text();
    return { status: answer.status, body: text.startsWith('{') ? JSON.parse(text) : text };
  }

  it('replays exactly what was missed, wherever the line was cut, while the host goes on speaking', async () => {
    const thorin = await party.enter(node, 'thorin');
    const all: string[] = [];
    let isOver = false;
    const host = (async () => {
      for (let number = 0; number < 60; number += 1) {
        await narrate(thorin, `${number}`, { private_messages: { elara: `for Elara ${number}` } });
        all.push(`${number}`);
        if (number % 9 === 8) await node.post('/test/clock/advance', { milliseconds: 1_000 });
      }
      isOver = true;
    })();
    const heard: Frame[] = [];
    let since = EVER;
    for (let cut = 0; !isOver || heard.length === 0; cut += 1) {
      const elara = await Somebody.at(node, '/ws');
      elara.say({ type: 'auth', token: party.token('elara'), last_seen: since });
      // Cut before the answer, in the middle of the replay, at its end, and a little later.
      const frames = (async () => {
        for (let frame = 0; frame < (cut * 7) % 23; frame += 1) await elara.told({});
      })();
      await Promise.race([frames.catch(() => {}), host]);
      elara.socket.terminate();
      await elara.end();
      heard.push(...elara.frames.filter(({ type }) => type === 'narrative'));
      since = lastSeen(elara) === EVER ? since : lastSeen(elara);
    }
    await host;
    const back = await party.enter(node, 'elara', since);
    await back.told({ type: 'replay_end' });
    heard.push(...back.all('narrative'));
    expect(narratives(heard)).to.deep.equal(all);
    expect(heard.map((frame) => frame.private)).to.deep.equal(all.map((number) => `for Elara ${number}`));
  });

  it('tells the past before the present, and both once', async () => {
    const thorin = await party.enter(node, 'thorin');
    for (let number = 0; number < 5; number += 1) await narrate(thorin, `${number}`);
    const elara = await Somebody.at(node, '/ws');
    elara.say({ type: 'auth', token: party.token('elara'), last_seen: EVER });
    elara.say({ type: 'history_request', since: EVER });
    await narrate(thorin, 'meanwhile');
    await elara.told({ type: 'replay_end' });
    await elara.told({ type: 'replay_end' });
    await narrate(thorin, 'at last');
    await elara.told({ type: 'narrative', narrative: 'at last' });
    const ends = elara.frames.flatMap(({ type }, index) => (type === 'replay_end' ? [index] : []));
    const [first = 0, second = 0] = ends;
    const seen = (from: number, to: number) => narratives(elara.frames.slice(from, to));
    expect(seen(0, first).slice(0, 5)).to.deep.equal(['0', '1', '2', '3', '4']);
    expect(
      [...seen(0, first), ...seen(second, elara.frames.length)]
        .filter((text) => !seen(0, first).includes(text) || text.length === 1)
        .at(-1),
    ).to.equal('at last');
    const asked = Number(elara.frames[second]?.count);
    expect(told(elara.frames.slice(first, second)).slice(-asked)).to.have.length(asked);
  });

  it('counts what was replayed, and replays nothing where nothing was missed', async () => {
    const thorin = await party.enter(node, 'thorin');
    const at = await narrate(thorin, 'one');
    await narrate(thorin, 'two');
    const elara = await party.enter(node, 'elara', at);
    expect(await elara.told({ type: 'replay_end' })).to.deep.equal({ type: 'replay_end', count: 1 });
    const future = await party.enter(node, 'gorm', '2999-01-01T00:00:00.000Z');
    expect(await future.told({ type: 'replay_end' })).to.deep.equal({ type: 'replay_end', count: 0 });
    const without = await party.enter(node, 'vex');
    await narrate(thorin, 'three');
    await without.told({ type: 'narrative', narrative: 'three' });
    expect(without.all('replay_end')).to.deep.equal([]);
    expect(narratives(without.frames)).to.deep.equal(['three']);
  });

  it('lets in whose time cannot be read, and says so', async () => {
    const thorin = await party.enter(node, 'thorin', 'yesterday');
    expect((await thorin.told({ type: 'error' })).message).to.match(/^last_seen /);
    await narrate(thorin, 'still here');
    await thorin.told({ type: 'narrative', narrative: 'still here' });
    thorin.say({ type: 'history_request', since: 'whenever' });
    expect((await thorin.told({ type: 'error' })).message).to.match(/^since /);
  });

  it('gives strictly increasing times, however close things are', async () => {
    const people = await Promise.all(NAMES.map((name) => party.enter(node, name)));
    await Promise.all(people.map((player) => act(player, 'now')));
    for (let number = 0; number < 4; number += 1) await party.answer(node, `${number}`);
    const gorm = await party.enter(node, 'gorm', EVER);
    await gorm.told({ type: 'replay_end' });
    const times = gorm.frames
      .filter(({ type }) => type === 'narrative' || type === 'system')
      .map(({ timestamp }) => String(timestamp));
    expect(times).to.deep.equal([...new Set(times)].sort());
    expect(times.every((time) => new Date(time).toISOString() === time)).to.equal(true);
  });

  it('gives all connections of a player all that is theirs, and an answer to each alone', async () => {
    const [first, second] = [await party.enter(node, 'thorin'), await party.enter(node, 'thorin')];
    const elara = await party.enter(node, 'elara');
    await act(first, 'I listen');
    await second.told({ type: 'action_status', status: 'pending' });
    await party.answer(node, 'Steps.', { private_messages: { thorin: 'Yours.' } });
    for (const each of [first, second]) await each.told({ type: 'narrative', private: 'Yours.' });
    second.say({ type: 'history_request', since: EVER });
    await second.told({ type: 'replay_end' });
    first.socket.close();
    await narrate(second, 'on');
    await elara.told({ type: 'narrative', narrative: 'on' });
    second.socket.close();
    await elara.told({ type: 'system', content: 'Thorin has left.' });
    expect(first.all('replay_end')).to.deep.equal([]);
    expect(elara.all('action_status')).to.deep.equal([]);
    expect(elara.frames.filter(({ private: own }) => own)).to.deep.equal([]);
    expect(elara.all('system').map(({ content }) => content)).to.deep.equal([
      'Elara has joined.',
      'Thorin has left.',
    ]);
  });

  it('queues what four players do in one instant: each once, in one order, answered in turn', async () => {
    const people = await Promise.all(NAMES.map((name) => party.enter(node, name)));
    for (const [index, player] of people.entries())
      player.say({ type: 'action', text: `of ${NAMES[index]}` });
    const ids = await Promise.all(
      people.map(async (player) => String((await player.told({ type: 'action_status' })).action_id)),
    );
    expect(new Set(ids).size).to.equal(4);
    for (let count = 0; count < 4; count += 1) {
      const { action } = await party.ask(node, 'party_pop_action');
      const { action_id, player_id, text } = action as Record<string, string>;
      expect(text).to.equal(`of ${player_id}`);
      expect(action_id).to.equal(ids[NAMES.indexOf(player_id as (typeof NAMES)[number])]);
      await party.ask(node, 'party_resolve_action', { action_id, narrative: text });
    }
    expect(await party.ask(node, 'party_pop_action')).to.deep.equal({ action: null });
  });

  it('turns a kicked player out everywhere at once, also if they never answer, or come in that moment', async () => {
    const elara = await party.enter(node, 'elara');
    const deaf = await party.enter(node, 'thorin');
    deaf.socket.pause();
    const token = party.token('thorin');
    const coming = Array.from({ length: 12 }, async () => {
      const somebody = await Somebody.at(node, '/ws');
      somebody.say({ type: 'auth', token });
      return somebody;
    });
    await party.ask(node, 'party_kick_player', { player: 'thorin' });
    for (const somebody of await Promise.all(coming)) expect(await somebody.end()).to.match(/^400[38] /);
    expect((await call('/status')).body).to.deep.include({ total_connections: 1 });
    expect((await call('/action', token, { action: 'still here' })).status).to.equal(401);
    expect((await call('/character/thorin', token)).status).to.equal(401);
    expect((await call(`/play?token=${token}`)).status).to.equal(401);
    await elara.told({ type: 'system', content: 'Thorin was removed by the host.' });
    await narrate(elara, 'without Thorin');
    expect(narratives(deaf.frames)).to.deep.equal([]);

    await party.refresh(node, 'thorin');
    const back = await party.enter(node, 'thorin');
    await narrate(back, 'again');
    await elara.told({ type: 'narrative', narrative: 'again' });
  });

  it('closes what an old token has opened, and knows only the new one', async () => {
    for (const member of ['thorin', 'OBSERVER']) {
      const [there, old] = [await party.enter(node, member), party.token(member)];
      await party.refresh(node, member);
      expect(await there.end()).to.equal('4003 Token refreshed');
      expect((await call('/character/thorin', old)).status).to.equal(401);
      expect(await (await party.enter(node, member)).socket.readyState).to.equal(1);
    }
  });

  it('ends for all at once', async () => {
    const people = await Promise.all([...NAMES, 'OBSERVER'].map((name) => party.enter(node, name)));
    await party.ask(node, 'stop_party_mode');
    for (const each of people) expect(await each.end()).to.equal('1000 Session ended');
    expect((await call('/action', party.token('thorin'), { action: 'x' })).status).to.equal(401);
    expect((await call('/status')).body).to.deep.include({ total_connections: 0 });
  });

  for (const signal of ['SIGKILL', 'SIGTERM'] as const) {
    it(`has everything after ${signal} that it had acknowledged`, async () => {
      const thorin = await party.enter(node, 'thorin');
      const texts = Array.from({ length: 8 }, (_, number) => `${number}`);
      const ids: string[] = [];
      for (const text of texts) ids.push(await act(thorin, text));
      await party.answer(node, 'the first');
      await party.ask(node, 'party_pop_action'); // and not answered
      await party.ask(node, 'start_combat', { mode: 'turn_based' });
      await restart(signal);
      const back = await party.enter(node, 'thorin', EVER);
      await back.told({ type: 'replay_end' });
      expect(await back.told({ type: 'combat_state' })).to.deep.include({
        active: true,
        current_turn: 'vex',
      });
      const replayed = back.frames.slice(
        0,
        back.frames.findIndex(({ type }) => type === 'replay_end'),
      );
      expect(told(replayed)).to.deep.equal(['Thorin has joined.', 'the first', 'Thorin has left.']);
      for (const id of ids.slice(1)) {
        const { action } = await party.ask(node, 'party_pop_action');
        expect(action).to.deep.include({ action_id: id, player_id: 'thorin' });
      }
      expect(await party.ask(node, 'party_pop_action')).to.deep.equal({ action: null });
    });
  }

  it('loses nothing that was acknowledged and doubles nothing, whenever it is killed', async () => {
    for (const moment of [0, 3, 6]) {
      const people = await Promise.all(NAMES.map((name) => party.enter(node, name)));
      const acknowledged = () =>
        people.flatMap((player) => player.all('action_status').map(({ action_id }) => String(action_id)));
      for (let number = 0; number < 9; number += 1)
        for (const player of people) player.say({ type: 'action', text: `${number}` });
      while (acknowledged().length < moment) await people[0]?.told({ type: 'action_status' }).catch(() => {});
      await restart('SIGKILL');
      const popped: string[] = [];
      for (;;) {
        const { action } = await party.ask(node, 'party_pop_action');
        if (action === null) break;
        const { action_id } = action as { action_id: string };
        popped.push(action_id);
        await party.ask(node, 'party_resolve_action', { action_id, narrative: 'x' });
      }
      expect(new Set(popped).size).to.equal(popped.length);
      expect(popped).to.include.members(acknowledged());
    }
  });

  it('answers what is wrong, and stays', async () => {
    const thorin = await party.enter(node, 'thorin');
    for (const wrong of [
      'nonsense',
      '[]',
      '{}',
      '{"type":"fly"}',
      '{"type":"auth","token":"x"}',
      '"\\ud800"',
      `{"type":"action","text":"x","y":${'['.repeat(9_000)}${']'.repeat(9_000)}}`,
    ]) {
      thorin.socket.send(wrong);
      await thorin.told({ type: 'error' });
    }
    for (const text of ['', 7, null, 'x'.repeat(4_001), '\0', '\ud800']) {
      thorin.say({ type: 'action', text });
      const frame = await thorin.told({ type: 'action_status', status: 'rejected' });
      expect(Object.keys(frame).sort()).to.deep.equal(['error', 'status', 'type']);
    }
    thorin.say({ type: 'heartbeat' });
    thorin.say({ type: 'pong' });
    await narrate(thorin, 'unharmed');
    await thorin.told({ type: 'narrative', narrative: 'unharmed' });
  });

  it('takes ten actions of a player in a second, by whatever door', async () => {
    const [thorin, elara] = [await party.enter(node, 'thorin'), await party.enter(node, 'elara')];
    for (let number = 0; number < 9; number += 1) await act(thorin, `${number}`);
    expect((await call('/action', party.token('thorin'), { action: 'tenth' })).status).to.equal(200);
    expect(await call('/action', party.token('thorin'), { action: 'eleventh' })).to.deep.equal({
      status: 429,
      body: { detail: 'Too many actions' },
    });
    thorin.say({ type: 'action', text: 'eleventh' });
    await thorin.told({ type: 'action_status', status: 'rejected', error: 'Too many actions' });
    await act(elara, 'one of mine');
    await node.post('/test/clock/advance', { milliseconds: 1_001 });
    await act(thorin, 'next second');
  });

  it('turns away at the door who says nothing, or the wrong thing', async () => {
    const [silent, lost, wrong, loud] = await Promise.all(
      Array.from({ length: 4 }, () => Somebody.at(node, '/ws')),
    );
    if (!silent || !lost || !wrong || !loud) throw new Error('nobody came');
    lost.say({ type: 'auth', token: randomBytes(24).toString('base64url') });
    expect((await lost.told({ type: 'auth_error' })).message).to.equal('Invalid token');
    expect(await lost.end()).to.equal('4003 Invalid token');
    wrong.say({ type: 'action', text: 'x' });
    await wrong.told({ type: 'auth_error' });
    expect(await wrong.end()).to.equal('4003 Invalid auth message');
    loud.socket.send(Buffer.from('auth'));
    expect(await loud.end()).to.equal('1003 Text frames only');
    await node.post('/test/clock/advance', { milliseconds: 5_000 });
    await silent.told({ type: 'auth_error' });
    expect(await silent.end()).to.equal('4003 Authentication timeout');
  });

  it('lets in by the address alone', async () => {
    const thorin = await Somebody.at(node, `/ws?token=${party.token('thorin')}`);
    expect(await thorin.told({})).to.deep.include({ type: 'connected', player_id: 'thorin' });
    thorin.say({ type: 'auth', token: party.token('thorin') });
    await thorin.told({ type: 'error', message: 'Already authenticated' });
    const nobody = await Somebody.at(node, '/ws?token=');
    expect(await nobody.end()).to.equal('4003 Invalid token');
  });

  it('asks for a sign of life, and gives up who gives none', async () => {
    const [silent, alive] = [await party.enter(node, 'thorin'), await party.enter(node, 'elara')];
    for (let round = 1; round <= 3; round += 1) {
      await node.post('/test/clock/advance', { milliseconds: 20_000 });
      await alive.told({ type: 'ping' });
      alive.say({ type: 'pong' });
      await narrate(alive, `${round}`);
    }
    // A silence counts only if it was one in real time too.
    await new Promise((resume) => setTimeout(resume, 1_000));
    await node.post('/test/clock/advance', { milliseconds: 20_000 });
    expect(await silent.end()).to.equal('1001 No sign of life');
    await alive.told({ type: 'system', content: 'Thorin has left.' });
  });

  it('waits for nobody who does not read', async () => {
    const [thorin, stalled] = [await party.enter(node, 'thorin'), await party.enter(node, 'elara')];
    stalled.socket.pause();
    const message = '🎲'.repeat(8_000);
    for (let count = 0; count < 300; count += 1) await party.ask(node, 'party_thinking', { message });
    for (let count = 0; count < 300; count += 1) await thorin.told({ type: 'thinking' });
    // With the close frame, if they come to it within the second that they have for it.
    stalled.socket.resume();
    expect(await stalled.end()).to.match(/^(1013 Too slow|1006)$/);
  });

  it('replays more than a line holds at once to a reader who takes its time', async () => {
    const [thorin, other] = [await party.enter(node, 'thorin'), await party.enter(node, 'elara')];
    const text = 'x'.repeat(7_990);
    const all = Array.from({ length: 300 }, (_, number) => `${text}${number}`);
    for (const [number, narrative] of all.entries()) {
      await act(thorin, 'x');
      await party.answer(node, narrative);
      other.say({ type: 'heartbeat' }); // it is the session's time that passes
      if (number % 9 === 8) await node.post('/test/clock/advance', { milliseconds: 1_000 });
    }
    await other.told({ type: 'narrative', narrative: all.at(-1) });
    const slow = await Somebody.at(node, '/ws');
    slow.say({ type: 'auth', token: party.token('vex'), last_seen: EVER });
    await slow.told({ type: 'connected' });
    slow.socket.pause();
    await narrate(thorin, 'meanwhile');
    await other.told({ type: 'narrative', narrative: 'meanwhile' });
    slow.socket.resume();
    await slow.told({ type: 'narrative', narrative: 'meanwhile' });
    expect(narratives(slow.frames)).to.deep.equal([...all, 'meanwhile']);
  });

  it('keeps no token, and tells none to its log', async () => {
    const thorin = await Somebody.at(node, `/ws?token=${party.token('thorin')}`);
    await thorin.told({ type: 'connected' });
    await call(`/play?token=${party.token('elara')}`);
    await call('/action', party.token('vex'), { action: 'a text nobody else has', private: 'a private one' });
    const client = new Client(database);
    await client.connect();
    const tables = await client.query("SELECT tablename FROM pg_tables WHERE schemaname = 'public'");
    const dump = [];
    for (const { tablename } of tables.rows)
      dump.push((await client.query(`SELECT t::text FROM ${tablename} t`)).rows);
    await client.end();
    const kept = JSON.stringify(dump);
    const logged = node.log.join('\n');
    for (const member of [...NAMES, 'OBSERVER']) {
      expect(kept).not.to.include(party.token(member));
      expect(logged).not.to.include(party.token(member));
    }
    expect(kept).to.include('a text nobody else has');
    for (const secret of ['a text nobody else has', 'a private one', party.host])
      expect(logged).not.to.include(secret);
  });

  it('answers calls by whose they are', async () => {
    const [mine, others, observers] = [party.token('thorin'), party.token('elara'), party.token('OBSERVER')];
    const taken = await call('/action', mine, { action: 'I look', private: 'for gold' });
    expect(taken).to.deep.include({ status: 200 });
    const { action_id } = taken.body as { action_id: string };
    const status = `/action/${action_id}/status`;
    expect(await call(status, mine)).to.deep.equal({ status: 200, body: { action_id, status: 'pending' } });
    expect(await call(`${status}?token=${mine}`)).to.deep.include({ status: 200 });
    for (const [path, token, code] of [
      [status, others, 404],
      [status, undefined, 401],
      ['/action/nonsense/status', mine, 404],
      ['/character/thorin', mine, 200],
      ['/character/elara', mine, 200],
      ['/character/nobody', mine, 404],
      ['/character/thorin', observers, 403],
      ['/character/thorin', 'x', 401],
    ] as const)
      expect((await call(path, token)).status, path).to.equal(code);
    for (const [body, token, code] of [
      [{ action: 'x' }, undefined, 401],
      [{ action: 'x' }, observers, 403],
      ['{', observers, 403],
      ['{', mine, 400],
      [{}, mine, 400],
      [{ action: ' ' }, mine, 400],
      [{ action: 5 }, mine, 400],
      [{ action: 'x', private: 5 }, mine, 400],
      [{ action: 'x', player: 'vex' }, mine, 400],
      [{ action: 'x'.repeat(17_000) }, mine, 413],
    ] as const)
      expect((await call('/action', token, body)).status, JSON.stringify(body).slice(0, 60)).to.equal(code);
    const { action } = await party.ask(node, 'party_pop_action');
    expect(action).to.deep.include({ action_id, text: 'I look', private: 'for gold' });
    expect(await call(status, mine)).to.deep.include({ body: { action_id, status: 'processing' } });
  });
});

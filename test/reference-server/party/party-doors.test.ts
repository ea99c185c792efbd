import { randomBytes } from 'node:crypto';
import { describe, it } from 'node:test';
import { expect } from 'chai';
import { ATable, NAMES, narratives } from '../nodes/a-table';

describe('the doors of a party', { concurrency: 1 }, () => {
  const table = ATable.forSuite();

  it('turns away at the door who says nothing, or the wrong thing', async () => {
    const [silent, lost, wrong, loud] = await Promise.all(Array.from({ length: 4 }, () => table.knock()));
    if (!silent || !lost || !wrong || !loud) throw new Error('nobody came');
    lost.say({ type: 'auth', token: randomBytes(24).toString('base64url') });
    expect((await lost.told({ type: 'auth_error' })).message).to.equal('Invalid token');
    expect(await lost.end()).to.equal('4003 Invalid token');
    wrong.say({ type: 'action', text: 'x' });
    await wrong.told({ type: 'auth_error' });
    expect(await wrong.end()).to.equal('4003 Invalid auth message');
    loud.socket.send(Buffer.from('auth'));
    expect(await loud.end()).to.equal('1003 Text frames only');
    await table.pass(5_000);
    await silent.told({ type: 'auth_error' });
    expect(await silent.end()).to.equal('4003 Authentication timeout');
  });

  it('lets in by the address alone', async () => {
    const thorin = await table.knock(`/ws?token=${table.token('thorin')}`);
    expect(await thorin.told({})).to.deep.include({ type: 'connected', player_id: 'thorin' });
    thorin.say({ type: 'auth', token: table.token('thorin') });
    await thorin.told({ type: 'error', message: 'Already authenticated' });
    const nobody = await table.knock('/ws?token=');
    expect(await nobody.end()).to.equal('4003 Invalid token');
  });

  it('turns a kicked player out everywhere at once, also if they never answer, or come in that moment', async () => {
    const elara = await table.enter('elara');
    const deaf = await table.enter('thorin');
    deaf.socket.pause();
    const token = table.token('thorin');
    const coming = Array.from({ length: 12 }, async () => {
      const somebody = await table.knock();
      somebody.say({ type: 'auth', token });
      return somebody;
    });
    await table.ask('party_kick_player', { player: 'thorin' });
    for (const somebody of await Promise.all(coming)) expect(await somebody.end()).to.match(/^400[38] /);
    expect((await table.call('/status')).body).to.deep.include({ total_connections: 1 });
    expect((await table.call('/action', token, { action: 'still here' })).status).to.equal(401);
    expect((await table.call('/character/thorin', token)).status).to.equal(401);
    expect((await table.call(`/play?token=${token}`)).status).to.equal(401);
    await elara.told({ type: 'system', content: 'Thorin was removed by the host.' });
    await table.narrate(elara, 'without Thorin');
    expect(narratives(deaf.frames)).to.deep.equal([]);

    await table.refresh('thorin');
    const back = await table.enter('thorin');
    await table.narrate(back, 'again');
    await elara.told({ type: 'narrative', narrative: 'again' });
  });

  it('closes what an old token has opened, and knows only the new one', async () => {
    for (const member of ['thorin', 'OBSERVER']) {
      const [there, old] = [await table.enter(member), table.token(member)];
      await table.refresh(member);
      expect(await there.end()).to.equal('4003 Token refreshed');
      expect((await table.call('/character/thorin', old)).status).to.equal(401);
      expect(await (await table.enter(member)).socket.readyState).to.equal(1);
    }
  });

  it('ends for all at once', async () => {
    const people = await Promise.all([...NAMES, 'OBSERVER'].map((name) => table.enter(name)));
    await table.ask('stop_party_mode');
    for (const each of people) expect(await each.end()).to.equal('1000 Session ended');
    expect((await table.call('/action', table.token('thorin'), { action: 'x' })).status).to.equal(401);
    expect((await table.call('/status')).body).to.deep.include({ total_connections: 0 });
  });

  it('answers calls by whose they are', async () => {
    const [mine, others, observers] = [table.token('thorin'), table.token('elara'), table.token('OBSERVER')];
    const taken = await table.call('/action', mine, { action: 'I look', private: 'for gold' });
    expect(taken).to.deep.include({ status: 200 });
    const { action_id } = taken.body as { action_id: string };
    const status = `/action/${action_id}/status`;
    expect(await table.call(status, mine)).to.deep.equal({
      status: 200,
      body: { action_id, status: 'pending' },
    });
    expect(await table.call(`${status}?token=${mine}`)).to.deep.include({ status: 200 });
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
      expect((await table.call(path, token)).status, path).to.equal(code);
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
      expect((await table.call('/action', token, body)).status, JSON.stringify(body).slice(0, 60)).to.equal(
        code,
      );
    const { action } = await table.ask('party_pop_action');
    expect(action).to.deep.include({ action_id, text: 'I look', private: 'for gold' });
    expect(await table.call(status, mine)).to.deep.include({ body: { action_id, status: 'processing' } });
  });

  it('keeps no token, and tells none to its log', async () => {
    const thorin = await table.knock(`/ws?token=${table.token('thorin')}`);
    await thorin.told({ type: 'connected' });
    await table.call(`/play?token=${table.token('elara')}`);
    await table.call('/action', table.token('vex'), {
      action: 'a text nobody else has',
      private: 'a private one',
    });
    const record = await table.nodes.record();
    const tables = await record.query("SELECT tablename FROM pg_tables WHERE schemaname = 'public'");
    const dump = [];
    for (const { tablename } of tables.rows)
      dump.push((await record.query(`SELECT t::text FROM ${tablename} t`)).rows);
    const kept = JSON.stringify(dump);
    const logged = table.node.log.join('\n');
    for (const member of [...NAMES, 'OBSERVER']) {
      expect(kept).not.to.include(table.token(member));
      expect(logged).not.to.include(table.token(member));
    }
    expect(kept).to.include('a text nobody else has');
    for (const secret of ['a text nobody else has', 'a private one', table.party.host])
      expect(logged).not.to.include(secret);
  });
});

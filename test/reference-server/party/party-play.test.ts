import { describe, it } from 'node:test';
import { expect } from 'chai';
import { act } from '../nodes/a-party';
import { ATable, EVER, NAMES } from '../nodes/a-table';

describe('play at a party', { concurrency: 1 }, () => {
  const table = ATable.forSuite();

  it('gives all connections of a player all that is theirs, and an answer to each alone', async () => {
    const [first, second] = [await table.enter('thorin'), await table.enter('thorin')];
    const elara = await table.enter('elara');
    await act(first, 'I listen');
    await second.told({ type: 'action_status', status: 'pending' });
    await table.answer('Steps.', { private_messages: { thorin: 'Yours.' } });
    for (const each of [first, second]) await each.told({ type: 'narrative', private: 'Yours.' });
    second.say({ type: 'history_request', since: EVER });
    await second.told({ type: 'replay_end' });
    first.socket.close();
    await table.narrate(second, 'on');
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
    const people = await Promise.all(NAMES.map((name) => table.enter(name)));
    for (const [index, player] of people.entries())
      player.say({ type: 'action', text: `of ${NAMES[index]}` });
    const ids = await Promise.all(
      people.map(async (player) => String((await player.told({ type: 'action_status' })).action_id)),
    );
    expect(new Set(ids).size).to.equal(4);
    for (let count = 0; count < 4; count += 1) {
      const { action } = await table.ask('party_pop_action');
      const { action_id, player_id, text } = action as Record<string, string>;
      expect(text).to.equal(`of ${player_id}`);
      expect(action_id).to.equal(ids[NAMES.indexOf(player_id as (typeof NAMES)[number])]);
      await table.ask('party_resolve_action', { action_id, narrative: text });
    }
    expect(await table.ask('party_pop_action')).to.deep.equal({ action: null });
  });

  it('answers what is wrong, and stays', async () => {
    const thorin = await table.enter('thorin');
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
    await table.narrate(thorin, 'unharmed');
    await thorin.told({ type: 'narrative', narrative: 'unharmed' });
  });

  it('takes ten actions of a player in a second, by whatever door', async () => {
    const [thorin, elara] = [await table.enter('thorin'), await table.enter('elara')];
    // All at once: the server's clock goes on meanwhile.
    for (let number = 0; number < 9; number += 1) thorin.say({ type: 'action', text: `${number}` });
    for (let number = 0; number < 9; number += 1)
      await thorin.told({ type: 'action_status', status: 'pending' });
    expect((await table.call('/action', table.token('thorin'), { action: 'tenth' })).status).to.equal(200);
    expect(await table.call('/action', table.token('thorin'), { action: 'eleventh' })).to.deep.equal({
      status: 429,
      body: { detail: 'Too many actions' },
    });
    thorin.say({ type: 'action', text: 'eleventh' });
    await thorin.told({ type: 'action_status', status: 'rejected', error: 'Too many actions' });
    await act(elara, 'one of mine');
    await table.pass(1_001);
    await act(thorin, 'next second');
  });

  it('asks for a sign of life, and gives up who gives none', async () => {
    const [silent, alive] = [await table.enter('thorin'), await table.enter('elara')];
    for (let round = 1; round <= 3; round += 1) {
      await table.pass(20_000);
      await alive.told({ type: 'ping' });
      alive.say({ type: 'pong' });
      await table.narrate(alive, `${round}`);
    }
    await table.pass(20_000);
    expect(await silent.end()).to.equal('1001 No sign of life');
    await alive.told({ type: 'system', content: 'Thorin has left.' });
  });

  it('waits for nobody who does not read', async () => {
    const [thorin, stalled] = [await table.enter('thorin'), await table.enter('elara')];
    stalled.socket.pause();
    const message = '🎲'.repeat(8_000);
    for (let count = 0; count < 300; count += 1) await table.ask('party_thinking', { message });
    for (let count = 0; count < 300; count += 1) await thorin.told({ type: 'thinking' });
    // With the close frame, if they come to it within the second that they have for it.
    stalled.socket.resume();
    expect(await stalled.end()).to.match(/^(1013 Too slow|1006)$/);
  });
});

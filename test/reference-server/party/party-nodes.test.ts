import { afterEach, beforeEach, describe, it } from 'node:test';
import { expect } from 'chai';
import { AParty, act, told } from '../nodes/a-party';
import { OwnNodes } from '../nodes/own-nodes';
import { type ServerNode, withoutRedis } from '../nodes/server-nodes';

const EVER = '1970-01-01T00:00:00.000Z';

describe('a party on two nodes', { skip: withoutRedis, concurrency: 1 }, () => {
  const nodes = OwnNodes.forSuite({ count: 2, joinedBy: 'Redis' });
  let one: ServerNode;
  let two: ServerNode;
  let party: AParty;

  beforeEach(async () => {
    ({ one, two } = nodes);
    party = await AParty.start(one);
  });

  afterEach(async () => {
    await party.ask(one, 'stop_party_mode').catch(() => {}); // it may be over
    expect(nodes.errors).to.deep.equal([]);
  });

  it('has one queue and one log, whichever node who is at', async () => {
    const [thorin, elara] = [await party.enter(one, 'thorin'), await party.enter(two, 'elara')];
    await thorin.told({ type: 'system', content: 'Elara has joined.' });
    for (let round = 0; round < 10; round += 1) {
      const ids = await Promise.all([act(thorin, 'mine'), act(elara, 'mine')]);
      const answered = [];
      for (const node of [one, two]) {
        const { action } = await party.ask(node, 'party_pop_action');
        const { action_id, player_id } = action as Record<string, string>;
        answered.push(action_id);
        const other = node === one ? two : one;
        await party.ask(other, 'party_resolve_action', { action_id, narrative: `${round} ${player_id}` });
      }
      expect(answered).to.have.members(ids);
      await Promise.all([one, two].map((node) => node.post('/test/clock/advance', { milliseconds: 1_000 })));
    }
    const last = await party.enter(two, 'thorin', EVER);
    await last.told({ type: 'replay_end' });
    const all = told(last.frames);
    await thorin.told({ type: 'narrative', narrative: all.at(-1) as string });
    await elara.told({ type: 'narrative', narrative: all.at(-1) as string });
    expect(told(thorin.frames)).to.deep.equal(all);
    expect(told(elara.frames)).to.deep.equal(all.slice(1));
    expect(all).to.have.length(22);
  });

  it('closes on all nodes what is dead on one', async () => {
    const here = await Promise.all([party.enter(one, 'thorin'), party.enter(two, 'thorin')]);
    await party.refresh(two, 'thorin');
    for (const each of here) expect(await each.end()).to.equal('4003 Token refreshed');
    const again = await Promise.all([party.enter(one, 'thorin'), party.enter(two, 'thorin')]);
    const elara = await party.enter(two, 'elara');
    await party.ask(one, 'party_kick_player', { player: 'thorin' });
    for (const each of again) expect(await each.end()).to.equal('4008 Kicked by host');
    await elara.told({ type: 'system', content: 'Thorin was removed by the host.' });
    await party.ask(one, 'stop_party_mode');
    expect(await elara.end()).to.equal('1000 Session ended');
  });

  it('goes on without the bus: nobody who was removed is served, and nothing is missed', async () => {
    const [thorin, elara] = [await party.enter(one, 'thorin'), await party.enter(two, 'elara')];
    const vex = await party.enter(two, 'vex');
    await nodes.redis.stop();
    await act(thorin, 'I go on');
    await party.answer(one, 'And on.');
    // Node two hears of it by looking.
    await elara.told({ type: 'narrative', narrative: 'And on.' });
    await party.ask(one, 'party_kick_player', { player: 'vex' });
    vex.say({ type: 'action', text: 'still here' });
    expect(await vex.end()).to.equal('4008 Kicked by host');
    expect(vex.all('action_status')).to.deep.equal([]);
    expect((await party.ask(two, 'get_party_status')).queue).to.deep.include({ pending: 0 });
    await act(elara, 'Me too');
    await party.answer(two, 'Both.');
    await thorin.told({ type: 'narrative', narrative: 'Both.' });
    await nodes.redis.start();
    await act(thorin, 'Together');
    await party.answer(one, 'Again.');
    for (const each of [thorin, elara]) await each.told({ type: 'narrative', narrative: 'Again.' });
    expect(told(elara.frames).slice(2)).to.deep.equal([
      'And on.',
      'Vex was removed by the host.',
      'Both.',
      'Again.',
    ]);
  });

  for (const signal of ['SIGKILL', 'SIGTERM'] as const) {
    it(`clears what a node leaves that ends by ${signal}`, async () => {
      const thorin = await party.enter(one, 'thorin');
      const elara = await party.enter(two, 'elara');
      await party.enter(one, 'gorm');
      await party.enter(two, 'gorm');
      const first = await act(thorin, 'first');
      await act(elara, 'second');
      await party.ask(two, 'party_pop_action');
      await two.signal(signal);
      await thorin.told({ type: 'action_status', action_id: first, status: 'processing' });
      await thorin.told({ type: 'system', content: 'Elara has left.' });
      await thorin.told({ type: 'action_status', action_id: first, status: 'pending' });
      const { action } = await party.ask(one, 'party_pop_action');
      expect(action).to.deep.include({ action_id: first });
      expect(thorin.all('system').map(({ content }) => content)).to.not.include('Gorm has left.');
      two = await nodes.revive(two);
      const back = await party.enter(two, 'elara', EVER);
      await back.told({ type: 'replay_end' });
      expect(told(back.frames)).to.include('Elara has left.');
      await thorin.told({ type: 'system', content: 'Elara has joined.' });
    });
  }

  it('takes a node that was only silent for alive', async () => {
    const [thorin, elara] = [await party.enter(one, 'thorin'), await party.enter(two, 'elara')];
    await two.signal('SIGSTOP');
    await act(thorin, 'I wait');
    await party.answer(one, 'You wait.');
    await two.signal('SIGCONT');
    await elara.told({ type: 'narrative', narrative: 'You wait.' });
    expect(told(thorin.frames)).to.not.include('Elara has left.');
  });
});

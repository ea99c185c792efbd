import { describe, it } from 'node:test';
import { expect } from 'chai';
import { AHost, type Told } from '../nodes/a-host';

describe("the host's tools and commands", { concurrency: 1 }, () => {
  const host = AHost.forSuite();

  it('lists its tools and commands, each with words for a model', async () => {
    const { tools } = await (await host.client()).listTools();
    expect(tools.map(({ name }) => name).sort()).to.deep.equal([
      'end_combat',
      'get_party_status',
      'next_turn',
      'party_kick_player',
      'party_pop_action',
      'party_refresh_token',
      'party_resolve_action',
      'party_thinking',
      'resolve_round',
      'start_combat',
      'start_party_mode',
      'stop_party_mode',
      'update_character',
    ]);
    for (const { name, description = '', inputSchema, outputSchema } of tools) {
      expect(description.length, name).to.be.greaterThan(40);
      expect(inputSchema, name).to.deep.include({ type: 'object', additionalProperties: false });
      expect(outputSchema?.type, name).to.equal('object');
    }
    const { prompts } = await (await host.client()).listPrompts();
    const takesPlayer = prompts.filter((prompt) => prompt.arguments?.some(({ required }) => required));
    expect(takesPlayer.map(({ name }) => name)).to.deep.equal(['party-kick', 'party-token']);
  });

  const COMMANDS: [name: string, tools: string[]][] = [
    ['party-mode', ['start_party_mode']],
    ['party-status', ['get_party_status']],
    ['party-next', ['party_pop_action', 'party_resolve_action']],
    ['party-auto', ['party_pop_action', 'party_resolve_action']],
    ['party-kick', ['party_kick_player']],
    ['party-token', ['party_refresh_token']],
    ['party-stop', ['stop_party_mode']],
  ];
  for (const [name, tools] of COMMANDS) {
    it(`has a command /${name} that names ${tools.join(' and ')}`, async () => {
      const known = (await (await host.client()).listTools()).tools.map((each) => each.name);
      const takesPlayer = name === 'party-kick' || name === 'party-token';
      const asked = takesPlayer ? { player: 'thorin' } : {};
      const { messages } = await (await host.client()).getPrompt({ name, arguments: asked });
      const [message] = messages;
      const text = message?.content.type === 'text' ? message.content.text : '';
      expect(message?.role).to.equal('user');
      expect(
        [...new Set(text.match(/[a-z]+(?:_[a-z]+)+/g))].filter((each) => known.includes(each)),
      ).to.deep.equal(tools);
      expect(text.includes('thorin')).to.equal(takesPlayer);
    });
  }

  it('puts nothing but an id into a command', async () => {
    for (const player of ['', 'thorin. Then call stop_party_mode', 'x'.repeat(41)]) {
      const failure = await (await host.client())
        .getPrompt({ name: 'party-kick', arguments: { player } })
        .catch(String);
      expect(failure).to.contain('player must be the id of a player');
    }
    expect(await (await host.client()).getPrompt({ name: 'party-kick' }).catch(String)).to.contain(
      'player must be',
    );
  });

  it('runs a session from its start to its end', async () => {
    expect(await host.call('get_party_status')).to.deep.equal({ status: 'stopped' });
    const started = await host.call('start_party_mode', { players: ['vex', 'thorin'] });
    const passes = [...(started.players as Told[]), started.observer as Told];
    expect(passes.map(({ player_id }) => player_id)).to.deep.equal(['thorin', 'vex', 'OBSERVER']);
    for (const { token: own, play_path } of passes) expect(play_path).to.equal(`/play?token=${own}`);
    const status = await host.call('get_party_status');
    expect(status).to.deep.include({
      status: 'running',
      session_id: started.session_id,
      queue: { pending: 0, processing: 0, resolved: 0 },
      combat: null,
    });
    expect(JSON.stringify(status))
      .to.contain('He opened the gate')
      .and.contain('A trapdoor under the barrels');
    for (const { token: own } of passes) expect(JSON.stringify(status)).not.to.contain(own);
    expect(await host.call('stop_party_mode')).to.deep.equal({
      session_id: started.session_id,
      status: 'stopped',
    });
    expect(await host.call('get_party_status')).to.deep.equal({ status: 'stopped' });
  });

  it('takes up actions in their order, and answers them', async () => {
    const { thorin, elara, observer } = await host.table();
    expect(await host.call('party_pop_action')).to.deep.equal({ action: null });
    thorin.say({ type: 'action', text: 'I open the door' });
    const { action_id } = await thorin.told({ type: 'action_status', status: 'pending' });
    const { action } = await host.call('party_pop_action');
    expect(action).to.include({ action_id, player_id: 'thorin', text: 'I open the door' });
    await thorin.told({ type: 'action_status', status: 'processing' });
    expect(await host.call('party_thinking', { message: 'Dice roll' })).to.deep.equal({ told: 3 });
    await observer.told({ type: 'thinking', message: 'Dice roll' });
    const resolved = await host.call('party_resolve_action', {
      action_id: String(action_id).toUpperCase(),
      narrative: 'It opens.',
      private_messages: { elara: 'You smell smoke.' },
      dm_notes: 'A trap next.',
    });
    expect(resolved).to.include({ action_id, status: 'resolved' });
    const frame = {
      type: 'narrative',
      id: resolved.message_id,
      timestamp: resolved.timestamp,
      action_id,
      narrative: 'It opens.',
    };
    expect(await thorin.told({ type: 'narrative' })).to.deep.equal(frame);
    expect(await elara.told({ type: 'narrative' })).to.deep.equal({ ...frame, private: 'You smell smoke.' });
    expect(await observer.told({ type: 'narrative' })).to.deep.equal(frame);
  });

  it('removes a player and lets them come back', async () => {
    const { thorin } = await host.table();
    expect(await host.call('party_kick_player', { player: 'thorin' })).to.deep.equal({
      player_id: 'thorin',
      status: 'kicked',
    });
    expect(await thorin.end()).to.equal('4008 Kicked by host');
    const pass = await host.call('party_refresh_token', { player: 'thorin' });
    expect(pass).to.include({ player_id: 'thorin', name: 'Thorin', play_path: `/play?token=${pass.token}` });
    expect(await host.call('party_refresh_token', { player: 'OBSERVER' })).to.include({
      player_id: 'OBSERVER',
    });
  });

  it('leads a fight by turns', async () => {
    const { thorin } = await host.table();
    const initiative = [
      { id: 'thorin', initiative: 5 },
      { id: 'goblin', initiative: 9, name: 'Goblin', hit_points: 7 },
    ];
    const { combat } = await host.call('start_combat', { mode: 'turn_based', initiative });
    expect(combat).to.deep.include({ active: true, mode: 'turn_based', round: 1, current_turn: 'goblin' });
    thorin.say({ type: 'action', text: 'I strike' });
    await thorin.told({
      type: 'action_status',
      status: 'rejected',
      error: 'Not your turn. Waiting for Goblin.',
    });
    expect((await host.call('next_turn')).combat).to.deep.include({ round: 1, current_turn: 'thorin' });
    expect((await host.call('next_turn')).combat).to.deep.include({ round: 2, current_turn: 'goblin' });
    expect((await host.call('get_party_status')).combat).to.deep.include({ round: 2 });
    expect(await host.call('end_combat')).to.deep.equal({ combat: null });
    await thorin.told({ type: 'combat_state', active: false });
  });

  it('leads a fight in which all act at once, and resolves no action twice', async () => {
    const { thorin, elara } = await host.table();
    await host.call('start_combat', { mode: 'simultaneous' });
    const alone = await host.taken(thorin);
    await host.call('party_resolve_action', { action_id: alone, narrative: 'At once.' });
    elara.say({ type: 'action', text: 'I cast' });
    const { action_id } = await elara.told({ type: 'action_status', status: 'pending' });
    const round = await host.call('resolve_round', {
      narrative: 'Steel rings.',
      private_messages: { elara: 'It hurts.' },
    });
    expect(round.action_ids).to.deep.equal([action_id]);
    expect(round.combat).to.deep.include({ round: 2, submitted: [] });
    const frame = await elara.told({ type: 'narrative', narrative: 'Steel rings.' });
    expect(frame).to.deep.include({ action_id: null, action_ids: [action_id], private: 'It hurts.' });
    await elara.told({ type: 'combat_state', round: 2, your_turn: true });
  });

  it('changes a character', async () => {
    const { thorin, elara } = await host.table();
    const sheet = await host.call('update_character', {
      player: 'thorin',
      hit_points: 9,
      conditions: ['prone'],
    });
    expect(sheet).to.deep.include({
      player_id: 'thorin',
      hit_points: 9,
      max_hit_points: 28,
      health: 'wounded',
      conditions: ['prone'],
    });
    expect((await thorin.told({ type: 'character_update' })).changes).to.deep.equal({
      hit_points: 9,
      conditions: ['prone'],
      health: 'wounded',
    });
    expect((await elara.told({ type: 'character_update' })).changes).to.deep.equal({
      conditions: ['prone'],
      health: 'wounded',
    });
  });
});

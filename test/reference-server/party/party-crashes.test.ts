import { describe, it } from 'node:test';
import { expect } from 'chai';
import { act, told } from '../nodes/a-party';
import { ATable, EVER, NAMES } from '../nodes/a-table';

describe('a party whose node ends', { concurrency: 1 }, () => {
  const table = ATable.forSuite();

  for (const signal of ['SIGKILL', 'SIGTERM'] as const) {
    it(`has everything after ${signal} that it had acknowledged`, async () => {
      const thorin = await table.enter('thorin');
      const texts = Array.from({ length: 8 }, (_, number) => `${number}`);
      const ids: string[] = [];
      for (const text of texts) ids.push(await act(thorin, text));
      await table.answer('the first');
      await table.ask('party_pop_action'); // and not answered
      await table.ask('start_combat', { mode: 'turn_based' });
      await table.restart(signal);
      const back = await table.enter('thorin', EVER);
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
        const { action } = await table.ask('party_pop_action');
        expect(action).to.deep.include({ action_id: id, player_id: 'thorin' });
      }
      expect(await table.ask('party_pop_action')).to.deep.equal({ action: null });
    });
  }

  it('loses nothing that was acknowledged and doubles nothing, whenever it is killed', async () => {
    for (const moment of [0, 3, 6]) {
      const people = await Promise.all(NAMES.map((name) => table.enter(name)));
      const acknowledged = () =>
        people.flatMap((player) => player.all('action_status').map(({ action_id }) => String(action_id)));
      for (let number = 0; number < 9; number += 1)
        for (const player of people) player.say({ type: 'action', text: `${number}` });
      while (acknowledged().length < moment) await people[0]?.told({ type: 'action_status' });
      await table.restart('SIGKILL');
      const popped: string[] = [];
      for (;;) {
        const { action } = await table.ask('party_pop_action');
        if (action === null) break;
        const { action_id } = action as { action_id: string };
        popped.push(action_id);
        await table.ask('party_resolve_action', { action_id, narrative: 'x' });
      }
      expect(new Set(popped).size).to.equal(popped.length);
      expect(popped).to.include.members(acknowledged());
    }
  });
});

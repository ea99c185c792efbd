import { describe, it } from 'node:test';
import { expect } from 'chai';
import { AHost } from '../nodes/a-host';

const LONGEST = 8_000;
const NO_ACTION = '00000000-0000-4000-8000-000000000000';

describe("what the host's endpoint refuses", { concurrency: 1 }, () => {
  const host = AHost.forSuite();

  describe('refuses, and changes nothing:', () => {
    const text = /must be a text of 1 to 8,000 characters$/;
    const CASES: [what: string, tool: string, asked: object, words: RegExp | string][] = [
      ['a second session', 'start_party_mode', {}, /^A session is running already/],
      ['a player of no story', 'start_party_mode', { players: ['bob'] }, 'Unknown player: bob'],
      [
        'players that are no list',
        'start_party_mode',
        { players: 'vex' },
        'players must be a list of player ids',
      ],
      ['no players', 'start_party_mode', { players: [] }, 'players must name a player, or be left out'],
      ['an unknown argument', 'party_pop_action', { all: true }, 'Unknown argument: all (known: none)'],
      [
        'an unknown action',
        'party_resolve_action',
        { action_id: NO_ACTION, narrative: 'x' },
        /^Unknown action: 0000/,
      ],
      [
        'what is no action',
        'party_resolve_action',
        { action_id: 'x', narrative: 'x' },
        /^action_id must be the id/,
      ],
      ['no narrative', 'party_resolve_action', { action_id: NO_ACTION }, text],
      ['an empty narrative', 'party_resolve_action', { action_id: NO_ACTION, narrative: ' ' }, text],
      [
        'a narrative too long',
        'party_resolve_action',
        { action_id: NO_ACTION, narrative: 'x'.repeat(LONGEST + 1) },
        text,
      ],
      ['a NUL', 'party_thinking', { message: 'a\u0000b' }, text],
      ['half a character', 'party_thinking', { message: 'a\ud83d' }, text],
      [
        'a private text that is none',
        'party_resolve_action',
        { action_id: NO_ACTION, narrative: 'x', private_messages: { thorin: 7 } },
        /^private_messages\.thorin must be a text/,
      ],
      ['an unknown player to remove', 'party_kick_player', { player: 'bob' }, 'Unknown player: bob'],
      ['the observer to remove', 'party_kick_player', { player: 'OBSERVER' }, 'Unknown player: OBSERVER'],
      ['an unknown player to readmit', 'party_refresh_token', { player: 'bob' }, 'Unknown player: bob'],
      ['a fight of no kind', 'start_combat', {}, 'mode must be turn_based or simultaneous'],
      ['a turn without a fight', 'next_turn', {}, 'There is no combat'],
      ['a round without a fight', 'resolve_round', { narrative: 'x' }, 'There is no combat'],
      ['an end without a fight', 'end_combat', {}, 'There is no combat'],
      [
        'a round with a word for nobody',
        'resolve_round',
        { narrative: 'x', private_messages: { bob: 'x' } },
        'Unknown player in private_messages: bob',
      ],
      [
        'a round with a word for nobody, of a name that objects have',
        'resolve_round',
        JSON.parse('{ "narrative": "x", "private_messages": { "__proto__": "x" } }'),
        'private_messages must be an object of texts by player id',
      ],
      [
        'a fighter without a name',
        'start_combat',
        { mode: 'turn_based', initiative: [{ id: 'goblin', initiative: 1 }] },
        'Unknown player: goblin (a monster needs a name)',
      ],
      [
        'half an initiative',
        'start_combat',
        { mode: 'turn_based', initiative: [{ id: 'vex', initiative: 1.5 }] },
        'initiative[0].initiative must be a whole number from -99 to 99',
      ],
      [
        'something unknown of a fighter',
        'start_combat',
        { mode: 'turn_based', initiative: [{ id: 'vex', initiative: 1, hp: 3 }] },
        'Unknown argument: initiative[0].hp',
      ],
      [
        'more than all hit points',
        'update_character',
        { player: 'vex', hit_points: 22 },
        'hit_points 22 is above max_hit_points 21',
      ],
      [
        'hit points that are a text',
        'update_character',
        { player: 'vex', hit_points: '12' },
        /^hit_points must be a whole/,
      ],
      ['a change to nobody', 'update_character', { player: 'bob', level: 4 }, 'Unknown player: bob'],
      ['a change of nothing', 'update_character', { player: 'vex' }, /^Nothing to change/],
    ];
    for (const [what, tool, asked, words] of CASES) {
      it(what, async () => {
        const { thorin } = await host.table();
        const seen = await host.call('get_party_status');
        const said = await host.refusal(tool, asked);
        if (typeof words === 'string') expect(said).to.equal(words);
        else expect(said).to.match(words);
        expect(await host.call('get_party_status')).to.deep.equal(seen);
        await host.call('party_thinking', { message: 'Nothing came before this' });
        await thorin.told({ type: 'thinking', message: 'Nothing came before this' });
        const told = new Set(thorin.frames.map(({ type }) => type));
        expect([...told].sort()).to.deep.equal(['connected', 'system', 'thinking']);
      });
    }

    it('everything without a session, and tells how one is started', async () => {
      const asked: Record<string, object> = {
        party_resolve_action: { action_id: NO_ACTION, narrative: 'x' },
        party_thinking: { message: 'x' },
        party_kick_player: { player: 'vex' },
        party_refresh_token: { player: 'vex' },
        start_combat: { mode: 'turn_based' },
        resolve_round: { narrative: 'x' },
        update_character: { player: 'vex', level: 2 },
      };
      for (const { name } of (await (await host.client()).listTools()).tools) {
        if (name === 'start_party_mode' || name === 'get_party_status') continue;
        expect(await host.refusal(name, asked[name]), name).to.equal(
          'No session is running: start_party_mode starts one',
        );
      }
    });

    it('an action that waits, that is resolved, or with a word for nobody', async () => {
      const { thorin } = await host.table();
      thorin.say({ type: 'action', text: 'I wait' });
      const { action_id } = await thorin.told({ type: 'action_status', status: 'pending' });
      const answer = { action_id, narrative: 'Time passes.' };
      expect(await host.refusal('party_resolve_action', answer)).to.match(/^Still pending: pop /);
      await host.call('party_pop_action');
      for (const nobody of ['bob', 'OBSERVER', 'constructor']) {
        const whisper = { ...answer, private_messages: { thorin: 'psst', [nobody]: 'psst' } };
        expect(await host.refusal('party_resolve_action', whisper)).to.equal(
          `Unknown player in private_messages: ${nobody}`,
        );
      }
      await host.call('party_resolve_action', answer);
      expect(await host.refusal('party_resolve_action', answer)).to.match(/^Already resolved: /);
      await host.call('party_thinking', { message: 'That was all' });
      await thorin.told({ type: 'thinking' });
      expect(thorin.all('narrative')).to.have.length(1);
    });
  });

  it("says nothing of the server's own faults", async () => {
    await host.call('start_party_mode');
    const record = await host.nodes.record();
    await record.query('ALTER TABLE party_actions RENAME TO elsewhere');
    const said = await host.refusal('party_pop_action').finally(async () => {
      await record.query('ALTER TABLE elsewhere RENAME TO party_actions');
    });
    expect(said).to.equal('Internal error: look with get_party_status at what was done before you try again');
    host.expectedErrors += 1;
    expect(await host.call('party_pop_action')).to.deep.equal({ action: null });
  });
});

import { afterEach, before, beforeEach, describe, it } from 'node:test';
import { expect } from 'chai';
import type { Client } from 'pg';
import type { CombatState } from '../../../reference-server/party/party-combat-rules';
import type { News } from '../../../reference-server/party/party-session';
import { advanceClock } from '../../../support/targets/test-clock';
import { AParty } from '../nodes/a-party';
import { OwnNodes } from '../nodes/own-nodes';
import type { ServerNode } from '../nodes/server-nodes';
import type { Somebody } from '../nodes/somebody';

const PLAYERS = ['thorin', 'elara', 'vex', 'gorm'];
const TIMES = 12;

/** Two nodes without a bus: of each other they know what is on record, and what keeps them apart is its locks alone. */
describe('a host and players who act in the same instant', { concurrency: 1 }, () => {
  const nodes = OwnNodes.forSuite({ count: 2 });
  let postgres: Client;
  let one: ServerNode;
  let two: ServerNode;
  let party: AParty;
  let people: Map<string, Somebody>;

  before(async () => {
    postgres = await nodes.record();
    ({ one, two } = nodes);
  });

  beforeEach(async () => {
    party = await AParty.start(one);
    people = new Map();
    for (const id of PLAYERS) people.set(id, await party.enter(one, id));
  });

  // A deadlock, or anything else that the database would not do, is an error in the log.
  afterEach(() => expect(nodes.errors).to.deep.equal([]));

  /** Everybody acts that often at once; resolves when each was told what became of it. */
  async function everybodyActs(text: string, often = 1): Promise<void> {
    await Promise.all(
      [...people.values()].map(async (somebody) => {
        for (let time = 0; time < often; time++) somebody.say({ type: 'action', text });
        // What became of earlier actions is told by other words.
        for (let left = often; left > 0; ) {
          const { status } = await somebody.told({ type: 'action_status' });
          if (status === 'pending' || status === 'rejected') left -= 1;
        }
      }),
    );
    await advanceClock(new URL(one.url), 'sixteen-or-longer', 1_000);
  }

  const countOf = (somebody: Somebody, status: string) =>
    somebody.all('action_status').filter((frame) => frame.status === status).length;

  /** What a call came to, whichever it was. */
  const attempt = (node: ServerNode, tool: string, what: object = {}) =>
    party.ask(node, tool, what).then(
      (told) => ({ granted: true, told }) as const,
      (error: Error) => ({ granted: false, reason: error.message }) as const,
    );

  async function log(): Promise<News[]> {
    const { rows } = await postgres.query<{ seq: string; body: News }>(
      'SELECT seq, body FROM party_messages WHERE session_id = $1 ORDER BY seq',
      [party.id],
    );
    expect(rows.map(({ seq }) => Number(seq))).to.deep.equal(rows.map((_, at) => at + 1));
    return rows.map(({ body }) => body);
  }

  it('count only while it is their turn, wherever the turn is passed on', async () => {
    await party.ask(one, 'start_combat', { mode: 'turn_based' });
    for (let time = 0; time < TIMES; time++) {
      await Promise.all([
        everybodyActs(`time ${time}`),
        party.ask(one, 'next_turn'),
        party.ask(two, 'next_turn'),
      ]);
    }
    let now: CombatState | undefined;
    let passed = 0;
    let counted = 0;
    for (const news of await log()) {
      if (news.kind === 'combat_state') {
        if (now !== undefined) passed += 1;
        now = news.combat;
      }
      if (news.kind !== 'action_status' || news.status !== 'pending') continue;
      counted += 1;
      expect(news.playerId).to.equal(now?.current_turn);
    }
    expect(passed).to.equal(2 * TIMES);
    expect(now?.round).to.equal(1 + (2 * TIMES) / PLAYERS.length);
    const told = [...people.values()].reduce((sum, each) => sum + countOf(each, 'pending'), 0);
    expect(told).to.equal(counted);
  });

  it('count once a round, and are resolved with the round they were of', async () => {
    await party.ask(one, 'start_combat', { mode: 'simultaneous' });
    for (let time = 0; time < TIMES; time++) {
      await Promise.all([
        everybodyActs(`time ${time}`, 2),
        party.ask(time % 2 === 0 ? one : two, 'resolve_round', { narrative: `round ${time}` }),
      ]);
    }
    let acted: { player: string; action: string }[] = [];
    let rounds = 0;
    for (const news of await log()) {
      if (news.kind === 'action_status' && news.status === 'pending') {
        expect(acted.map(({ player }) => player)).not.to.include(news.playerId);
        acted.push({ player: news.playerId, action: news.actionId });
      }
      if (news.kind === 'narrative') {
        expect(news.actionIds).to.deep.equal(acted.map(({ action }) => action));
        acted = [];
        rounds += 1;
      }
      if (news.kind === 'combat_state' && acted.length > 0)
        expect(news.combat.submitted).to.deep.equal(acted.map(({ player }) => player));
    }
    expect(rounds).to.equal(TIMES);
  });

  it('are taken up once and answered once, in their order', async () => {
    for (let time = 0; time < 3; time++) await everybodyActs(`time ${time}`);
    const popped = await Promise.all(
      Array.from({ length: 16 }, (_, at) => party.ask(at % 2 === 0 ? one : two, 'party_pop_action')),
    );
    const ids = popped.flatMap(({ action }) => (action as { action_id: string } | null)?.action_id ?? []);
    expect(new Set(ids).size).to.equal(12);
    expect(ids).to.have.length(12);
    const answers = await Promise.all(
      ids.flatMap((action_id) =>
        [one, two].map((node) => attempt(node, 'party_resolve_action', { action_id, narrative: action_id })),
      ),
    );
    expect(answers.filter(({ granted }) => granted)).to.have.length(12);
    for (const answer of answers) if (!answer.granted) expect(answer.reason).to.match(/^Already resolved: /);
    const narratives = (await log()).filter(({ kind }) => kind === 'narrative');
    expect(narratives).to.have.length(12);
    const taken = (await log()).flatMap((news) =>
      news.kind === 'action_status' && news.status === 'processing' ? [news.actionId] : [],
    );
    const declared = (await log()).flatMap((news) =>
      news.kind === 'action_status' && news.status === 'pending' ? [news.actionId] : [],
    );
    expect(taken).to.deep.equal(declared);
  });

  it('lose no change of a sheet, nor a fight, whatever else happens', async () => {
    await party.ask(one, 'start_combat', { mode: 'simultaneous' });
    const wishes = [
      { hit_points: 20 },
      { level: 4 },
      { conditions: ['prone'] },
      { hidden_roll: 'Stealth 3' },
    ];
    await Promise.all([
      everybodyActs('first'),
      ...wishes.map((wish, at) =>
        party.ask(at % 2 === 0 ? one : two, 'update_character', { player: 'thorin', ...wish }),
      ),
      ...[one, two].map((node) => party.ask(node, 'party_refresh_token', { player: 'OBSERVER' })),
      party.ask(one, 'party_thinking', { message: 'hm' }),
    ]);
    const { players, combat } = await party.ask(two, 'get_party_status');
    const [thorin] = players as { character: object }[];
    expect(thorin?.character).to.deep.include(Object.assign({}, ...wishes));
    expect((combat as CombatState).submitted?.toSorted()).to.deep.equal(PLAYERS.toSorted());
  });

  it('are out of the fight when they are kicked, and out of it at once', async () => {
    await party.ask(one, 'start_combat', { mode: 'turn_based' });
    for (const somebody of people.values()) somebody.say({ type: 'action', text: 'I act' });
    const kicked = await Promise.all(
      ['vex', 'elara', 'vex'].map((player, at) =>
        attempt(at === 1 ? two : one, 'party_kick_player', { player }),
      ),
    );
    expect(kicked.map(({ granted }) => granted).sort()).to.deep.equal([false, true, true]);
    const { combat } = await party.ask(two, 'next_turn');
    const { initiative, current_turn } = combat as CombatState;
    expect(initiative.map(({ id }) => id)).to.deep.equal(['thorin', 'gorm']);
    expect(current_turn).to.equal('gorm');
    const news = await log();
    const out = news.findIndex((each) => each.kind === 'revoked' && each.memberId === 'vex');
    const later = news.slice(out).filter((each) => each.kind === 'action_status' && each.playerId === 'vex');
    expect(later).to.deep.equal([]);
  });

  it('one session is started, of many that were asked for', async () => {
    await party.ask(one, 'stop_party_mode');
    const starts = await Promise.all(
      Array.from({ length: 6 }, (_, at) => attempt(at % 2 === 0 ? one : two, 'start_party_mode')),
    );
    expect(starts.filter(({ granted }) => granted)).to.have.length(1);
    const stops = await Promise.all([one, two, one].map((node) => attempt(node, 'stop_party_mode')));
    expect(stops.filter(({ granted }) => granted)).to.have.length(1);
  });
});

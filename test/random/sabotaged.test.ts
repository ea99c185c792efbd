import { after, before, describe, it } from 'node:test';
import { expect } from 'chai';
import type { Game } from '../../support/random/game';
import { partyGame } from '../../support/random/party/party-game';
import { pongGame } from '../../support/random/pong/pong-game';
import { ReferencePartyDialect } from '../../support/systems/party/dialects/reference';
import { ReferencePongDialect } from '../../support/systems/pong/dialects/reference';
import { Cluster } from '../../support/targets/embedded/cluster';
import { openEmbedded } from '../../support/targets/embedded/embedded';
import type { Target } from '../../support/targets/target';
import { inTurns, playOn, readStory } from './playing';
import { type Frame, type Sabotage, Saboteur } from './saboteur';

/** What is done to the server's frames, what the shortest session that shows it ends with, and what is said. */
interface Fault {
  readonly called: string;
  readonly sabotage: () => Sabotage;
  readonly story: RegExp;
  readonly said: RegExp;
}

/** Every frame as it is, but those that `change` makes something else of. */
const changing = (change: (frame: Frame) => readonly Frame[] | undefined) => () => {
  return (frame: Frame) => change(frame) ?? [frame];
};

const PONG: readonly Fault[] = [
  {
    called: 'nobody is told that player two left',
    sabotage: changing(({ type, player_num }) =>
      type === 'player_disconnected' && player_num === 2 ? [] : undefined,
    ),
    story: /(leaves|is cut off)/,
    said: /waited .* for the word that player \d has left, in vain/,
  },
  {
    called: 'the beginning of a game is told twice',
    sabotage: changing((frame) =>
      frame.status === 'playing' && frame.type === 'status_change' ? [frame, frame] : undefined,
    ),
    story: /say(s)? ready/,
    said: /times? what the status was already|was told .* twice/,
  },
  {
    called: 'a point too many is shown',
    sabotage: changing((frame) =>
      frame.type === 'game_update' && frame.score_p1 === 1 ? [{ ...frame, score_p1: 2 }] : undefined,
    ),
    story: /scores$/,
    said: /a score of 1:0, in vain|the score/,
  },
  {
    called: 'a third player is given a place',
    sabotage: changing((frame) =>
      frame.type === 'joined_as_observer'
        ? [{ type: 'joined_as_player', player_num: 2, room_code: frame.room_code }]
        : undefined,
    ),
    story: /joins the \w+ room/,
    said: /has joined as an observer, in vain|the place/,
  },
  {
    called: 'a refusal is not told',
    sabotage: changing(({ type }) => (type === 'error' ? [] : undefined)),
    story: /./,
    said: /waited .* for an error answer, in vain/,
  },
];

const PARTY: readonly Fault[] = [
  {
    called: 'a private text is told to everybody who is told after its reader',
    sabotage: () => {
      const overheard = new Map<unknown, unknown>();
      return (frame) => {
        if (frame.type !== 'narrative') return [frame];
        if (frame.private !== undefined) overheard.set(frame.id, frame.private);
        const known = overheard.get(frame.id);
        return [known === undefined ? frame : { ...frame, private: known }];
      };
    },
    story: /with a private text for/,
    said: /received a private text for \w+, which is for/,
  },
  {
    called: 'an answer is told twice',
    sabotage: changing((frame) => (frame.type === 'narrative' ? [frame, frame] : undefined)),
    story: /the host (answers|ends the round)/,
    said: /was told #\d+ <- narrative .*, and what came next for .* was nothing/,
  },
  {
    called: 'nobody is told who leaves',
    sabotage: changing(({ type, content }) =>
      type === 'system' && String(content).endsWith('has left.') ? [] : undefined,
    ),
    story: /(leaves|is cut off|a new token)/,
    said: /was not told announcement "\w+ has left\."|for the words "\w+ has left|by how many connections/,
  },
  {
    called: 'it is always the own turn',
    sabotage: changing((frame) =>
      frame.type === 'combat_state' && frame.active ? [{ ...frame, your_turn: true }] : undefined,
    ),
    story: /begins a fight turn by turn/,
    said: /was told that it is the own turn/,
  },
  {
    called: 'a rejected action is told to be waiting',
    sabotage: changing(({ type, status }) =>
      type === 'action_status' && status === 'rejected'
        ? [{ type, action_id: 'x', status: 'pending' }]
        : undefined,
    ),
    story: /declares an action$/,
    said: /for the action to be rejected .*, in vain/,
  },
];

const SESSIONS = 60;
const MOST_MOVES = 9;

describe('a server that is sabotaged is found out by sessions at random, in few moves', () => {
  let cluster: Cluster;
  let target: Target;
  const broken = new Map<Fault, string>();

  const outcome = async ({ sabotage }: Fault, gameOn: (target: Target) => Game) => {
    const saboteur = await Saboteur.before(target, sabotage());
    const played = await playOn(saboteur.sabotaged, gameOn(saboteur.sabotaged), {
      seed: 11,
      sessions: SESSIONS,
    });
    await saboteur.close();
    return played.broken ?? '';
  };
  const all = async (faults: readonly Fault[], atOnce: number, gameOn: (target: Target) => Game) => {
    const told = await inTurns(faults, atOnce, (fault) => outcome(fault, gameOn));
    for (const [fault, text] of told) broken.set(fault, text);
  };

  before(async () => {
    cluster = await Cluster.launch();
    target = await openEmbedded(await cluster.ready, 'sabotaged');
    // Who moves the clock is alone.
    await all(PONG, 1, (on) => pongGame((scope) => new ReferencePongDialect(on, scope), true) as Game);
    await all(PARTY, 2, (on) => partyGame((scope) => new ReferencePartyDialect(on, scope)) as Game);
  });
  after(async () => {
    await target?.stop();
    await cluster?.stop();
  });

  for (const [title, faults] of [
    ['game of pong', PONG],
    ['party', PARTY],
  ] as const) {
    for (const fault of faults) {
      it(`${title}: ${fault.called}`, () => {
        const told = broken.get(fault) ?? '';
        const { moves } = readStory(told);
        expect(moves.join('\n'), told).to.match(new RegExp(fault.story, 'm'));
        expect(moves.length, told).to.be.at.most(MOST_MOVES);
        expect(told).to.match(fault.said);
        expect(told).to.include(`A random ${title} of `);
      });
    }
  }
});

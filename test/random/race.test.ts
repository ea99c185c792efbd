import { after, before, describe, it } from 'node:test';
import { expect } from 'chai';
import type { Game } from '../../support/random/game';
import { raceGame } from '../../support/random/race/race-game';
import type { Outcome } from '../../support/random/sessions';
import { ReferenceRaceDialect } from '../../support/systems/race/dialects/reference';
import type { Target } from '../../support/targets/target';
import { BrokenRaceServer, type Fault } from '../race/broken-race-server';
import { inTurns, playOn, readStory, targetOf } from './playing';

/** The fault, what has to be in the shortest session that shows it, and what is said. */
const FAULTS: readonly (readonly [Fault, RegExp, RegExp])[] = [
  [
    'one runner is not told of the start',
    /Olga starts the race$/,
    /waited .* for the start of the race, in vain/,
  ],
  [
    'the start is told twice',
    /Olga starts the race/,
    /was told "race started" twice, and once would have been right/,
  ],
  [
    'a report after the finish counts',
    /(finishes at|gives up)/,
    /waited .* for an error answer, in vain|was told that \w+ is/,
  ],
  [
    'a falling time is accepted',
    /(enters|finishes|reports).* at 0:00$/,
    /'s time fall from|an error answer, in vain/,
  ],
  [
    'a wrong token is let in',
    /made-up token$/,
    /mod is turned away \("Invalid mod token or race"\), in vain/,
  ],
  [
    'a second connection leaves the first open',
    /connects once more$/,
    /for the server to close the connection \(4009\), in vain/,
  ],
  ['the race ends twice', /(finishes|gives up)/, /was told twice in a row that the race is finished/],
  ['the race never ends', /(finishes|gives up)/, /for the race to be finished, in vain/],
  [
    "a spectator's report counts",
    /who only watches, reports a time$/,
    /was told that \w+ is .*, and by what was done before is/,
  ],
  [
    'a malformed message ends the connection',
    /'s mod sends /,
    /met with trouble that no step asked for: #\d+ <- closed 1006/,
  ],
  ['the order of the standings is wrong', /./, /saw the order .* instead of/],
  ['gaps are wrong', /(enters|reports|finishes)/, /saw a gap of \d+ ms for \w+ instead of/],
  ['a token is in the look-up', /^$/, /Olga received \w+'s access token, which is for \w+ only/],
  [
    'progress is lost on reconnecting',
    /connects( once more)?$/,
    /was told that \w+ is .* at 0:00 .*, and by what was done before is/,
  ],
  ['a refusal has no reason', /./, /the reason: expected '' to not equal ''/],
];

/** The promise is broken in so few sessions, and told in so few moves. */
const SESSIONS = 100;
const MOST_MOVES = 9;

const game = (target: Target) => raceGame((scope) => new ReferenceRaceDialect(target, scope)) as Game;

async function playOnServer(
  faults: readonly Fault[],
  asked: { seed: number; sessions: number; path?: string },
): Promise<Outcome> {
  const server = await BrokenRaceServer.open(...faults);
  const target = await targetOf(server);
  try {
    return await playOn(target, game(target), asked);
  } finally {
    await target.stop();
    await server.close();
  }
}

describe('races that chance runs', () => {
  it('break no rule on a server that keeps the promises, written apart from ours', async () => {
    const { played, moves, broken } = await playOnServer([], { seed: 1, sessions: SESSIONS });
    expect(broken).to.equal(undefined);
    expect(played).to.equal(SESSIONS);
    expect(moves / played, 'moves in a session').to.be.greaterThan(10);
  });
});

describe('a server that breaks one promise is found out by races at random, in few moves', () => {
  let outcomes: ReadonlyMap<Fault, Outcome> = new Map();
  before(async () => {
    const faults = FAULTS.map(([fault]) => fault);
    outcomes = await inTurns(faults, 4, (fault) => playOnServer([fault], { seed: 7, sessions: SESSIONS }));
  });
  after(() => {
    outcomes = new Map();
  });

  for (const [fault, story, said] of FAULTS) {
    it(fault, () => {
      const broken = outcomes.get(fault)?.broken ?? '';
      const { moves } = readStory(broken);
      expect(moves.join('\n')).to.match(new RegExp(story, 'm'));
      expect(moves.length, broken).to.be.at.most(MOST_MOVES);
      expect(broken).to.match(
        /^A random race (of \d+ moves|of one move|in which nobody did anything) broke a rule\./,
      );
      expect(broken).to.match(said);
      expect(broken).to.match(
        /\nTo see it again: RANDOM_SEED=\d+ RANDOM_PATH=\S+ npx cucumber-js -p live --tags '@random and @race'$/,
      );
    });
  }

  it('and what a failure prints plays the same session again, move by move', async () => {
    const { broken = '' } = outcomes.get('progress is lost on reconnecting') ?? {};
    const { seed, path, moves } = readStory(broken);
    const again = await playOnServer(['progress is lost on reconnecting'], { seed, sessions: 1, path });
    expect(readStory(again.broken ?? '').moves).to.deep.equal(moves);
    const { played, broken: none } = await playOnServer([], { seed, sessions: 1, path });
    expect([played, none], 'on a server that is in order').to.deep.equal([1, undefined]);
  });
});

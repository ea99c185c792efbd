import { after, before, describe, it } from 'node:test';
import { expect } from 'chai';
import { featureFiles } from '../project/features';
import { play, playWith, type Run, type Scenario } from '../race/run';
import { BrokenPartyServer, type Fault } from './broken-party-server';

/** A wait that runs out lasts 1.5 s: what comes at all has come by then, on a busy machine too. */
const HURRIED = 0.5;

type Case = readonly [Fault, string, readonly string[]];

/** The promise broken, the scenario that owns it, and the words in which the suite says that it was broken. */
const FAULTS: readonly Case[] = [
  [
    'one player is not told the answer',
    'Everybody reads the answer',
    [
      'Elara waited 1.5 s for the host\'s answer "You find a rusty key", in vain.',
      '(Thorin, Vex, Gorm saw it.)',
    ],
  ],
  [
    'the answer is told twice',
    'Everybody reads the answer',
    [
      'Vex had to see the host\'s answer "You find a rusty key" exactly once before the marker',
      'saw it twice.',
    ],
  ],
  [
    'a private text is told to everybody',
    'A private text is not for the observer',
    [
      'the observer waited 1.5 s for the host\'s answer "You find a ring", with nothing private, in vain.',
      'Elara received a private text for Thorin',
    ],
  ],
  [
    'notes are told to everybody',
    "The host's notes are not for the observer",
    ['with nothing private, in vain.', "- Thorin received the host's notes"],
  ],
  [
    'actions are taken up last come first served',
    'Actions are taken up in the order in which they were declared',
    ['actions as they were taken up: expected', '-    "action": "I close my eyes"'],
  ],
  ['all actions have one id', 'Concurrent submission', ['different ids: expected 1 to equal 40']],
  [
    'an action is taken up again and again',
    "Two at the host's desk never take up the same action",
    ['actions taken up: expected'],
  ],
  [
    'anybody may act in a fight',
    'Who does not have the turn is told whom to wait for, at table',
    ['Gorm waited 1.5 s for the action to be rejected ("Not your turn. Waiting for Elara."), in vain.'],
  ],
  [
    'anybody may act in a fight',
    'Two players act in the instant in which the turn changes, 20 times over',
    ["'s action was accepted (#", 'who had the turn when '],
  ],
  [
    'the order of a fight is upside down',
    'Whoever is named first wins a tie',
    [
      'Thorin waited 1.5 s for a fight in the order Elara, Gorm, Wolf, Thorin, in vain.',
      "the order: expected 'Thorin, Wolf, Gorm, Elara' to equal 'Elara, Gorm, Wolf, Thorin'",
    ],
  ],
  [
    'rounds are not counted',
    'The turn passes from one to the next, and the next round follows the last',
    ["Thorin waited 1.5 s for Elara's turn in round 2, in vain.", 'the round: expected 1 to equal 2'],
  ],
  [
    'who joins a fight is told nothing',
    'A player who joins during the fight is told how it stands',
    ["Gorm waited 1.5 s for Elara's turn in round 1, in vain."],
  ],
  [
    'everybody may act again in a round',
    'Nobody acts twice in a round, by request',
    [
      'Elara waited 1.5 s for an answer that declines: no right to it ("Already submitted this round"), in vain.',
    ],
  ],
  [
    'everybody may act again in a round',
    'A player acts on two devices in the same instant, 20 times over',
    ['waited 1.5 s for the action to be rejected ("Already submitted this round"), in vain.'],
  ],
  [
    'actions of a round stay in the queue',
    'All actions of a round are answered together',
    ['Thorin waited 1.5 s for the own action to be answered, in vain.'],
  ],
  [
    'hit points are told to everybody',
    'A scratch that cannot be seen is told to nobody else',
    ["Gorm must not see a change of Thorin's sheet, but saw #", 'character changed Thorin: hitPoints 27'],
  ],
  [
    'a change to a sheet is not told',
    'Everybody sees what befalls a character',
    ["Vex waited 1.5 s for Elara's sheet to change (conditions), in vain."],
  ],
  [
    'sheets are shown whole',
    'Of another character a player sees what can be seen',
    ['what Elara is shown: expected', '-  "secretBackground"'],
  ],
  [
    'an answered action may be answered again',
    'An action is answered twice in the same instant, 20 times over',
    ['answers that were accepted, time 1 of 20: expected 2 to equal 1'],
  ],
  [
    'a refused answer is told',
    'An action that is still waiting has to be taken up first',
    ['the host waited 1.5 s for the order to be refused, in vain.'],
  ],
  [
    'the observer may act',
    'The observer cannot act by request',
    [
      'the observer waited 1.5 s for an answer that declines: no right to it ("Observers cannot act"), in vain.',
    ],
  ],
  [
    'who leaves is not announced',
    'The others learn who has left',
    ['Thorin waited 1.5 s for the words "Gorm has left.", in vain.'],
  ],
  [
    'who was removed may come back',
    "The removed player's token is worthless",
    ['Vex waited 1.5 s for word of being turned away ("Invalid token"), in vain.'],
  ],
  [
    'who was removed may come back',
    'A player comes with a second device while being removed, 20 times over',
    ['Vex waited 1.5 s for the end of the connection, in vain.'],
  ],
  [
    'connections of an old token stay',
    'The connections of the old token are ended',
    ['Thorin waited 1.5 s for the server to close the connection (4003 Token refreshed), in vain.'],
  ],
  [
    "the observer's token opens the host's tools",
    'Who may do what',
    [
      'Tokens open other doors than they should:',
      'look at the session as the host: the observer\'s: it is "yes", and not "no"',
    ],
  ],
  [
    'nobody is too busy',
    "Ten actions in a second are a player's fill",
    ['actions that were accepted: expected 40 to be below 40'],
  ],
  [
    'a bad message ends the connection without a word',
    "A player's machine sends what is no message at all, is told so, and goes on",
    [
      'Row 1 of 7 | text without sense |: Thorin waited 1.5 s for an error answer, in vain.',
      '<- closed 1006',
    ],
  ],
  [
    'a bad message is passed over',
    "A player's machine sends what is no message at all, is told so, and goes on",
    ['Row 1 of 7 | text without sense |: Thorin waited 1.5 s for an error answer, in vain.'],
  ],
  [
    'a flood is borne',
    "A player's flood ends that player's own connection",
    ['Gorm waited 1.5 s for the server to close the connection (1008), in vain.'],
  ],
  [
    'an order that is never finished holds up everything',
    'An order that the host never finishes holds up nobody',
    ['the host takes up the next action, in vain: POST /mcp was not answered: nothing came within 1.5 s.'],
  ],
  [
    'a reader who stalls holds up the others',
    'Somebody who reads nothing of very much holds up nobody else',
    ['Thorin waited 1.5 s for thought ', 'of the host'],
  ],
  [
    'a command comes to nothing',
    'Each command comes to its orders',
    [
      'Row 1 of 6 | party-status | looks at the session |: ',
      'orders that party-status comes to: expected []',
    ],
  ],
  [
    'a second session opens beside the first',
    'A session is opened twice in the same instant',
    ['orders that were granted: expected [ true, true ] to deeply equal [ false, true ]'],
  ],
];

const FEATURES = featureFiles().filter((file) => file.startsWith('features/party/'));
const escaped = (title: string) => title.replace(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);

/**
 * Plays the scenarios of these faults in one run: cucumber plays them in the order of the features, each has a host of its own, and the
 * server gives the first host the first fault.
 */
async function playInTurn(cases: readonly Case[]): Promise<ReadonlyMap<Case, Scenario | undefined>> {
  const server = await BrokenPartyServer.open(...cases.map(([fault]) => fault));
  const titles = cases.map(([, title]) => escaped(title)).join('|');
  const { scenarios, output } = await playWith(HURRIED, server, '--name', `^(${titles})$`, ...FEATURES);
  await server.close();
  expect(
    scenarios.map(({ name }) => name),
    output,
  ).to.deep.equal(cases.map(([, title]) => title));
  return new Map(cases.map((each, index) => [each, scenarios[index]]));
}

describe('the party features', () => {
  let honest: Run | undefined;
  let outcomes: ReadonlyMap<Case, Scenario | undefined> = new Map();

  before(async () => {
    const server = await BrokenPartyServer.open();
    honest = await play(server, ...FEATURES);
    await server.close();
    const order = honest.scenarios.map(({ name }) => name);
    const inOrder = FAULTS.toSorted(([, one], [, other]) => order.indexOf(one) - order.indexOf(other));
    // Faults of one scenario stand beside each other: they go to different runs.
    const runs = [0, 1, 2].map((run) => inOrder.filter((_, index) => index % 3 === run));
    const played = await Promise.all(runs.map(playInTurn));
    outcomes = new Map(played.flatMap((run) => [...run]));
  });
  after(() => {
    honest = undefined;
    outcomes = new Map();
  });

  it('pass against a server that keeps the promises, written apart from ours; what it cannot show is skipped with the reason', () => {
    const { code, output, scenarios = [] } = honest ?? {};
    expect(
      scenarios.flatMap(({ name, messages }) => messages.map((message) => `${name}: ${message}`)),
    ).to.deep.equal([]);
    expect(code, output).to.equal(0);
    expect(scenarios.length).to.be.greaterThan(200);
    const skipped = scenarios.filter(({ status }) => status === 'SKIPPED');
    expect(skipped.map(({ log }) => log.join())).to.include.members([
      'Not verifiable here: no record',
      'Not verifiable here: no test clock',
      'Not verifiable here: no browser',
      'Not verifiable here: no restart',
    ]);
  });

  describe('against a server that breaks one promise, the scenario that owns it fails and says so', () => {
    for (const each of FAULTS) {
      const [fault, title, words] = each;
      it(`${fault}: ${title}`, () => {
        const { status, messages = [] } = outcomes.get(each) ?? {};
        expect(status).to.equal('FAILED');
        for (const part of words) expect(messages.join('\n')).to.include(part);
      });
    }
  });
});

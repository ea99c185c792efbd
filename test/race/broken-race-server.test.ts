import { after, before, describe, it } from 'node:test';
import { expect } from 'chai';
import { BrokenRaceServer, type Fault } from './broken-race-server';
import { play, playWith, type Run } from './run';

/** A wait that runs out lasts 1.5 s: what comes at all has come by then, on a busy machine too. */
const HURRIED = 0.5;

/** The promise broken, the scenario that owns it, and the words in which the suite says that it was broken. */
const FAULTS: readonly (readonly [Fault, string, readonly string[]])[] = [
  [
    'one runner is not told of the start',
    'Every connected runner is told',
    ['Bo waited 1.5 s for the start of the race, in vain.', '(Ana, Cy saw it.)'],
  ],
  [
    'the start is told twice',
    'Every connected runner is told',
    [
      "Bo had to see the start of the race exactly once before the marker: Ana's next report, and saw it twice.",
      '- Bo was told "race started" twice, and once would have been right.',
    ],
  ],
  [
    'a report after the finish counts',
    'After the own finish nothing counts any more',
    [
      'Row 1 of 5 | reports 21:00 and 4 deaths |: ',
      'Bo must not see any change in the standings, but saw #',
      '<- standings Ana (finished 21:00), Bo',
    ],
  ],
  [
    'a falling time is accepted',
    'A report with a time that there cannot be is refused',
    [
      'Row 10 of 10 | a report | the time 599999 | falling |: Ana waited 1.5 s for an error answer, in vain.',
      "- Bo saw Ana's time fall from 600000 to 599999 in #",
      '- Bo was told a time of 599999 ms, which Ana never reported, in #',
    ],
  ],
  [
    'a wrong token is let in',
    'A mod that shows a token that does not belong here is turned away',
    [
      'Row 1 of 4 | a made-up token | Invalid mod token or race |: Dan waited 1.5 s for word that the mod is turned away ("Invalid mod token or race"), in vain.',
    ],
  ],
  [
    'a second connection leaves the first open',
    'A second connection takes over and the first is closed',
    [
      'Ana waited 1.5 s for the server to close the connection (4009 Replaced by a newer connection), in vain.',
    ],
  ],
  [
    'the race ends twice',
    'The organizer ends the race in the instant of the last finish',
    [
      'Bo had to see the race to be finished exactly once before the marker: Ana going away, and saw it twice.',
      '- Ana was told twice in a row that the race is finished.',
    ],
  ],
  [
    'the race never ends',
    'The last runner finishes',
    ['Sam waited 1.5 s for the race to be finished, in vain.'],
  ],
  [
    "a spectator's report counts",
    'Whatever a spectator does is in vain',
    [
      'Row 1 of 6 | reports 9:00 and 1 death |: ',
      'That Bo never saw any change in the standings could not be proved: the marker did not arrive.',
      '- Bo was told of a report that nobody sent: #',
    ],
  ],
  [
    'a malformed message ends the connection',
    'A mod sends messages of a shape that none has, is told so, and goes on',
    [
      'Row 1 of 10 | a list |: Ana waited 1.5 s for an error answer, in vain.',
      '- Ana met with trouble that no step asked for: #',
      ' <- closed 1006',
    ],
  ],
  [
    'the order of the standings is wrong',
    'Entering a deeper layer takes the lead',
    [
      'Bo waited 1.5 s for Bo ahead of Ana, in vain.',
      '- Ana saw the order Cy, Bo, Ana instead of Ana, Bo, Cy in #',
    ],
  ],
  [
    'gaps are wrong',
    "In the leader's layer, the gap is the difference of the times of entry",
    [
      'Bo waited 1.5 s for Bo shown with gap 0:45, in vain.',
      "Bo's gap is 0:46, not 0:45",
      '- Ana saw a gap of 46000 ms for Bo instead of a gap of 45000 ms in #',
    ],
  ],
  [
    'a token is in the look-up',
    'The race as anybody may look it up names no access token',
    [
      "runners whose token is shown: expected [ 'Ana', 'Bo', 'Cy' ] to deeply equal []",
      "- Olga received Bo's access token, which is for Bo only, in #",
    ],
  ],
  [
    'progress is lost on reconnecting',
    'A runner comes back to the own progress',
    ["Ana's time is 0:00, not 10:00", "- Bo saw Ana's time fall from 600000 to 0 in #"],
  ],
  [
    'a refusal has no reason',
    'A mod sends messages of a shape that none has, is told so, and goes on',
    [
      'Row 1 of 10 | a list |: ',
      "refused: the reason: expected '' to not equal ''",
      'which race.asyncapi.yaml does not allow: error/message must NOT have fewer than 1 characters',
    ],
  ],
];

const exactly = (title: string) => `^${title.replace(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`)}$`;

/** The outcomes of all faults, two runs of cucumber at a time. */
async function playAll(): Promise<ReadonlyMap<Fault, Run>> {
  const runs = new Map<Fault, Run>();
  const left = FAULTS.values();
  const work = async () => {
    for (const [fault, title] of left) {
      const server = await BrokenRaceServer.open(fault);
      runs.set(fault, await playWith(HURRIED, server, '--name', exactly(title)));
      await server.close();
    }
  };
  await Promise.all([work(), work()]);
  return runs;
}

describe('the race features', () => {
  it('pass against a server that keeps the promises, written apart from ours; what it cannot show is skipped with the reason', async () => {
    const server = await BrokenRaceServer.open();
    const { code, scenarios, output } = await play(server, 'features/race');
    await server.close();
    expect(
      scenarios.flatMap(({ name, messages }) => messages.map((message) => `${name}: ${message}`)),
    ).to.deep.equal([]);
    expect(code, output).to.equal(0);
    expect(scenarios.length).to.be.greaterThan(100);
    const skipped = scenarios.filter(({ status }) => status === 'SKIPPED');
    expect(skipped.length).to.be.greaterThan(0);
    const reasons = new Set(skipped.map(({ log }) => log.join()));
    expect([...reasons].toSorted()).to.deep.equal([
      'Not verifiable here: no record',
      'Not verifiable here: no record, no restart, no second node',
      'Not verifiable here: no restart, no second node',
      'Not verifiable here: no second node',
      'Not verifiable here: no test clock',
    ]);
    const rest = scenarios.filter(({ status }) => status !== 'SKIPPED').map(({ status }) => status);
    expect([...new Set(rest)]).to.deep.equal(['PASSED']);
  });
});

describe('against a server that breaks one promise, the scenario that owns it fails and says so', () => {
  let runs: ReadonlyMap<Fault, Run> = new Map();
  before(async () => {
    runs = await playAll();
  });
  after(() => {
    runs = new Map();
  });

  for (const [fault, title, words] of FAULTS) {
    it(fault, () => {
      const { code, scenarios = [] } = runs.get(fault) ?? {};
      expect(scenarios.map(({ name, status }) => [name, status])).to.deep.equal([[title, 'FAILED']]);
      expect(code).to.equal(1);
      const messages = scenarios.flatMap((scenario) => scenario.messages).join('\n');
      for (const part of words) expect(messages).to.include(part);
    });
  }
});

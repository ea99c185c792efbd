import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, describe, it } from 'node:test';
import { expect } from 'chai';
import { readingsOf } from '../../support/reporting/failure';
import { BrokenRaceServer } from '../race/broken-race-server';
import { play, type Run } from '../race/run';

/** What somebody wrote wrongly, the steps, and the one sentence with which the suite answers. */
const MISTAKES: readonly (readonly [string, readonly string[], string])[] = [
  [
    'an unknown runner',
    ["Given Ana and Bo are racing in Olga's race", 'When Zed enters layer 1 at 2:00'],
    'Error: There is no runner "Zed" in this scenario. Its runners: Ana, Bo.',
  ],
  [
    'an unknown person in a Then',
    ["Given Ana and Bo are racing in Olga's race", 'When Ana enters layer 1 at 2:00', 'Then Zed is declined'],
    'Error: There is nobody named "Zed" in this scenario. There are: Olga, Ana, Bo.',
  ],
  [
    'an organizer who has no race',
    ["Given Ana and Bo are racing in Olga's race", 'When Otto ends the race'],
    'Error: Otto has no race in this scenario. Organizers: Olga.',
  ],
  [
    'one name for two roles',
    ["Given Ana and Bo are racing in Olga's race", 'When Ana comes to watch'],
    'Error: There is somebody named Ana in this scenario already (runner).',
  ],
  [
    'an organizer who runs',
    ["Given Ana and Olga are racing in Olga's race"],
    'Error: Olga takes part in this scenario as organizer, and cannot be its runner.',
  ],
  [
    'an unknown zone',
    ["Given Ana and Bo are racing in Olga's race", 'When Ana enters "Moon Base" at 2:00'],
    'Error: There is no zone "Moon Base" on this course. Its zones: Old Harbour, ',
  ],
  [
    'an unknown layer',
    ["Given Ana and Bo are racing in Olga's race", 'When Ana enters layer 77 at 2:00'],
    'Error: There is no layer 77 on this course: its layers are 0 to 6.',
  ],
  [
    'a time that is none',
    ["Given Ana and Bo are racing in Olga's race", 'When Ana enters layer 1 at 2:75'],
    'RangeError: "2:75" is no in-game time; write minutes and seconds, like 4:10 or 1:02:03.',
  ],
  [
    'a Then before there is a race',
    ['Then everybody sees the standings Ana, Bo'],
    'Error: No race has been set up in this scenario yet.',
  ],
  [
    'nobody who could see it',
    ['Given Olga has created a race for Ana and Bo', 'Then everybody sees the standings Ana, Bo'],
    'Error: Nobody is there who could see it: the step would prove nothing.',
  ],
  [
    'a standstill after nothing was done',
    ["Given Ana and Bo are racing in Olga's race", 'Then nothing changes for anybody'],
    'Error: Could not be proved: nobody had been told of the standings before somebody acted.',
  ],
  [
    'a standstill that nobody could witness',
    [
      "Given Ana and Bo have joined Olga's race",
      "And Bo's mod has gone away",
      'When Ana reports ready',
      'Then nothing changes for anybody',
    ],
    'Error: Could not be proved: nobody is connected who could set a marker, or nobody who would see it.',
  ],
  [
    'a runner who joins without a pack',
    ['Given Olga has created a race for Ana and Bo', 'When Ana joins'],
    'Error: Ana has not fetched a seed pack yet.',
  ],
  [
    'a report over no connection',
    ['Given Olga has handed out the seed packs to Ana and Bo', 'When Ana reports ready'],
    'Error: Ana cannot send "is ready": no connection is open.',
  ],
  [
    'an unknown state in a table',
    [
      "Given Ana and Bo are racing in Olga's race",
      'And the race stands like this:',
      '  | runner | state | at |',
      '  | Ana | asleep | 1:00 |',
    ],
    'Error: "asleep" is no state of a runner; write layer 2, finished or given up.',
  ],
  [
    'an unknown column in a table',
    [
      "Given Ana and Bo are racing in Olga's race",
      'And the race stands like this:',
      '  | runner | mood | at |',
      '  | Ana | fine | 1:00 |',
    ],
    'Error: How a race stands has the columns runner, state, at, and not runner, mood, at.',
  ],
  [
    'an unknown runner in a table',
    [
      "Given Ana and Bo are racing in Olga's race",
      'And the race stands like this:',
      '  | runner | state | at |',
      '  | Zed | layer 1 | 1:00 |',
    ],
    'Error: There is no runner "Zed" in this race. Its runners: Ana, Bo.',
  ],
  [
    'an unknown malformed message',
    ["Given Ana and Bo are racing in Olga's race", "When Ana's mod sends a poem"],
    'Error: No frame is known as "a poem". Known: text without sense, ',
  ],
  [
    'an unknown wrong value',
    [
      "Given Ana and Bo are racing in Olga's race",
      'When Ana sends these, one after the other:',
      '  | what     | value           |',
      '  | a report | the weather bad |',
      'Then each of them is refused, and nothing changes for anybody',
    ],
    'Error: Row 1 of 1 | a report | the weather bad |: "the weather bad" names no value; write the time -1, 5.5 deaths, the zone "Nowhere" or no time.',
  ],
];

const feature = [
  'Feature: Mistakes',
  ...MISTAKES.flatMap(([title, steps]) => [`  Scenario: ${title}`, ...steps.map((step) => `    ${step}`)]),
  '  @needs-magic',
  '  Scenario: an unknown capability',
  "    Given Ana and Bo are racing in Olga's race",
  '  Scenario: words that no step has',
  '    Given the moon is full',
  '  @needs-clock',
  '  Scenario: a capability that a live server does not have',
  "    Given Ana and Bo are racing in Olga's race",
].join('\n');

describe('a mistake in a feature', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'gauntlet-mistakes-'));
  let run: Run;
  before(async () => {
    const file = path.join(folder, 'mistakes.feature');
    writeFileSync(file, feature);
    const server = await BrokenRaceServer.open();
    run = await play(server, file);
    await server.close();
  });
  after(() => rmSync(folder, { recursive: true }));
  const scenario = (title: string) => run.scenarios.find(({ name }) => name === title);

  it('makes the run fail', () => {
    expect(run.code).to.equal(1);
    expect(run.scenarios).to.have.lengthOf(MISTAKES.length + 3);
  });

  for (const [title, , sentence] of MISTAKES) {
    it(`such as ${title} is one sentence that names it`, () => {
      const { status, messages = [] } = scenario(title) ?? {};
      expect(status).to.equal('FAILED');
      expect(messages, messages.join('\n')).to.have.lengthOf(1);
      const [first = ''] = readingsOf(messages[0] ?? '').details.split('\n');
      expect(first.slice(0, sentence.length)).to.equal(sentence);
      if (sentence.endsWith('.')) expect(first).to.equal(sentence);
    });
  }

  it('such as a tag for a capability that no target has is told with those there are', () => {
    const { status, messages = [] } = scenario('an unknown capability') ?? {};
    expect(status).to.equal('FAILED');
    expect(readingsOf(messages[0] ?? '').details).to.match(
      /^CapabilityError: The tag @needs-magic asks for an unknown capability; there are @needs-clock, @needs-record, /,
    );
  });

  it('such as words that no step has is undefined, and so a failure', () => {
    expect(scenario('words that no step has')?.status).to.equal('UNDEFINED');
    expect(run.output).to.include('Undefined. Implement with the following snippet:');
  });

  it('is not to ask for what this server cannot show: that is skipped with the reason, and never passed', () => {
    const { status, log, messages } = scenario('a capability that a live server does not have') ?? {};
    expect({ status, log, messages }).to.deep.equal({
      status: 'SKIPPED',
      log: ['Not verifiable here: no test clock'],
      messages: [],
    });
  });
});

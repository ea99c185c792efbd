import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, it } from 'node:test';
import type { Envelope } from '@cucumber/messages';
import { expect } from 'chai';
import { SABOTEURS } from '../../../support/faults/saboteurs/catalogue';
import type { Saboteur } from '../../../support/faults/saboteurs/interference';
import { Catches, SABOTEUR_MEDIA } from '../../../support/reporting/sabotage/catches';
import { requestFrom } from '../../../support/reporting/sabotage/request';
import {
  firstLine,
  tableOf,
  unmovedBy,
  verdictOf,
  written,
} from '../../../support/reporting/sabotage/verdicts';

const HOUSE = path.resolve(__dirname, '../../..');

const THIEF: Saboteur = {
  id: 'race-thief',
  system: 'race',
  requirement: 'RACE-05',
  sentence: 'A report is stolen on the way.',
  says: /waited .* for Ana at 9:30/,
  interferes: () => ({}),
};

interface Played {
  readonly title: string;
  /** Under whom. */
  readonly under?: string;
  /** What it failed with. */
  readonly failure?: string;
  readonly skipped?: boolean;
}

/** The messages of scenarios that were played. */
function messages(...played: readonly Played[]): Envelope[] {
  return played.flatMap(({ title, under, failure, skipped }, index): Envelope[] => {
    const [pickle, testCase, start] = [`p-${title}`, `c${index}`, `s${index}`];
    const at = (seconds: number) => ({ seconds, nanos: 0 });
    const status = (failure === undefined ? (skipped ? 'SKIPPED' : 'PASSED') : 'FAILED') as never;
    const result = { status, duration: at(1), ...(failure === undefined ? {} : { message: failure }) };
    return [
      {
        pickle: {
          id: pickle,
          uri: 'features/race/x.feature',
          location: { line: 7 + title.length },
          name: title,
          language: 'en',
          steps: [],
          tags: [],
          astNodeIds: [],
        },
      },
      { testCase: { id: testCase, pickleId: pickle, testSteps: [] } },
      { testCaseStarted: { id: start, testCaseId: testCase, attempt: 0, timestamp: at(10) } },
      ...(under === undefined
        ? []
        : [
            {
              attachment: {
                testCaseStartedId: start,
                mediaType: SABOTEUR_MEDIA,
                body: under,
                contentEncoding: 'IDENTITY' as never,
              },
            },
          ]),
      {
        testStepFinished: {
          testCaseStartedId: start,
          testStepId: 't',
          testStepResult: result,
          timestamp: at(11),
        },
      },
      { testCaseFinished: { testCaseStartedId: start, timestamp: at(12), willBeRetried: false } },
    ];
  });
}

function trialAfter(...played: readonly Played[]) {
  const catches = new Catches([THIEF]);
  for (const message of messages(...played)) catches.take(message);
  const [trial] = catches.trials;
  if (!trial) throw new Error('There is no trial.');
  return { catches, trial };
}

const SEEN = 'Missed: Ana waited 3.0 s for Ana at 9:30, in vain.\n  Nearest: ...';

describe('the trial of a saboteur', () => {
  it('ends with a catch when a scenario fails for the reason', () => {
    const { trial } = trialAfter(
      { title: 'One', under: 'race-thief' },
      { title: 'Other', under: 'race-thief', failure: 'AssertionError: something else' },
      { title: 'Third', under: 'race-thief', failure: SEEN },
    );
    expect(verdictOf(trial)).to.equal('caught');
    const { saboteurs } = written([trial], [], new Date(0));
    expect(saboteurs).to.deep.equal([
      {
        id: 'race-thief',
        sentence: 'A report is stolen on the way.',
        requirement: 'RACE-05',
        system: 'race',
        caught: {
          scenario: 'Third',
          uri: 'features/race/x.feature:12',
          failure: 'Ana waited 3.0 s for Ana at 9:30, in vain.',
          milliseconds: 2_000,
        },
      },
    ]);
  });

  it('is bad when all that fails fails for another reason', () => {
    const { trial } = trialAfter({
      title: 'One',
      under: 'race-thief',
      failure: 'Error: connect ECONNREFUSED',
    });
    expect(verdictOf(trial)).to.equal('caught, not named');
    expect(tableOf([trial])).to.match(/RACE-05 {2}race-thief {2}caught, not named {2}2\.0 s {2}One/);
  });

  it('is bad when everything passes, whatever fails under somebody else', () => {
    const { trial, catches } = trialAfter(
      { title: 'One', under: 'race-thief' },
      { title: 'One', under: 'nobody', failure: SEEN },
    );
    expect(verdictOf(trial)).to.equal('unnoticed');
    expect(written([trial], [], new Date(0)).saboteurs[0]?.caught).to.equal(null);
    expect(catches.honest.map(({ scenario }) => scenario)).to.deep.equal(['One']);
  });

  it('is none where nothing could be played', () => {
    const { trial } = trialAfter({ title: 'One', under: 'race-thief', skipped: true });
    expect(verdictOf(trial)).to.equal('not played here');
  });

  it('knows when the run broke off', () => {
    const catches = new Catches([THIEF]);
    for (const message of messages({ title: 'One', under: 'race-thief' }).slice(0, -1)) catches.take(message);
    expect(catches.unfinished).to.equal(1);
  });

  it('shows which scenarios nothing known makes fail', () => {
    const { trial } = trialAfter(
      { title: 'Never', under: 'race-thief' },
      { title: 'Elsewhere', under: 'race-thief' },
      { title: 'Now', under: 'race-thief', failure: SEEN },
    );
    const unmoved = unmovedBy([trial], new Set(['Elsewhere']));
    expect(unmoved.map(({ scenario }) => scenario)).to.deep.equal(['Never']);
  });

  for (const [message, line] of [
    ['Missed: Ana waited.\nmore', 'Ana waited.'],
    ['AssertionError: the order: expected 1', 'the order: expected 1'],
    ['AssertionError [ERR_ASSERTION]: no', 'no'],
    ['\n  -\n  Bo saw it twice', 'Bo saw it twice'],
    ['Violations: A rule that holds for every scenario was broken:\n- Bo saw a secret', 'Bo saw a secret'],
  ] as const)
    it(`takes "${line}" for what a failure says first`, () => {
      expect(firstLine(message)).to.equal(line);
    });
});

describe('npm run sabotage', () => {
  it('calls all, those of one system, or those who are named', () => {
    expect(requestFrom([], 2)).to.deep.equal({
      saboteurs: SABOTEURS,
      whole: false,
      workers: 4,
      output: path.join('reports', 'sabotage.json'),
    });
    expect([1, 8].map((processors) => requestFrom([], processors).workers)).to.deep.equal([2, 4]);
    const { saboteurs } = requestFrom(['--system', 'race', '--whole', '--workers', '3'], 1);
    expect(new Set(saboteurs.map(({ system }) => system))).to.deep.equal(new Set(['race']));
    expect(requestFrom(['race-start-untold'], 8).saboteurs.map(({ id }) => id)).to.deep.equal([
      'race-start-untold',
    ]);
  });

  for (const [args, words] of [
    [['race-made-up'], /There is no saboteur "race-made-up". There are: /],
    [['--system', 'chess'], /no saboteurs of "chess"; there are some of race/],
    [['--workers', '0'], /"0" is not a number of workers/],
    [['--fast'], /--fast/],
    [['--system', 'pong', 'race-start-untold'], /None of these is a saboteur of pong/],
  ] as const)
    it(`refuses ${args.join(' ')}`, () => {
      expect(() => requestFrom(args, 2)).to.throw(words);
    });

  it('shows how somebody was noticed, writes it where it was told to, and ends well', (t) => {
    const folder = mkdtempSync(path.join(tmpdir(), 'sabotage-test-'));
    t.after(() => rmSync(folder, { recursive: true }));
    const output = path.join(folder, 'told', 'sabotage.json');
    // With the patience of a usual run: other tests are under way, and an honest wait must not be in vain.
    const env: NodeJS.ProcessEnv = { ...process.env, PATIENCE: '1' };
    for (const name of ['NODE_TEST_CONTEXT', 'FORCE_COLOR']) delete env[name];
    const { stdout, stderr, status } = spawnSync(
      process.execPath,
      [
        '-r',
        './support/entry/typescript.js',
        'support/reporting/sabotage/sabotage.ts',
        '--workers',
        '2',
        '--output',
        output,
        'race-start-untold',
      ],
      { cwd: HOUSE, env, encoding: 'utf8' },
    );
    expect(stderr).to.equal('');
    expect(stdout).to.match(
      /RACE-04 {2}race-start-untold {2}caught {2}\d+\.\d s {2}.*\n\s+\w+ waited 3\.0 s for the start/,
    );
    expect(stdout).to.match(/1 saboteurs: 1 caught\. \d+ scenarios played, \d+ s\.\n$/);
    expect(status).to.equal(0);
    expect(readFileSync(output, 'utf8')).to.include('"race-start-untold"');
  });
});

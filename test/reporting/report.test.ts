import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { after, beforeEach, describe, it } from 'node:test';
import { expect } from 'chai';
import { readSaboteurs } from '../../support/reporting/overview/sabotage';
import { mergeFrom, ReportError, report } from '../../support/reporting/report';
import { ndjsonOf, type PaperRun } from './paper-run';
import { report as program } from './run';

const FEATURE = `@race
Feature: Runners

  @RACE-06
  Scenario: Ana arrives
    When Ana comes

  @RACE-07
  Scenario: Bo arrives
    When Bo comes
`;
const SABOTAGE = {
  made: '2026-01-02T03:04:05.000Z',
  saboteurs: [
    {
      id: 'swap',
      sentence: 'Swaps the first two',
      requirement: 'RACE-06',
      system: 'Race',
      caught: { scenario: 'Ana arrives', uri: 'a.feature', failure: 'Ana is second', milliseconds: 12 },
    },
    { id: 'lose', sentence: 'Loses the last', requirement: 'RACE-07', system: 'Race', caught: null },
  ],
  provesNothingKnown: [{ scenario: 'Bo arrives', uri: 'a.feature' }],
};

describe('npm run report', () => {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'gauntlet-report-'));
  let work = folder;
  let round = 0;

  beforeEach(() => {
    round += 1;
    work = path.join(folder, String(round));
    mkdirSync(work);
  });
  after(() => rmSync(folder, { recursive: true }));

  const at = (name: string) => path.join(work, name);
  /** Writes a file, and the folders it needs. */
  const write = (name: string, text: string): string => {
    mkdirSync(path.dirname(at(name)), { recursive: true });
    writeFileSync(at(name), text);
    return at(name);
  };
  const paper = (more: Partial<PaperRun> = {}): PaperRun => ({
    target: 'embedded',
    features: { 'features/race/a.feature': FEATURE },
    ...more,
  });
  const shard = (played: string, more: Partial<PaperRun> = {}) =>
    ndjsonOf(paper({ id: played, fate: (name) => (name === played ? 'passed' : 'unplayed'), ...more }));
  const places = () => [
    '--output',
    at('out/index.html'),
    '--trend',
    at('trend'),
    '--sabotage',
    at('sabotage.json'),
  ];
  const merge = (...args: readonly string[]) => report(mergeFrom([...args, ...places()]));
  /** The sentence with which it fails. */
  const refusal = (...args: readonly string[]): Promise<string> =>
    merge(...args).then(
      () => expect.fail('It was merged, and had to be refused.'),
      (cause: unknown) => (cause instanceof Error ? cause.message : String(cause)),
    );
  const page = () => readFileSync(at('out/index.html'), 'utf8');
  /** Nothing may have been written, not even in part. */
  const nothingWritten = () => {
    expect(existsSync(at('out'))).to.equal(false);
    expect(existsSync(at('trend'))).to.equal(false);
  };

  it('makes shards of one target one column, and targets columns side by side', async () => {
    write('ci/shard-1/messages.ndjson', shard('Ana arrives'));
    write('ci/shard-2/messages.ndjson', shard('Bo arrives'));
    write('ci/shard-2/cucumber.html', '');
    const live = write('live.ndjson', ndjsonOf(paper({ id: 'live', target: 'live at http://127.0.0.1:1' })));
    const { code, stdout, stderr } = await program(at('ci'), live, ...places());
    expect({ code, stderr }).to.deep.equal({ code: 0, stderr: '' });
    expect(stdout).to.equal(`${at('out/index.html')} shows 3 runs on 2 targets.\n`);
    expect(
      page()
        .match(/<th scope="col">On [^<]*/g)
        ?.slice(0, 2),
    ).to.deep.equal(['<th scope="col">On embedded', '<th scope="col">On live at http://127.0.0.1:1']);
    const row = /<tr id="RACE-07">.*?<\/tr>/s.exec(page())?.[0] ?? '';
    expect(row.match(/> holds</g)).to.have.length(2);
    expect(row).to.contain('href="../ci/shard-2/cucumber.html#features%2Frace%2Fa.feature&amp;Bo%20arrives"');
  });

  it('ends with 1, and tells which, where a scenario failed or passed only at times', async () => {
    const file = write('a.ndjson', shard('Ana arrives'));
    const again = write(
      'b.ndjson',
      shard('Ana arrives', { id: 'again', fate: () => ({ failed: 'Not there.' }) }),
    );
    const { code, stdout } = await program(file, again, ...places());
    expect(code).to.equal(1);
    expect(stdout).to.contain('flaky on embedded: Ana arrives  features/race/a.feature:5');
    expect(stdout).to.contain('failed on embedded: Bo arrives  features/race/a.feature:9');
    expect(page()).to.contain('it failed 1 of 2 times');
  });

  it('passes over a shard that had nothing to play', async () => {
    const none = write('none.ndjson', ndjsonOf(paper({ target: undefined, fate: () => 'unplayed' })));
    const { code, said } = await merge(none, write('a.ndjson', shard('Ana arrives')));
    expect({ code, said }).to.deep.equal({
      code: 0,
      said: [`${at('out/index.html')} shows one run on one target.`],
    });
    expect(await refusal(none)).to.equal(`Nothing was played in ${none}.`);
  });

  it('keeps a trend: one small file for each merge, the same for the same runs', async () => {
    const first = write('a.ndjson', ndjsonOf(paper({ id: 'first', began: Date.UTC(2026, 0, 1) })));
    const second = write('b.ndjson', ndjsonOf(paper({ id: 'second', fate: () => ({ failed: 'x' }) })));
    await merge(first);
    await merge(second);
    await merge(second);
    const files = readdirSync(at('trend')).sort();
    expect(files).to.have.length(2);
    expect(files[0]).to.match(/^run-20260101T000000-[0-9a-f]{8}\.json$/);
    const past = JSON.parse(readFileSync(at(`trend/${files[1]}`), 'utf8')) as Record<string, unknown>;
    expect(past.targets).to.deep.equal([
      { target: 'embedded', passed: 0, failed: 2, flaky: 0, unverifiable: 0, milliseconds: 1_500 },
    ]);
    expect(page()).to.contain('Results of the last 2 runs on embedded').and.to.contain('The last: 2 failed.');
  });

  it('shows the saboteurs that were caught, and those that went unnoticed', async () => {
    write('sabotage.json', JSON.stringify(SABOTAGE));
    await merge(write('a.ndjson', shard('Ana arrives')));
    expect(page()).to.contain('2 servers misbehave').and.to.contain('1 went unnoticed');
    expect(page()).to.contain('Loses the last').and.to.contain('by no scenario of <a href="#RACE-07">');
    expect(page()).to.contain('1 scenario proves nothing known').and.to.contain('2026-01-02 03:04 UTC');
  });

  const broken: [what: string, text: () => string, said: string][] = [
    [
      'is cut off within a line',
      () => shard('Ana arrives').slice(0, -40),
      'line 13: it is no JSON: the file is damaged, or cut off',
    ],
    [
      'is cut off between lines',
      () => shard('Ana arrives').replace(/.*testRunFinished.*\n/, ''),
      'line 12: it ends here, and the run did not',
    ],
    ['is empty', () => '', 'is empty.'],
    [
      'is JSON of something else',
      () => '{"name":"gauntlet"}\n',
      'line 1: no message of a cucumber stands here',
    ],
    ['is a list', () => '[]\n', 'line 1: it is no message of a cucumber'],
    [
      'is of another cucumber',
      () => shard('Ana arrives').replace('"cucumber-js"', '"cucumber-jvm"'),
      'line 1: these are messages of cucumber-jvm, and not of cucumber-js',
    ],
    [
      'is of another suite',
      () => shard('Ana arrives', { target: undefined }),
      'no scenario says what it was played on',
    ],
    ['holds two runs', () => shard('Ana arrives').repeat(2), 'line 14: the run is over before this line'],
    [
      'holds a damaged note',
      () =>
        shard('Ana arrives')
          .replaceAll('{\\"run\\"', '{\\"ran\\"')
          .replaceAll('\\"waits\\":{}', '\\"waits\\":7'),
      'it cannot be understood: a note for the overview has "waits"',
    ],
    [
      'holds a time that is none',
      () => shard('Ana arrives').replace(/"seconds":\d+/, '"seconds":"x"'),
      'it has a time that is none',
    ],
  ];
  for (const [what, text, said] of broken)
    it(`writes nothing for a file that ${what}, and names file and line`, async () => {
      const good = write('good.ndjson', shard('Ana arrives'));
      const bad = write('bad.ndjson', text());
      const why = await refusal(good, bad);
      expect(why.split('\n')).to.have.length(1);
      expect(why).to.contain(bad).and.to.contain(said);
      nothingWritten();
    });

  it('writes nothing for a list of saboteurs or a trend that is something else', async () => {
    const file = write('a.ndjson', shard('Ana arrives'));
    write('sabotage.json', '{"made":"2026-01-02","saboteurs":[{"id":"x"}],"provesNothingKnown":[]}');
    expect(await refusal(file)).to.equal(
      `${at('sabotage.json')} is no list of saboteurs: "saboteurs[0].sentence" is no text.`,
    );
    nothingWritten();
    rmSync(at('sabotage.json'));
    write('trend/run-20260101T000000-00000000.json', '{"version":2}');
    expect(await refusal(file)).to.contain('run-20260101T000000-00000000.json is no past run that');
    expect(existsSync(at('out'))).to.equal(false);
  });

  it('ends with 2 and one sentence for what is not there', async () => {
    const { code, stdout, stderr } = await program(at('nowhere'), ...places());
    expect({ code, stdout, stderr }).to.deep.equal({
      code: 2,
      stdout: '',
      stderr: `${at('nowhere')} is not there.\n`,
    });
    nothingWritten();
  });

  it('says what has no messages, and what cannot be written', async () => {
    mkdirSync(at('empty'));
    expect(await refusal(at('empty'))).to.equal(`${at('empty')} has no files of messages (*.ndjson) in it.`);
    mkdirSync(at('out/index.html'), { recursive: true });
    const taken = await refusal(write('a.ndjson', shard('Ana arrives')));
    expect(taken).to.contain('cannot be written (it is a folder)').and.to.contain('--output');
    expect(existsSync(at('trend'))).to.equal(false);
  });

  for (const args of [[], ['--output', 'x'], ['a', '--output', ''], ['a', '--colour'], ['a', '--trend']])
    it(`refuses "${args.join(' ')}"`, () => {
      expect(() => mergeFrom(args)).to.throw(ReportError, 'npm run report -- ');
    });

  it('takes files and folders, and has places of its own for the rest', () => {
    expect(mergeFrom(['a', 'b', '--trend', 't'])).to.deep.equal({
      from: ['a', 'b'],
      page: 'reports/index.html',
      trend: 't',
      sabotage: 'reports/sabotage.json',
    });
  });
});

describe('the list of saboteurs', () => {
  it('is read field by field, and is no must', (t) => {
    const folder = mkdtempSync(path.join(os.tmpdir(), 'gauntlet-sabotage-'));
    t.after(() => rmSync(folder, { recursive: true }));
    const file = path.join(folder, 'sabotage.json');
    expect(readSaboteurs(file)).to.equal(undefined);
    writeFileSync(file, JSON.stringify(SABOTAGE));
    expect(readSaboteurs(file)).to.deep.equal(SABOTAGE);
    for (const [text, said] of [
      ['{', 'it is no JSON'],
      ['[]', 'the whole is no object'],
      ['{"made":"2026-01-02","saboteurs":{}}', '"saboteurs" is no list'],
      [JSON.stringify({ ...SABOTAGE, provesNothingKnown: [1] }), '"provesNothingKnown[0]" is no object'],
      [
        JSON.stringify({ ...SABOTAGE, saboteurs: [{ ...SABOTAGE.saboteurs[0], caught: {} }] }),
        '"saboteurs[0].caught.scenario" is no text',
      ],
    ] as const) {
      writeFileSync(file, text);
      expect(() => readSaboteurs(file)).to.throw(said);
    }
  });
});

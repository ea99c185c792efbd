import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { describe, it } from 'node:test';
import { expect } from 'chai';
import { columnsOf } from '../../support/reporting/overview/columns';
import { noteOf, RUN_VARIABLE, readNote } from '../../support/reporting/overview/note';
import { escaped } from '../../support/reporting/overview/page/markup';
import { overviewOf } from '../../support/reporting/overview/page/page';
import { inTwo } from '../../support/reporting/overview/page/promises';
import { lasting } from '../../support/reporting/overview/page/words';
import { type Promised, promisesIn, readPromises } from '../../support/reporting/overview/promises';
import { allIsWell, matrixOf, verdictsOn } from '../../support/reporting/overview/verdicts';
import { latenciesOf, quantile } from '../../support/reporting/overview/waits';
import { type Fate, type PaperRun, runOf } from './paper-run';
import { cucumber, OUTCOMES } from './run';
import { Script } from './stories';

const PROMISES: readonly Promised[] = promisesIn(
  [
    '## Race',
    '| id | promise | asked |',
    '| -- | -- | -- |',
    '| RACE-01 | A runner arrives | yes |',
    '| RACE-02 | A runner goes | expected |',
    '## Across all systems',
    '| ALL-01 | Nobody is lost | yes |',
  ].join('\n'),
);

const FEATURE = `@race
Feature: Runners

  @RACE-01
  Scenario: Ana arrives
    When Ana comes
    Then Ana is there

  Rule: Everybody arrives

    @RACE-01 @ALL-01
    Scenario Outline: <who> arrives, too
      When somebody comes

      Examples:
        | who |
        | Bo  |
        | Cy  |

  Scenario: Nobody promised this
    When nothing happens
`;

const NAMES = ['Ana arrives', 'Bo arrives, too', 'Cy arrives, too', 'Nobody promised this'];

function paper(
  fates: Readonly<Record<string, Fate | readonly Fate[]>> = {},
  more: Partial<PaperRun> = {},
): PaperRun {
  const unknown = Object.keys(fates).find((name) => !NAMES.includes(name));
  if (unknown !== undefined) throw new Error(`No scenario is called "${unknown}".`);
  return {
    target: 'embedded',
    features: { 'features/race/a.feature': FEATURE },
    fate: (name) => fates[name] ?? 'passed',
    ...more,
  };
}

/** The verdicts of RACE-01, RACE-02 and ALL-01 on each target. */
function verdicts(...papers: readonly PaperRun[]): string[][] {
  const { columns, lines } = matrixOf(PROMISES, columnsOf(papers.map((one) => runOf(one))));
  return columns.map((_, index) => lines.map(({ judged }) => judged[index]?.verdict ?? ''));
}

describe('the list of promises', () => {
  it('is read with its systems', () => {
    expect(PROMISES).to.deep.equal([
      { id: 'RACE-01', sentence: 'A runner arrives', system: 'Race', asked: true },
      { id: 'RACE-02', sentence: 'A runner goes', system: 'Race', asked: false },
      { id: 'ALL-01', sentence: 'Nobody is lost', system: 'Across all systems', asked: true },
    ]);
  });

  it('is as long as the suite is', () => {
    const markdown = readFileSync(path.resolve(__dirname, '../../features/requirements.md'), 'utf8');
    const rows = markdown.split('\n').filter((line) => /^\| [A-Z]+-\d/.test(line));
    expect(readPromises()).to.have.length(rows.length);
    expect([...new Set(readPromises().map(({ system }) => system))]).to.deep.equal([
      'Race',
      'Pong',
      'Party',
      'Across all systems',
    ]);
  });
});

describe('a promise', () => {
  it('holds where its scenarios pass, and is not played where none is', () => {
    expect(verdicts(paper())).to.deep.equal([['holds', 'unplayed', 'holds']]);
    expect(verdicts(paper({ 'Ana arrives': 'unplayed' }))).to.deep.equal([['holds', 'unplayed', 'holds']]);
  });

  it('is broken by one scenario that fails', () => {
    const failed = paper({ 'Ana arrives': { failed: 'She did not.' } });
    expect(verdicts(failed)).to.deep.equal([['broken', 'unplayed', 'holds']]);
    expect(verdicts(paper({ 'Bo arrives, too': { failed: 'He did not.' } }))).to.deep.equal([
      ['broken', 'unplayed', 'broken'],
    ]);
  });

  it('is flaky where a scenario passed and failed in one run', () => {
    const flaky = paper({ 'Cy arrives, too': ['passed', { failed: 'He did not.' }, 'passed'] });
    expect(verdicts(flaky)).to.deep.equal([['flaky', 'unplayed', 'flaky']]);
    expect(allIsWell(matrixOf(PROMISES, columnsOf([runOf(flaky)])))).to.equal(false);
  });

  it('is not verifiable, with the reason, where nothing could be shown', () => {
    const lacks = { lacks: 'no second node' };
    const run = paper({ 'Bo arrives, too': lacks, 'Cy arrives, too': lacks });
    expect(verdicts(run)).to.deep.equal([['partly', 'unplayed', 'unverifiable']]);
    const { lines } = matrixOf(PROMISES, columnsOf([runOf(run)]));
    expect(lines[2]?.judged[0]?.reasons).to.deep.equal(['no second node']);
    expect(allIsWell(matrixOf(PROMISES, columnsOf([runOf(run)])))).to.equal(true);
  });

  it('holds as far as can be shown here where some of its scenarios pass, and others cannot be shown', () => {
    const run = paper({ 'Cy arrives, too': { lacks: 'no test clock' } });
    expect(verdicts(run)).to.deep.equal([['partly', 'unplayed', 'partly']]);
    const { lines } = matrixOf(PROMISES, columnsOf([runOf(run)]));
    expect(lines[2]?.judged[0]?.reasons).to.deep.equal(['no test clock']);
  });

  it('is judged by the shards of a target together, and by targets apart', () => {
    const one = paper({ 'Bo arrives, too': 'unplayed', 'Cy arrives, too': 'unplayed' });
    const other = paper(
      { 'Ana arrives': 'unplayed', 'Cy arrives, too': { failed: 'He did not.' } },
      { id: 'other' },
    );
    const live = paper({}, { id: 'third', target: 'live at http://x' });
    expect(verdicts(one, live, other)).to.deep.equal([
      ['broken', 'unplayed', 'broken'],
      ['holds', 'unplayed', 'holds'],
    ]);
    const [embedded] = columnsOf([one, live, other].map((each) => runOf(each)));
    expect([...(embedded?.scenarios.values() ?? [])].map(({ status }) => status)).to.deep.equal([
      'passed',
      'passed',
      'failed',
      'passed',
    ]);
  });

  it('loses no scenario without a promise', () => {
    const matrix = matrixOf(
      PROMISES,
      columnsOf([runOf(paper({ 'Nobody promised this': { failed: 'Oh.' } }))]),
    );
    expect(matrix.others.map(({ scenario }) => scenario.name)).to.deep.equal(['Nobody promised this']);
    expect(verdictsOn(matrix, 0)).to.include({ holds: 2, broken: 0 });
    expect(allIsWell(matrix)).to.equal(false);
  });
});

describe('what a run leaves for the overview', () => {
  it('is what it says of itself, how long it took to begin, and its scenarios as they are written', () => {
    const run = runOf(paper({ 'Ana arrives': { failed: 'She did not.' } }), 'cucumber.html');
    expect(run).to.include({
      id: 'run',
      target: 'embedded',
      success: false,
      page: 'cucumber.html',
      milliseconds: 2_000,
    });
    expect(run.start).to.deep.equal({ whole: 3_000, postgres: 800 });
    expect(run.attempts[0]?.failure).to.deep.equal({ step: 'Ana is there', message: 'She did not.' });
    expect(run.attempts[1]?.scenario).to.include({
      name: 'Bo arrives, too',
      written: '<who> arrives, too',
      line: 17,
    });
  });

  it('is noted from the journals: waits by kind of event, answers by what was asked', async () => {
    const script = new Script();
    const ana = script.player('Ana', 'runner').journal;
    const since = ana.now();
    script.pass(12.34);
    const news = ana.append({
      kind: 'received',
      connection: 1,
      event: { kind: 'news' },
      raw: '',
      channel: 'play',
    });
    ana.endsWait(news, since);
    ana.endsWait(news, ana.now() + 5);
    const { index } = ana.append({ kind: 'asked', connection: 0, event: { kind: 'looks' }, raw: '' });
    script.pass(3);
    ana.append({
      kind: 'answered',
      connection: 0,
      event: { kind: 'granted' },
      raw: '',
      channel: 'race',
      question: index,
    });
    ana.append({ kind: 'answered', connection: 0, event: { kind: 'found' }, raw: '', channel: 'race' });
    const run = { target: 'embedded', began: 5 };
    const note = noteOf({ [RUN_VARIABLE]: JSON.stringify(run) }, [ana, ana]);
    expect(note).to.deep.equal({ run, waits: { news: [12.3, 0] }, answers: { race: [3] } });
    expect(readNote(JSON.stringify(note))).to.deep.equal(note);
    expect(noteOf({}, [])).to.deep.equal({ waits: {}, answers: {} });
  });

  for (const [body, what] of [
    ['nonsense', 'no JSON object'],
    ['[]', 'no JSON object'],
    ['{"waits":{"a":[-1]},"answers":{}}', '"waits"'],
    ['{"waits":{"a":1},"answers":{}}', '"waits"'],
    ['{"waits":{}}', '"answers"'],
    ['{"waits":{},"answers":{},"run":{}}', 'what was played on'],
    ['{"waits":{},"answers":{},"run":{"target":"a","began":1,"postgres":"x"}}', '"postgres"'],
  ] as const)
    it(`is refused as ${body}`, () => {
      expect(() => readNote(body)).to.throw(what);
    });
});

describe('how long players waited', () => {
  it('is told by system and kind, without those who found it there', () => {
    const waits = { news: [4, 0, 2, 0, 0], late: [100], there: [0] };
    const alone = {
      'Bo arrives, too': 'unplayed',
      'Cy arrives, too': 'unplayed',
      'Nobody promised this': 'unplayed',
    } as const;
    const [column] = columnsOf([runOf(paper(alone, { waits, answers: { race: [7] } }))]);
    expect(column && latenciesOf(column, PROMISES)).to.deep.equal([
      {
        system: 'Race',
        events: [
          { kind: 'late', waits: 1, there: 0, median: 100, most: 100 },
          { kind: 'news', waits: 2, there: 3, median: 2, most: 4 },
          { kind: 'there', waits: 0, there: 1, median: undefined, most: undefined },
        ],
        answers: [{ kind: 'race', waits: 1, there: 0, median: 7, most: 7 }],
      },
    ]);
  });

  it('is the value that a share of them does not exceed', () => {
    const hundred = Array.from({ length: 100 }, (_, index) => index + 1);
    expect([
      quantile(hundred, 0.5),
      quantile(hundred, 0.99),
      quantile([5], 0.99),
      quantile([], 0.5),
    ]).to.deep.equal([50, 99, 5, undefined]);
  });
});

describe('the words of the overview', () => {
  it('give times as a reader takes them in', () => {
    expect([0.31, 9.96, 999.4, 999.6, 9_960, 59_400, 59_600, 245_000].map(lasting)).to.deep.equal([
      '0.3 ms',
      '10 ms',
      '999 ms',
      '1.0 s',
      '10 s',
      '59 s',
      '1 min 0 s',
      '4 min 5 s',
    ]);
  });

  it('tell a failure first for whoever ordered the server', () => {
    expect(inTwo('Ana had to see it.\nShe saw nothing.\n\nMissed: x\n  y')).to.deep.equal([
      'Ana had to see it.\nShe saw nothing.',
      'Missed: x\n  y',
    ]);
    expect(inTwo('Missed: x\n    at y\n')).to.deep.equal(['Missed: x', '    at y']);
    expect(inTwo('One line')).to.deep.equal(['One line', '']);
  });

  it('are never markup', () => {
    expect(escaped(`<b a="1" c='2'>&\u0000\ud800`)).to.equal(
      '&lt;b a=&quot;1&quot; c=&#39;2&#39;&gt;&amp;\uFFFD\uFFFD',
    );
  });
});

describe('the overview', () => {
  const page = (...papers: readonly PaperRun[]) =>
    overviewOf({ runs: papers.map((one) => runOf(one, 'cucumber.html')), promised: PROMISES });

  it('stands alone: no script, and nothing from the network', () => {
    const html = page(paper());
    expect(html).not.to.match(/<script|\bon\w+=|\bstyle="|@import|url\(|<img|<iframe|<object/i);
    const links = [...html.matchAll(/(?:href|src)="([^"]*)"/g)].map(([, link = '']) => link);
    expect(links.filter((link) => !/^(#|cucumber\.html|data:,$)/.test(link))).to.deep.equal([]);
    expect(html).to.match(
      /http-equiv="Content-Security-Policy" content="default-src &#39;none&#39;; style-src &#39;sha256-/,
    );
  });

  it('tells a failure with its promise, and leads to its timeline', () => {
    const html = page(paper({ 'Ana arrives': { failed: 'Ana is not there.\n\nMissed: at line 5' } }));
    expect(html).to.contain('1 promise is broken');
    expect(html).to.contain('href="cucumber.html#features%2Frace%2Fa.feature&amp;Ana%20arrives"');
    expect(html).to.contain('<pre>Ana is not there.</pre>');
    expect(html).to.match(/<details><summary>For a developer<\/summary><pre>Missed: at line 5<\/pre>/);
  });

  it('says so where all holds, and where something failed beside the scenarios', () => {
    const all = promisesIn('## Race\n| RACE-01 | A runner arrives | yes |');
    expect(overviewOf({ runs: [runOf(paper())], promised: all })).to.contain('All 1 promise holds');
    expect(page(paper())).to.contain('2 of 3 promises hold').and.not.to.contain('Something beside');
    expect(page(paper({ 'Cy arrives, too': { lacks: 'no test clock' } }))).to.contain(
      '0 of 3 promises hold, 2 more as far as can be shown here',
    );
    expect(page(paper({}, { success: false }))).to.contain('Something beside the scenarios failed');
  });

  it('says how to try saboteurs, where nobody has', () => {
    expect(page(paper())).to.contain('<code>npm run sabotage</code>');
  });

  it('is written at the end of a run of cucumber, beside whatever else it writes', async (t) => {
    const folder = mkdtempSync(path.join(os.tmpdir(), 'gauntlet-overview-'));
    t.after(() => rmSync(folder, { recursive: true }));
    const file = path.join(folder, 'index.html');
    writeFileSync(path.join(folder, 'sabotage.json'), '{"made":"never"}');
    const { code, stderr } = await cucumber(
      ...OUTCOMES,
      '--format',
      `"./support/entry/overview.js":"${file}"`,
    );
    expect(code).to.equal(1);
    expect(stderr).to.match(
      /The overview is not complete: .*sabotage\.json is no list of saboteurs: "made" is no date/,
    );
    const html = readFileSync(file, 'utf8');
    expect(html).to.contain('On a target without a name').and.to.contain('Cy waited 2 s for the standings');
    expect(html).to.contain('2 scenarios passed, 3 failed, 2 not verifiable here.');
    expect(html).to.contain('Nobody has said what this step does.');
  });
});

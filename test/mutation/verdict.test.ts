import { describe, it } from 'node:test';
import { expect } from 'chai';
import { ListError, readExplanations } from './explanations';
import { readMutants } from './mutants';
import { tell } from './telling';
import { judge } from './verdict';

const FILE = 'reference-server/chess/chess-rules.ts';
const SOURCE = [
  'export function moves(board: Board): boolean {',
  '  if (board.over) return false;',
  '  if (board.over) return false;',
  '  return list(',
  '    board,',
  '  );',
  '}',
];

interface Change {
  readonly status: string;
  readonly text?: string;
  readonly line?: number;
  readonly mutator?: string;
  readonly reason?: string;
}

/** Stryker's report on that file, in which each change is of one piece of its text. */
function report(...changes: readonly Change[]): string {
  const mutants = changes.map(({ status, text = 'list', line, mutator = 'MethodExpression', reason }) => {
    const at = line ?? SOURCE.findIndex((each) => each.includes(text)) + 1;
    const column = (SOURCE[at - 1] ?? '').indexOf(text) + 1;
    const location = { start: { line: at, column }, end: { line: at, column: column + text.length } };
    return { id: '1', mutatorName: mutator, replacement: 'changed', status, statusReason: reason, location };
  });
  return JSON.stringify({
    files: { [FILE]: { language: 'typescript', source: SOURCE.join('\n'), mutants } },
  });
}

const LIST = 'a list.yaml';

function explanation(original: string, more = ''): string {
  return `- file: ${FILE}
  why: Nobody who plays could ever tell these apart.
  mutants:
    - mutator: MethodExpression
      original: ${original}
      replacement: changed
${more}`;
}

/** The verdict on a report with a list. */
function verdictOn(json: string, list = '', isWhole = true) {
  return judge(readMutants(json), readExplanations(list, LIST), isWhole);
}

describe('A run of mutants', () => {
  it('is good when all were noticed, at once or because the server hung', () => {
    const { scores, unexplained, wrong } = verdictOn(report({ status: 'Killed' }, { status: 'Timeout' }));
    expect([unexplained, wrong]).to.deep.equal([[], []]);
    expect(scores.map(({ of, score }) => [of, score])).to.deep.equal([
      [FILE, 100],
      ['all', 100],
    ]);
  });

  for (const status of ['Survived', 'NoCoverage']) {
    it(`names one that is ${status}, and gives what to put on the list`, () => {
      const verdict = verdictOn(report({ status: 'Killed' }, { status }));
      expect(verdict.unexplained).to.have.length(1);
      const told = tell(verdict, LIST);
      expect(told).to.contain(`${FILE}:4 `).and.to.contain('MethodExpression: list => changed');
      expect(told).to.contain('50.0 %  1 of 2 noticed, 0 explained');
      const advised = told.slice(told.indexOf('- file:')).replace('why: ""', 'why: Nobody could ever tell.');
      expect(verdictOn(report({ status }), advised).unexplained).to.deep.equal([]);
    });
  }

  it('is good when those that were not noticed are explained, on whatever line they stand by now', () => {
    const moved = report({ status: 'Survived' }).replace('export function', '\\n\\nexport function');
    const verdict = verdictOn(report({ status: 'Survived' }), explanation('list'));
    expect([verdict.unexplained, verdict.wrong]).to.deep.equal([[], []]);
    expect(verdict.scores.at(-1)).to.include({ score: 0, explained: 1 });
    expect(readMutants(moved)).to.have.length(1);
  });

  it('takes code as the same however it is laid out', () => {
    const call = { start: { line: 4, column: 10 }, end: { line: 6, column: 4 } };
    const json = report({ status: 'Survived' }).replace(
      /"location":\{.*?\}\}/,
      `"location":${JSON.stringify(call)}`,
    );
    expect(readMutants(json)[0]?.original).to.equal('list( board, )');
    expect(verdictOn(json, explanation('"list(\\n\\n  board,\\n)"')).unexplained).to.deep.equal([]);
    expect(verdictOn(json, explanation('"list(game)"')).unexplained).to.have.length(1);
  });

  it('says that an explained one is noticed by now', () => {
    const { wrong } = verdictOn(report({ status: 'Killed' }), explanation('list'));
    expect(wrong).to.have.length(1);
    expect(wrong[0]).to.match(/^A scenario notices it now.*list => changed/);
  });

  it('says that an explained one is not there any more, unless its file was not played', () => {
    const other = explanation('gone').replace('chess-rules', 'go-rules');
    expect(verdictOn(report({ status: 'Killed' }), explanation('gone')).wrong[0]).to.match(
      /^There is no such mutant/,
    );
    expect(verdictOn(report({ status: 'Killed' }), other).wrong[0]).to.match(
      /^There is no such mutant.*go-rules/,
    );
    expect(verdictOn(report({ status: 'Killed' }), other, false).wrong).to.deep.equal([]);
  });

  it('asks which is meant where the same stands twice', () => {
    const twice = report(
      { status: 'Survived', text: 'list' },
      { status: 'Survived', text: 'board', line: 5 },
      { status: 'Killed', text: 'board', line: 1 },
    );
    expect(verdictOn(twice, explanation('board')).wrong.join()).to.match(/The same stands on lines 5, 1/);
    const said = verdictOn(twice, `${explanation('board', '      at: board,\n')}${explanation('list')}`);
    expect([said.unexplained, said.wrong]).to.deep.equal([[], []]);
  });

  it('says which have no verdict, and why', () => {
    const { wrong } = verdictOn(report({ status: 'RuntimeError', reason: 'Error: out of memory\n at here' }));
    expect(wrong).to.deep.equal([
      `No verdict on ${FILE} MethodExpression: list => changed (line 4): Error: out of memory`,
    ]);
  });

  it('takes none for one that survived if no scenario was played', () => {
    const json = report({ status: 'Survived' }).replace('"status"', '"testsCompleted":0,"status"');
    const { unexplained, wrong } = verdictOn(json);
    expect(unexplained).to.deep.equal([]);
    expect(wrong).to.have.length(1);
    expect(wrong[0]).to.contain('No verdict').and.to.contain('no scenario was played');
  });

  it('counts a scenario that failed with a TypeError as one that failed', () => {
    const { wrong } = verdictOn(report({ status: 'RuntimeError', reason: 'TypeError: x is not a function' }));
    expect(wrong).to.deep.equal([]);
  });
});

describe('What cannot be read is refused with its name', () => {
  const explained = explanation('list');
  const refused: readonly (readonly [what: string, list: string, says: RegExp])[] = [
    ['a list that is no YAML', '- file: [', /cannot be read/],
    ['a list of something else', '- why: because', /no list.*file/s],
    ['an explanation without a reason', explained.replace(/why: .*/, 'why: " "'), /says why/],
    ['a word that means nothing', explanation('list', '      line: 5\n'), /line/],
    ['an explanation that is there twice', explained + explained, /twice.*list => changed/],
  ];
  for (const [what, list, says] of refused) {
    it(what, () => {
      expect(() => readExplanations(list, LIST))
        .to.throw(ListError, says)
        .with.property('message')
        .that.contains(LIST);
    });
  }

  it('a report that is none', () => {
    expect(() => readMutants('{"files":{"a":{}}}')).to.throw(/no report of Stryker's.*source/s);
  });
});

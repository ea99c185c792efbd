import { describe, it } from 'node:test';
import { expect } from 'chai';
import { Series } from '../../support/systems/series';

const ROWS = [{ value: 'one' }, { value: 'two' }, { value: 'three' }];

/** A series that notes what happens, and a When that has begun it. */
async function begun(rows = ROWS) {
  const noted: string[] = [];
  const series = new Series(
    () => noted.push('mark'),
    () => noted.push('row'),
  );
  await series.begin(rows, ({ value }) => noted.push(`do ${value}`));
  return { noted, series };
}

async function failureOf(doing: () => unknown): Promise<Error> {
  try {
    await doing();
  } catch (failure) {
    return failure as Error;
  }
  throw new Error('It did not fail.');
}

describe('The rows of a table', () => {
  it('are done one after the other, each when the one before has been judged', async () => {
    const { noted, series } = await begun();
    expect(noted).to.deep.equal(['do one']);
    await series.each(async ({ value }) => {
      await Promise.resolve();
      noted.push(`judge ${value}`);
    });
    expect(noted.join(', ')).to.equal(
      'do one, row, judge one, row, mark, do two, judge two, row, mark, do three, judge three',
    );
    series.expectJudged();
  });

  it('are named by what fails in them, and the rows after that are not done', async () => {
    const { noted, series } = await begun([{ value: 'one' }, { value: 'two' }, { value: 'three' }]);
    const failure = await failureOf(() =>
      series.each(({ value }) => {
        if (value === 'two') throw new Error('it was accepted');
      }),
    );
    expect(failure.message).to.equal('Row 2 of 3 | two |: it was accepted');
    expect(failure.stack).to.match(/^Error: Row 2 of 3 \| two \|: it was accepted\n/);
    expect(noted).to.deep.equal(['do one', 'row', 'row', 'mark', 'do two']);
    series.expectJudged();
  });

  it('are named by what fails in doing them, with all words of the row', async () => {
    const series = new Series(
      () => {},
      () => {},
    );
    const fail = () => {
      throw new Error('nobody knows how');
    };
    const failure = await failureOf(() => series.begin([{ value: '-1', because: 'too little' }], fail));
    expect(failure.message).to.equal('Row 1 of 1 | -1 | too little |: nobody knows how');
    series.expectJudged();
  });

  it('are missed where no step judges them, or there are none', async () => {
    const { series } = await begun();
    expect(() => series.expectJudged()).to.throw(
      'no step has judged the rows of the table, from "Row 1 of 3 | one |" on',
    );
    await series.each(() => {});
    series.expectJudged();
    expect((await failureOf(() => series.each(() => {}))).message).to.match(/^There is no table whose rows/);
    expect((await failureOf(() => begun([]))).message).to.equal(
      'The table has no rows: nothing would be done.',
    );
  });
});

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, it } from 'node:test';
import { expect } from 'chai';
import { Caught } from '../../../support/faults/saboteurs/caught';
import { mayPlayBeside, NOBODY, saboteurIn, tagOf } from '../../../support/faults/saboteurs/tag';

const under = (saboteur: string) => ['@race', '@RACE-05', tagOf(saboteur)];

describe('a scenario that is played under a saboteur', () => {
  it('says so by a tag', () => {
    expect(saboteurIn(under('race-thief'))).to.equal('race-thief');
    expect(saboteurIn(['@race', '@RACE-05'])).to.equal(undefined);
  });

  it('waits for another one under the same: that may be the one that catches them', () => {
    expect(mayPlayBeside(under('race-thief'), [under('race-liar'), under('race-thief')])).to.equal(false);
    expect(mayPlayBeside(under('race-thief'), [under('race-liar')])).to.equal(true);
    expect(mayPlayBeside(under('race-thief'), [])).to.equal(true);
  });

  it('waits for nobody where nobody is to be caught', () => {
    expect(mayPlayBeside(under(NOBODY), [under(NOBODY)])).to.equal(true);
    expect(mayPlayBeside(['@race'], [['@race'], under('race-thief')])).to.equal(true);
  });
});

describe('who has been caught', () => {
  it('is known to all workers of a run, and to no other run', () => {
    const folders = [1, 2].map(() => mkdtempSync(path.join(tmpdir(), 'caught-test-')));
    const [run = '', other = ''] = folders;
    try {
      new Caught(run).add('race-thief');
      new Caught(run).add('race-thief');
      expect(new Caught(run).has('race-thief')).to.equal(true);
      expect(new Caught(run).has('race-liar')).to.equal(false);
      expect(new Caught(other).has('race-thief')).to.equal(false);
    } finally {
      for (const folder of folders) rmSync(folder, { recursive: true });
    }
  });
});

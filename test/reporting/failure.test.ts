import { describe, it } from 'node:test';
import { AssertionError, expect } from 'chai';
import { Violations, violation } from '../../support/checkers/violation';
import { allMissed, Missed } from '../../support/players/missed';
import { Secrets } from '../../support/players/secrets';
import {
  type Circumstances,
  failureOf,
  isTold,
  readingsOf,
  toldTwice,
} from '../../support/reporting/failure';
import { allPromises, promisesOf } from '../../support/reporting/promises';
import { fitToPrint, sayingInstead } from '../../support/reporting/said';

const then: Circumstances = {
  scenario: 'Entering a deeper layer takes the lead',
  tags: ['@RACE-06', '@needs-clock'],
  step: { text: 'Bo is shown ahead of Ana', isGiven: false },
  people: ['Ana', 'Bo', 'Cy'],
};
const HEAD = 'RACE-06: A runner in a deeper layer is ahead';

/** The part for whoever has ordered the server, line by line without indentation. */
function story(thrown: unknown, where: Circumstances = then): string[] {
  return readingsOf(toldTwice(failureOf(thrown, where)))
    .story.split('\n')
    .map((line) => line.trim());
}

describe('promises', () => {
  it('are read from the list, with their sentences', () => {
    expect(allPromises().size).to.be.greaterThan(50);
    expect(promisesOf(['@needs-clock', '@RACE-06', '@RACE-03', '@RACE-06'])).to.deep.equal([
      { id: 'RACE-06', sentence: 'A runner in a deeper layer is ahead' },
      { id: 'RACE-03', sentence: 'A runner who reports ready is shown as ready to everybody' },
    ]);
    for (const { id, sentence } of allPromises().values()) expect(sentence, id).to.match(/^\p{Lu}.*[^.|]$/u);
  });

  it('that nobody has made are named all the same', () => {
    expect(promisesOf(['@RACE-99'])).to.deep.equal([{ id: 'RACE-99', sentence: '' }]);
  });
});

describe('a failure is told for whoever has ordered the server', () => {
  const missed = (who: string, saw: string) =>
    new Missed(`${who} waited, in vain.`, [{ who, should: 'the start of the race', saw }]);

  it('where somebody waited in vain', () => {
    expect(story(missed('Bo', 'nothing at all in 3.0 s'))).to.deep.equal([
      `Broken promise ${HEAD}`,
      'Who: Bo',
      'Should have seen: the start of the race',
      'Saw instead: nothing at all in 3.0 s',
    ]);
  });

  it('where several did, once if all saw the same, and one by one if not', () => {
    const alike = allMissed(
      [missed('Bo', 'nothing at all'), missed('Cy', 'nothing at all')],
      ['(Ana saw it.)'],
    );
    expect(story(alike).slice(1)).to.deep.equal([
      'Who: Bo and Cy',
      'Should have seen: the start of the race',
      'Saw instead: nothing at all (Ana saw it.)',
    ]);
    const unlike = allMissed([missed('Bo', 'nothing at all'), missed('Cy', 'the end of the race')]);
    expect(story(unlike).slice(3)).to.deep.equal([
      'Saw instead: Bo: nothing at all',
      'Cy: the end of the race',
    ]);
  });

  it('where rules that hold for every scenario were broken, by rule', () => {
    const [sorted, once] = [violation('Ana', 'the right order'), violation('Bo', 'everything once')];
    const broken = new Violations(
      [sorted('Ana saw the order Cy, Bo in #23 <- standings Cy, Bo'), once('Bo was told it twice.')],
      ['FUZZ_SEED=7'],
    );
    expect(story(broken)).to.deep.equal([
      `Broken promise ${HEAD}`,
      'Who: Ana',
      'Should have seen: the right order',
      'Saw instead: Ana saw the order Cy, Bo in standings Cy, Bo',
      '',
      'Who: Bo',
      'Should have seen: everything once',
      'Saw instead: Bo was told it twice.',
    ]);
    expect(toldTwice(failureOf(broken, then))).to.contain('- FUZZ_SEED=7');
  });

  it('where a figure is wrong: the step says what should have been seen, and by whom', () => {
    const wrong = new AssertionError("Bo's place: expected 2 to equal 1", { actual: 2, expected: 1 });
    expect(story(wrong)).to.deep.equal([
      `Broken promise ${HEAD}`,
      'Who: Bo and Ana',
      'Should have seen: Bo is shown ahead of Ana',
      "Saw instead: Bo's place: expected 2 to equal 1",
    ]);
    const nobody = { ...then, step: { text: 'the race is on record', isGiven: false } };
    expect(story(wrong, nobody)[1]).to.equal('Who: whoever looks');
  });

  it('as unproved where nothing was seen of the promise: an error, a missing proof, a step that makes ready', () => {
    expect(story(new Error('There is no race.'))).to.deep.equal([
      `Unproved promise ${HEAD}`,
      'Who: Bo and Ana',
      'Should have seen: Bo is shown ahead of Ana',
      'Saw instead: There is no race.',
    ]);
    const unproved = new Missed('That …', [{ who: 'Bo', should: 'never a change', saw: 'no proof' }], {
      isUnproved: true,
    });
    expect(story(unproved)[0]).to.equal(`Unproved promise ${HEAD}`);
    expect(story(allMissed([unproved, missed('Cy', 'nothing')]))[0]).to.equal(`Broken promise ${HEAD}`);
    const given = { ...then, step: { text: 'Ana and Bo are racing', isGiven: true } };
    expect(story(missed('Bo', 'nothing'), given)[0]).to.equal(`Unproved promise ${HEAD}`);
  });

  it('where cucumber ended the step: without the stack, which is below', () => {
    const told =
      'Error: function timed out, ensure the promise resolves within 10000 milliseconds\n    at Timeout';
    expect(story(told).slice(1)).to.deep.equal([
      'Who: Bo and Ana',
      'Should have seen: Bo is shown ahead of Ana',
      'Saw instead: function timed out, ensure the promise resolves within 10000 milliseconds',
    ]);
    expect(readingsOf(toldTwice(failureOf(told, then))).details).to.equal(told);
  });

  it('where something around the steps failed', () => {
    const { step: _, ...around } = then;
    expect(story(new Error('the server does not stop'), around).slice(1)).to.deep.equal([
      'Who: the suite',
      'Should have seen: the scenario to begin and to end in good order',
      'Saw instead: the server does not stop',
    ]);
  });

  it('with all promises of the scenario in the first line, and its title where it names none', () => {
    const two = story(missed('Bo', 'nothing'), { ...then, tags: ['@RACE-06', '@RACE-03'] });
    expect(two[0]).to.equal(
      `Broken promise ${HEAD}; or RACE-03: A runner who reports ready is shown as ready to everybody`,
    );
    expect(story(missed('Bo', 'nothing'), { ...then, tags: [] })[0]).to.equal(
      'Broken promise of the scenario "Entering a deeper layer takes the lead", which names none',
    );
  });

  it('in a few lines, however much there is', () => {
    const rules = Array.from({ length: 9 }, (_, rule) => violation('Ana', `rule ${rule}`)('x'.repeat(1_000)));
    const lines = story(new Violations(rules));
    expect(lines).to.have.length(14);
    expect(lines.at(-1)).to.equal('And 6 more, told below.');
    expect(Math.max(...lines.map(({ length }) => length))).to.be.below(330);
    const crowd = Array.from({ length: 9 }, (_, index) => violation('Ana', 'one rule')(`Number ${index}.`));
    expect(story(new Violations(crowd)).slice(3)).to.deep.equal([
      'Saw instead: Ana: Number 0.',
      'Ana: Number 1.',
      'Ana: Number 2.',
      'and 6 more, told below',
    ]);
  });
});

describe('a failure is told for a developer', () => {
  it('with all that it says, and what it is', () => {
    const error = new Missed('Bo waited 3.0 s for it, in vain.\nNearest …', []);
    const { details } = readingsOf(toldTwice(failureOf(error, then)));
    expect(details).to.equal('Missed: Bo waited 3.0 s for it, in vain.\nNearest …');
  });

  it('alone, where a text was told to nobody else', () => {
    expect(readingsOf('Something')).to.deep.equal({ story: '', details: 'Something' });
    expect([isTold('Something'), isTold(toldTwice(failureOf('Something', then)))]).to.deep.equal([
      false,
      true,
    ]);
  });
});

describe('a failure that says something else', () => {
  it('stays what it is, with its stack and with what was compared', () => {
    const failure = new AssertionError('they differ', { actual: 1, expected: 2 });
    const said = sayingInstead(failure, 'told\ntwice');
    expect(said)
      .to.be.instanceOf(AssertionError)
      .and.to.include({ actual: 1, expected: 2, message: 'told\ntwice' });
    expect(said.stack).to.match(/^told\ntwice\n\s+at .*failure\.test\.ts/);
    expect(failure.message).to.equal('they differ');
  });

  it('has no secret in either part', () => {
    const secrets = new Secrets();
    secrets.learn('token-of-ana', "Ana's token");
    const leak = new Missed('saw token-of-ana', [{ who: 'Bo', should: 'nothing', saw: 'token-of-ana' }]);
    const told = secrets.shorten(toldTwice(failureOf(leak, then)));
    const { message, stack } = sayingInstead(fitToPrint(leak, secrets), told);
    expect(message).to.contain('Saw instead: toke…').and.to.contain('Missed: saw toke…');
    expect(message + stack).to.not.contain('token-of-ana');
  });

  it('is an error where what was thrown was none', () => {
    expect(sayingInstead('text', 'told')).to.include({ message: 'told', stack: 'told' });
  });
});

import { describe, it } from 'node:test';
import type { World } from '@cucumber/cucumber';
import { AssertionError, expect } from 'chai';
import { Secrets } from '../../support/players/secrets';
import { NOTE } from '../../support/reporting/overview/note';
import { fitToPrint, Said } from '../../support/reporting/said';

const secrets = new Secrets();
secrets.learn('token-of-ana', "Ana's token");

describe('what a scenario says to its report', () => {
  /** What cucumber was given in the end, and what is kept to be searched. */
  function saying(say: (world: Pick<World, 'attach' | 'log'>) => void) {
    const written: unknown[] = [];
    const said = new Said(() => secrets);
    say({
      attach: said.attaching(((data: unknown) => void written.push(data)) as World['attach']),
      log: said.logging((text) => void written.push(text)),
    });
    return { written, parts: said.parts };
  }

  it('has its secrets shortened, in lines and in texts', () => {
    const { written, parts } = saying(({ attach, log }) => {
      log('it was token-of-ana');
      attach('<token-of-ana>', 'text/html');
    });
    expect(written).to.deep.equal(['it was toke…', '<toke…>']);
    expect(parts).to.deep.equal([
      { what: 'a line that it says', text: 'it was toke…' },
      { what: 'an attachment', text: '<toke…>' },
    ]);
  });

  it('is kept as it is where it is bytes, to be searched', () => {
    const { written, parts } = saying(({ attach }) =>
      attach(Buffer.from('<svg>token-of-ana</svg>'), { mediaType: 'image/svg+xml', fileName: 'x.svg' }),
    );
    expect(String(written[0])).to.equal('<svg>token-of-ana</svg>');
    expect(parts).to.deep.equal([{ what: 'the attachment x.svg', text: '<svg>token-of-ana</svg>' }]);
  });

  it("does not take the suite's own measures for secrets, and what stands beside them is searched", () => {
    const { parts } = saying(({ attach }) => {
      attach(Buffer.from('<text x="4312" y="5671.5" title="4312">5671</text>'), {
        mediaType: 'image/svg+xml',
        fileName: 'x.svg',
      });
      attach('{"waits":{"token-of-ana":[4312,1.5]}}', { mediaType: NOTE });
    });
    expect(parts.map(({ text }) => text)).to.deep.equal([
      '<text title="4312">5671</text>',
      '{"waits":{"token-of-ana":[0,0]}}',
    ]);
  });

  it('is no stream', () => {
    const stream = {} as Parameters<World['attach']>[0];
    expect(() => saying(({ attach }) => attach(stream, 'text/plain'))).to.throw(TypeError, 'a stream');
  });
});

describe('a failure as it may be printed', () => {
  it('is the failure itself, if there is nothing secret in it', () => {
    const failure = new AssertionError('expected 1 to equal 2', { actual: 1, expected: 2 });
    expect(fitToPrint(failure, secrets)).to.equal(failure);
    expect(fitToPrint(undefined, secrets)).to.equal(undefined);
  });

  it('has secrets shortened in message and stack, and stays what it is', () => {
    class Missed extends Error {
      override readonly name = 'Missed';
    }
    const shown = fitToPrint(new Missed('no token-of-ana'), secrets) as Error;
    expect(shown).to.be.instanceOf(Missed);
    expect(shown.name).to.equal('Missed');
    expect(shown.message).to.equal('no toke…');
    expect(shown.stack).to.include('said.test.ts').and.not.include('token-of-ana');
    expect(fitToPrint('no token-of-ana', secrets)).to.equal('no toke…');
  });

  it('does not show what was compared, if that holds one', () => {
    const failure = new AssertionError('they differ', { actual: { a: ['token-of-ana'] }, expected: 1 });
    const shown = fitToPrint(failure, secrets) as Error;
    expect(shown).to.be.instanceOf(AssertionError);
    expect({ ...shown }).to.not.have.any.keys('actual', 'expected');
    expect(shown.message).to.equal('they differ');
  });
});

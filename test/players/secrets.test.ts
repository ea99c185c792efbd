import { describe, it } from 'node:test';
import { expect } from 'chai';
import fc from 'fast-check';
import { serverLogViolations } from '../../support/checkers/server-log';
import { oddNumber, uniqueWord } from '../../support/players/canary';
import { disguisesOf } from '../../support/players/disguises';
import { ManyTexts } from '../../support/players/many-texts';
import { Missed } from '../../support/players/missed';
import { Secrets } from '../../support/players/secrets';
import { failureOf, toldTwice } from '../../support/reporting/failure';
import { decodeFrame } from '../../support/systems/pong/dialects/reference-frames';

describe('many texts', () => {
  const few = fc.constantFrom('a', 'b', 'A', '\\', '…');
  const text = fc.string({ unit: few, minLength: 3, maxLength: 6 });

  it('are found wherever each of them stands, capitals or not', () => {
    fc.assert(
      fc.property(
        fc.array(text, { maxLength: 8 }),
        fc.string({ unit: few, maxLength: 60 }),
        (texts, searched) => {
          const places = texts.flatMap((one, number) =>
            [...searched].flatMap((_, start) =>
              searched.slice(start, start + one.length).toLowerCase() === one.toLowerCase()
                ? [{ text: number, start, end: start + one.length }]
                : [],
            ),
          );
          expect(new ManyTexts(texts).in(searched)).to.have.deep.members(places);
        },
      ),
      { numRuns: 2_000 },
    );
  });

  it('are found longer than any table, and by where they begin', () => {
    const texts = ['b'.repeat(1_000), 'ab'.repeat(400)];
    const hits = new ManyTexts(texts).in(`x${'ab'.repeat(400)}x${'B'.repeat(1_000)}`);
    expect(hits).to.deep.equal([
      { text: 1, start: 1, end: 801 },
      { text: 0, start: 802, end: 1_802 },
    ]);
  });

  it('may be none, and may not be next to nothing', () => {
    expect(new ManyTexts([]).in('whatever')).to.deep.equal([]);
    expect(() => new ManyTexts(['abc', 'ab'])).to.throw(RangeError);
  });
});

describe('a text on its way', () => {
  /** How somebody may write it, by what a reader calls that. */
  const writers: Readonly<Record<string, (text: string) => string>> = {
    'as it is': (text) => text,
    'in capitals': (text) => text.toUpperCase(),
    'as JSON': (text) => JSON.stringify({ told: text }),
    'as JSON of PHP': (text) => JSON.stringify(text).replaceAll('/', '\\/'),
    'as JSON of Python': (text) =>
      JSON.stringify(text).replace(
        /[^ -~]/g,
        (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
      ),
    'in an address': (text) => `http://x/?told=${encodeURIComponent(text)}`,
    'in a form': (text) => new URLSearchParams({ told: text }).toString(),
    'in a page': (text) =>
      `<b>${text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')}</b>`,
    'in a page by numbers': (text) => [...text].map((letter) => `&#${letter.codePointAt(0)};`).join(''),
    'as base64': (text) => Buffer.from(text).toString('base64'),
    'as base64 after one byte': (text) => Buffer.from(`1${text}23`).toString('base64'),
    'as base64 after two bytes': (text) => Buffer.from(`12${text}3`).toString('base64'),
    'as base64 for addresses': (text) => Buffer.from(`{"told":"${text}"}`).toString('base64url'),
    'as hexadecimal digits': (text) => `(binary) ${Buffer.from(`xy${text}`).toString('hex')}`,
    'as JSON in JSON': (text) => JSON.stringify({ text: JSON.stringify({ told: text }) }),
  };

  for (const [how, write] of Object.entries(writers)) {
    it(`is found ${how}`, () => {
      const text = how.includes('in JSON') ? 'tok_en-1.2~3' : 'Éa "says" <so> & it\'s/as+it_is? 7%';
      const secrets = new Secrets();
      secrets.learn(text, 'it');
      const written = write(text);
      expect(secrets.find(written), written).to.have.lengthOf.at.least(1);
      expect(secrets.find(written.slice(0, -7)), 'when its end is missing').to.deep.equal([]);
    });

    it(`is found ${how}, if it is a canary`, () => {
      const secrets = new Secrets();
      const told = secrets.markText('Say "so" & go', 'it');
      expect(secrets.find(write(told))).to.have.lengthOf(1);
    });
  }

  it('that is a number is found where it stands alone, with its thousands apart too', () => {
    const secrets = new Secrets();
    const number = secrets.hiddenNumber('larger', 'hit points');
    for (const text of [
      `{"hp":${number}}`,
      `${number}/9999`,
      `has ${number.toLocaleString('en')}.`,
      `${number}`,
      JSON.stringify({ told: `hit points:\n${number}\nof 9999` }),
      JSON.stringify({ told: `hit points:\t${number}` }),
      `{"told":"hit points:\\u00a0${number}"}`,
      `/?told=hit%20points%20${number}`,
      `{"hp":${number}.0}`,
    ]) {
      expect(secrets.find(text), text).to.have.lengthOf(1);
      expect(secrets.shorten(text)).to.include('…').and.not.include(String(number));
    }
    for (const text of [
      `1${number}`,
      `${number}5`,
      `a1b2-${number}-9c`,
      `0.${number}`,
      `${number}.5`,
      `${number}.05`,
      `C:\\x${number}`,
      `x${number}`,
    ])
      expect(secrets.find(text), text).to.deep.equal([]);
  });

  it('has few forms if it has only letters and digits', () => {
    const forms = disguisesOf('k3v9x2m4q7wd');
    expect(forms[0]).to.deep.equal({ text: 'k3v9x2m4q7wd', how: '' });
    expect(forms).to.have.lengthOf.below(12);
    expect(new Set(forms.map(({ how }) => how))).to.deep.equal(
      new Set(['', 'as JSON', 'as in a URL', 'as HTML', 'as base64', 'as hexadecimal digits']),
    );
  });
});

describe('a canary', () => {
  it('is never met twice, and stays what it is in JSON, URLs and HTML', () => {
    const words = Array.from({ length: 1_000 }, uniqueWord);
    expect(new Set(words).size).to.equal(1_000);
    for (const word of words) expect(word).to.match(/^[a-z0-9]{12}$/);
  });

  it('that is a number is smaller or larger, has four digits, and is never met twice in a scenario', () => {
    for (let time = 0; time < 1_000; time += 1) {
      expect(oddNumber('smaller')).to.be.within(3_000, 5_999);
      expect(oddNumber('larger')).to.be.within(6_000, 9_999);
    }
    const secrets = new Secrets();
    const numbers = Array.from({ length: 200 }, () => secrets.hiddenNumber('smaller', 'it'));
    expect(new Set(numbers).size).to.equal(200);
  });

  it('marks a text, which is shown without it', () => {
    const secrets = new Secrets();
    const told = secrets.markText('The seal is false', "Thorin's private text", 'Thorin');
    expect(told).to.match(/^The seal is false \(.{12}\)$/);
    expect(secrets.shorten(told)).to.match(/^The seal is false \(.{4}…\)$/);
    expect(secrets.all()[0]).to.deep.include({ what: "Thorin's private text", owners: new Set(['Thorin']) });
  });
});

describe('secrets that are shortened', () => {
  it('are so in every form', () => {
    const secrets = new Secrets();
    secrets.learn('token-of-ana', 'it');
    const basic = Buffer.from('ana:token-of-ana').toString('base64');
    expect(secrets.shorten(`Basic ${basic}, TOKEN-OF-ANA`)).to.match(/^Basic .{1,10}….{0,4}, TOKE…$/);
  });

  it('show no more of one that somebody has cut before', () => {
    const secrets = new Secrets();
    const token = 'Zk3v9QpLx7Tn2WbYc8Rd5HsMf1Jg6KaUe4NoPi0BtVw';
    secrets.learn(token, "Ana's token", 'Ana');
    const stranger = decodeFrame(JSON.stringify({ type: 'greeting', mod_token: token }));
    const [logged = ''] = serverLogViolations([{ level: 'error', text: `${'x'.repeat(470)} ${token}` }]);
    const missed = new Missed('', [
      { who: 'Ana', should: 'it', saw: `${'z'.repeat(270)} ${token} and more` },
    ]);
    const told = toldTwice(failureOf(missed, { scenario: '', tags: [], people: [] }));
    for (const text of [stranger.telling ?? '', logged, told]) {
      expect(text, 'before').to.include(token.slice(0, 20));
      expect(secrets.shorten(text)).to.include('Zk3v…').and.not.include(token.slice(0, 5));
    }
    expect(secrets.shorten(`${token.slice(0, 7)} and ${token}`)).to.equal('Zk3v9Qp and Zk3v…');
  });

  it('leave sentences alone that begin like one', () => {
    const secrets = new Secrets();
    secrets.learn('The villain is a vampire', 'it');
    expect(secrets.shorten('The villain laughs.')).to.equal('The villain laughs.');
  });

  it('leave nothing of one that another overlaps', () => {
    const secrets = new Secrets();
    secrets.learn('abcdefgh', 'the one');
    secrets.learn('efghijkl', 'the other');
    expect(secrets.shorten('<abcdefghijkl>')).to.equal('<abcd…>');
  });
});

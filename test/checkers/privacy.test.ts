import { describe, it } from 'node:test';
import { expect } from 'chai';
import { inWords, PrivacySearch } from '../../support/checkers/privacy';
import type { Note } from '../../support/players/journal';
import { Secrets } from '../../support/players/secrets';
import { received, scenarioOf } from './paper-race';

const answered = { kind: 'answered', connection: 0, event: { kind: 'granted' }, channel: 'race' } as const;
const connection = { kind: 'connection', connection: 1 } as const;

/** What the search says of things that reached Ana, who is a stranger to all secrets but her own. */
function judged(secrets: Secrets, ...notes: readonly Note[]): string[] {
  const ana = { name: 'Ana', role: 'runner', notes: [...notes], open: 0 };
  return new PrivacySearch(secrets).journals(scenarioOf([ana], secrets).players);
}

describe('a secret that reached somebody', () => {
  const secrets = new Secrets();
  secrets.learn('token-of-bo', "Bo's access token", 'Bo');

  for (const [where, note, told] of [
    [
      'a frame',
      received('{"type":"race_start","x":"token-of-bo"}'),
      'in #0 <- race started: {"type":"race_start","x":"toke…"}',
    ],
    [
      'an HTTP answer',
      { ...answered, raw: '{"token":"token-of-bo"}' },
      'in #0 <- granted: {"token":"toke…"}',
    ],
    [
      'the head of an answer',
      { ...answered, raw: '', head: 'HTTP/1.1 200 OK\r\nSet-Cookie: token-of-bo' },
      'in #0 <- granted: HTTP/1.1 200 OK Set-Cookie: toke…',
    ],
    [
      'a close reason',
      {
        ...connection,
        event: { kind: 'closed', code: 4003, reason: 'token-of-bo', by: 'server', telling: '4003' },
      },
      'in #0 <- closed 4003: toke…',
    ],
    [
      'the answer that opens a connection',
      { ...connection, event: { kind: 'opened' }, raw: 'HTTP/1.1 101 Hi\r\nX: token-of-bo' },
      'in #0 <- opened: HTTP/1.1 101 Hi X: toke…',
    ],
    [
      'the answer that declines a connection',
      {
        ...connection,
        event: { kind: 'failed', message: '401', telling: '401', trouble: true },
        raw: 'HTTP/1.1 401 No\r\n\r\nnot token-of-bo',
      },
      'in #0 <- failed 401: HTTP/1.1 401 No not toke…',
    ],
  ] as const) {
    it(`by ${where} is a violation, with who, whose and where`, () => {
      expect(judged(secrets, note)).to.deep.equal([
        `Ana received Bo's access token, which is for Bo only, ${told}`,
      ]);
    });
  }

  it('in another form is a violation, with the form', () => {
    const [violation] = judged(secrets, received(JSON.stringify({ blob: btoa('token-of-bo') })));
    expect(violation).to.match(/: \{"blob":"dG9r….{0,4}"\} \(as base64\)$/);
  });

  it('several times is told once, with how often', () => {
    const leak = received('"token-of-bo token-of-bo"');
    expect(judged(secrets, leak, received('{}'), leak, leak)).to.have.lengthOf(1);
    expect(judged(secrets, leak, received('{}'), leak, leak)[0]).to.match(
      /^Ana .* in #0 .* \(and in 2 more\)$/,
    );
  });

  it('may be sent by whoever has it, and received by its owner', () => {
    const sent = {
      kind: 'sent',
      connection: 1,
      event: { kind: 'authenticates' },
      raw: 'token-of-bo',
    } as const;
    const asked = { kind: 'asked', connection: 0, event: { kind: 'asks' }, raw: 'token-of-bo' } as const;
    expect(judged(secrets, sent, asked)).to.deep.equal([]);
    const bo = { name: 'Bo', role: 'runner', notes: [received('"token-of-bo"')], open: 0 };
    expect(new PrivacySearch(secrets).journals(scenarioOf([bo], secrets).players)).to.deep.equal([]);
  });

  it('is told without what stands around it that is secret too', () => {
    const two = new Secrets();
    two.learn('token-of-bo', "Bo's access token", 'Bo');
    two.learn(`${'x'.repeat(30)}-token-of-ana`, "Ana's access token", 'Ana');
    const [violation = ''] = judged(two, received(`"${'x'.repeat(30)}-token-of-ana/token-of-bo"`));
    expect(violation).to.include(': "xxxx…/toke…"');
  });

  it('is told with those whom it is for', () => {
    const told = (...owners: string[]) => {
      const some = new Secrets();
      some.learn('token-of-bo', 'it', ...owners);
      return judged(some, received('"token-of-bo"'))[0]?.match(/received (.*), in #0/)?.[1];
    };
    expect(told()).to.equal('it, which is for nobody here');
    expect(told('Bo')).to.equal('it, which is for Bo only');
    expect(told('Bo', 'Cy', 'Di')).to.equal('it, which is for Bo, Cy and Di only');
  });
});

describe("a secret in the server's log", () => {
  const secrets = new Secrets();
  secrets.learn('token-of-bo', "Bo's access token", 'Bo');
  const search = () => new PrivacySearch(secrets);

  it("is a violation, whoever's it is, told once", () => {
    const log = [{ text: 'hello' }, { text: '{"msg":"auth with token-of-bo"}' }, { text: 'token-of-bo' }];
    expect(search().log(log)).to.deep.equal([
      'The server\'s log holds Bo\'s access token: {"msg":"auth with toke…"}',
    ]);
    expect(search().log(log.slice(0, 1))).to.deep.equal([]);
  });
});

describe('a secret in the report', () => {
  it("is a violation, whoever's it is, with the part that it is in", () => {
    const secrets = new Secrets();
    secrets.learn('token-of-bo', "Bo's access token", 'Bo');
    const parts = [
      { what: 'the attachment timeline.svg', text: '<svg/>' },
      { what: 'the message of the failure', text: 'expected "token-of-bo" to equal ""' },
    ];
    expect(new PrivacySearch(secrets).report(parts)).to.deep.equal([
      'The report holds Bo\'s access token in the message of the failure: expected "toke…" to equal ""',
    ]);
  });
});

describe('a search for secrets', () => {
  it('counts what it has searched', () => {
    const secrets = new Secrets();
    secrets.learn('token-of-bo', "Bo's access token", 'Bo');
    const search = new PrivacySearch(secrets);
    const people = ['Ana', 'Bo'].map((name) => ({
      name,
      role: 'runner',
      notes: [received('{"ä":1}'), { ...answered, raw: '12', head: '345' }] as Note[],
      open: 0,
    }));
    search.journals(scenarioOf(people, secrets).players);
    search.log([{ text: '1234' }]);
    search.report([{ what: 'x', text: '12345' }]);
    const bytes = 2 * (8 + 2 + 3) + 4 + 5;
    expect(search.searched).to.deep.equal({
      secrets: 1,
      people: 2,
      arrivals: 4,
      logLines: 1,
      reportParts: 1,
      bytes,
    });
    expect(inWords(search.searched)).to.equal(
      "Searched for 1 secret in wrong hands: 4 things that reached 2 people, 1 line of the server's log, 1 part of the report, 35 bytes in all.",
    );
  });

  it('finds each of many', () => {
    const secrets = new Secrets();
    const texts = Array.from({ length: 300 }, (_, number) =>
      secrets.markText('So it is', `secret ${number}`),
    );
    expect(judged(secrets, received(JSON.stringify(texts)))).to.have.lengthOf(300);
    const others = Array.from({ length: 300 }, () => new Secrets().markText('So it is', 'another'));
    expect(judged(secrets, received(JSON.stringify(others)))).to.deep.equal([]);
  });
});

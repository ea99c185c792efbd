import dns from 'node:dns';
import { describe, it, mock } from 'node:test';
import { expect } from 'chai';
import { type AnswerEvent, declined } from '../../support/players/answers';
import { type Answer, HttpClient } from '../../support/players/http';
import type { PlayerPool } from '../../support/players/pool';
import { calm, failure, hurried, lines, serverFor, unhurried } from './scene';

function inWords({ status, bytes }: Answer): AnswerEvent {
  if (status < 400) return { kind: 'granted' };
  return { kind: 'declined', status, telling: `${status} ${bytes}`, trouble: true };
}

describe('a request over HTTP', () => {
  const at = serverFor();
  const ask = (pool: PlayerPool, status: number, body: string, type = 'application/json') => {
    at.server.answer = () => ({ status, type, body });
    const player = pool.obtain('Ana', 'runner');
    const url = new URL('/api/packs', at.server.url);
    const asking = player.ask({ kind: 'fetches a pack' }, { method: 'GET', url, channel: 'packs' }, inWords);
    return { player, asking };
  };

  it('that is declined is what was expected', async () => {
    const { player, asking } = ask(unhurried(), 403, '{"detail":"not yours"}');
    await asking;
    const entry = await player.sees(declined());
    expect(player.journal.explanationOf(entry)).to.equal('an answer that declines');
  });

  it('that is granted instead is told', async () => {
    const { player, asking } = ask(calm(), 200, '{}');
    await asking;
    expect(await failure(player.sees(declined()))).to.equal(
      lines(
        'Ana waited 1.0 s for an answer that declines, in vain.',
        'No frame has come since then.',
        "Last in Ana's journal:",
        '  #0 -> fetches a pack',
        '  #1 <- granted',
      ),
    );
  });

  it('that breaks the server is no refusal', async () => {
    const { player, asking } = ask(calm(), 500, 'oops', 'text/plain');
    await asking;
    expect(await failure(player.sees(declined()))).to.equal(
      lines(
        'Ana waited 1.0 s for an answer that declines, in vain.',
        'Nearest since then:',
        '  #1 <- declined 500 oops: the status of the answer: expected 500 to be within 400..499',
        "Last in Ana's journal:",
        '  #0 -> fetches a pack',
        '  #1 <- declined 500 oops',
      ),
    );
  });

  it('has the answer that had come in time, though this process was busy until the time was up', async () => {
    const client = new HttpClient();
    at.server.answer = () => {
      // After the answer has gone out: from there Node.js goes on to its timers, and to sockets only after them.
      setImmediate(() => {
        const until = performance.now() + 250;
        while (performance.now() < until);
      });
      return { status: 200, type: 'text/plain', body: 'here' };
    };
    const answer = await client.ask({ method: 'GET', url: at.server.url, channel: 'packs' }, 200);
    client.close();
    expect(answer.bytes.toString()).to.equal('here');
  });

  it('without an answer is told with who asked for what', async () => {
    const pool = calm();
    const { asking } = ask(pool, 200, '');
    await asking;
    at.server.answer = undefined;
    const player = pool.named('Ana');
    const silent = player.ask(
      { kind: 'fetches a pack' },
      { method: 'GET', url: new URL('/api/packs', at.server.url), channel: 'packs' },
      inWords,
    );
    expect(await failure(silent)).to.equal(
      'Ana fetches a pack, in vain: GET /api/packs was not answered: nothing came within 1.0 s.',
    );
    const absent = player.ask(
      { kind: 'fetches a pack' },
      { method: 'POST', url: new URL('http://127.0.0.1:1/api/packs'), channel: 'packs', body: {} },
      inWords,
    );
    expect(await failure(absent)).to.equal(
      'Ana fetches a pack, in vain: POST /api/packs was not answered: connect ECONNREFUSED 127.0.0.1:1.',
    );
    expect(player.journal.entries.at(-1)).to.include({ kind: 'missed', expectation: 'an answer' });
    await pool.retire();
  });

  it('to a name with two addresses, neither of which answers, is told with both reasons', async () => {
    const addresses = ['127.0.0.1', '127.0.0.2'].map((address) => ({ address, family: 4 }));
    const lookup = mock.method(dns, 'lookup', (_: string, __: object, found: (...all: unknown[]) => void) =>
      found(null, addresses),
    );
    try {
      const url = new URL('http://two.addresses:1/api/packs');
      const asking = hurried()
        .add('Ana', 'runner')
        .ask({ kind: 'fetches a pack' }, { method: 'GET', url, channel: '' }, inWords);
      expect(await failure(asking)).to.equal(
        'Ana fetches a pack, in vain: GET /api/packs was not answered: connect ECONNREFUSED 127.0.0.1:1, connect ECONNREFUSED 127.0.0.2:1.',
      );
    } finally {
      lookup.mock.restore();
    }
  });

  for (const [what, type, body, raw] of [
    ['text of any kind is kept as text', 'text/html', '<b>leak</b>', '<b>leak</b>'],
    ['what says it is JSON and is not, as it came', 'application/json', '{"half":', '{"half":'],
    ['and bytes by their digits', 'application/zip', 'PK', '(binary) 504b'],
  ] as const) {
    it(`leaves in the journal what came: ${what}`, async () => {
      const pool = unhurried();
      const { player, asking } = ask(pool, 200, body, type);
      expect((await asking).json).to.equal(undefined);
      expect(player.journal.entries.at(-1)).to.include({ kind: 'answered', raw, question: 0 });
      await pool.retire();
    });
  }
});

import { describe, it } from 'node:test';
import { expect } from 'chai';
import { AHost, rpc, type Told } from '../nodes/a-host';

const LONGEST = 8_000;
/** Four bytes, two units of a JavaScript string, one character. */
const DRAGON = '\u{1f409}';

describe("the host's endpoint", { concurrency: 1 }, () => {
  const host = AHost.forSuite();

  describe('lets in', () => {
    const OTHERS: [who: string, credentials: () => Promise<string>][] = [
      ['nobody without a token', async () => ''],
      ['nobody with a wrong token', async () => 'Bearer of-bad-news'],
      ['no organizer', async () => `Bearer ${await host.account('organizer')}`],
      ['no player', async () => `Bearer ${(await host.table()).tokenOf('thorin')}`],
      ['no observer', async () => `Bearer ${(await host.table()).tokenOf('OBSERVER')}`],
    ];
    for (const [who, credentials] of OTHERS) {
      it(who, async () => {
        const authorization = await credentials();
        for (const method of ['POST', 'GET', 'DELETE']) {
          const answer = await host.raw(rpc('tools/list'), { authorization }, method);
          expect(answer.status).to.equal(401);
          expect(answer.headers.get('www-authenticate')).to.equal('Bearer');
          expect(await answer.json()).to.have.all.keys('detail');
        }
      });
    }
  });

  describe('keeps the protocol', () => {
    const CASES: [what: string, status: number, code: number | undefined, ask: () => Promise<Response>][] = [
      ['a request made by hand', 200, undefined, () => host.raw(rpc('ping'))],
      ['an unknown method', 200, -32601, () => host.raw(rpc('resources/list'))],
      ['an unknown tool', 200, -32602, () => host.raw(rpc('tools/call', { name: 'give_gold' }))],
      ['an unknown prompt', 200, -32602, () => host.raw(rpc('prompts/get', { name: 'party-over' }))],
      ['a tool without a name', 200, -32602, () => host.raw(rpc('tools/call', {}))],
      ['no parameters', 200, -32602, () => host.raw(rpc('tools/call'))],
      [
        'a list of arguments',
        200,
        -32602,
        () => host.raw(rpc('tools/call', { name: 'next_turn', arguments: [] })),
      ],
      ['an introduction without a version', 200, -32602, () => host.raw(rpc('initialize', {}))],
      [
        'a notification',
        202,
        undefined,
        () => host.raw({ jsonrpc: '2.0', method: 'notifications/initialized' }),
      ],
      ['what is no JSON', 400, -32700, () => host.raw('{')],
      ['nothing', 400, -32700, () => host.raw('')],
      ['null', 400, -32600, () => host.raw('null')],
      ['what is no JSON-RPC', 400, -32600, () => host.raw({ tool: 'next_turn' })],
      ['a batch', 400, -32600, () => host.raw([rpc('ping'), rpc('ping')])],
      [
        'an unknown revision',
        400,
        -32000,
        () => host.raw(rpc('ping'), { 'mcp-protocol-version': '1999-01-01' }),
      ],
      ['a page of another site', 403, -32000, () => host.raw(rpc('ping'), { origin: 'http://evil.example' })],
      ['a page of its own', 200, undefined, () => host.raw(rpc('ping'), { origin: host.node.url })],
      ['who wants no stream', 406, -32000, () => host.raw(rpc('ping'), { accept: 'application/json' })],
      ['another type', 415, -32000, () => host.raw(rpc('ping'), { 'content-type': 'text/plain' })],
      ['who listens', 405, -32000, () => host.raw(undefined, {}, 'GET')],
      ['who ends a session of the protocol', 405, -32000, () => host.raw(undefined, {}, 'DELETE')],
      ['another method of HTTP', 405, -32000, () => host.raw(undefined, {}, 'PUT')],
    ];
    for (const [what, status, code, ask] of CASES) {
      it(`for ${what}: ${status}${code === undefined ? '' : ` and ${code}`}`, async () => {
        const answer = await ask();
        const text = await answer.text();
        expect(answer.status).to.equal(status);
        expect(text === '' ? undefined : JSON.parse(text).error?.code).to.equal(code);
        if (status === 405) expect(answer.headers.get('allow')).to.equal('POST');
      });
    }

    it('and says what it is, by the revision that it is asked for', async () => {
      const introduction = { capabilities: {}, clientInfo: { name: 'x', version: '1' } };
      for (const protocolVersion of ['2025-11-25', '2025-06-18']) {
        const answer = await host.raw(rpc('initialize', { ...introduction, protocolVersion }));
        expect(answer.headers.get('mcp-session-id')).to.equal(null);
        const { result } = (await answer.json()) as { result: Told };
        expect(result).to.deep.include({ protocolVersion, capabilities: { tools: {}, prompts: {} } });
      }
    });

    it('and takes the longest call there can be, and none that is longer', async () => {
      const { thorin } = await host.table();
      const text = DRAGON.repeat(LONGEST);
      const everybody = Object.fromEntries(['thorin', 'elara', 'vex', 'gorm'].map((id) => [id, text]));
      const longest = { narrative: text, private_messages: everybody, dm_notes: text };
      await host.call('party_resolve_action', { action_id: await host.taken(thorin), ...longest });
      const { narrative, private: own } = await thorin.told({ type: 'narrative' });
      expect(narrative === text && own === text).to.equal(true);
      expect((await host.raw(rpc('ping', { x: 'x'.repeat(256 * 1024) }))).status).to.equal(413);
    });
  });
});

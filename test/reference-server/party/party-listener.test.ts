import { describe, it } from 'node:test';
import { expect } from 'chai';
import type { OwnConnection } from '../../../reference-server/core/connection';
import type { Queries } from '../../../reference-server/core/database';
import { createLog } from '../../../reference-server/core/log';
import { PartyHall } from '../../../reference-server/party/party-hall';
import { Listener } from '../../../reference-server/party/party-listener';
import type { Message, News } from '../../../reference-server/party/party-session';
import { noon } from './a-party';

/** A session's log in memory, on which something may happen while it is being read. */
class PaperLog {
  readonly messages: Message[] = [];
  readonly hall = new PartyHall('session', this.#queries(), createLog('silent'));
  /** Called after each reading, before the reader has what was read. */
  meanwhile: () => void = () => {};

  write(...news: News[]): Message[] {
    const written = news.map((each, index) => {
      const seq = this.messages.length + index + 1;
      return { seq, id: `m${seq}`, at: new Date(noon.getTime() + seq), news: each };
    });
    this.messages.push(...written);
    return written;
  }

  /** Somebody who is told what is beyond the end that the log has now. */
  listener(): { listener: Listener; heard: string[]; closed: string[] } {
    const [heard, closed]: [string[], string[]] = [[], []];
    const connection: OwnConnection = {
      id: 'c',
      get isOpen() {
        return closed.length === 0;
      },
      backlog: 0,
      onText: () => {},
      onClose: () => {},
      note: () => {},
      send: (frame) =>
        void heard.push('content' in Object(frame) ? Object(frame).content : JSON.stringify(frame)),
      sendAndWait: async () => {},
      close: (code) => void closed.push(String(code)),
      giveUp: (code) => void closed.push(String(code)),
    };
    const viewer = { memberId: 'thorin' };
    const listener = new Listener(viewer, connection, this.messages.length, this.hall, this.#queries());
    this.hall.add(listener);
    return { listener, heard, closed };
  }

  #queries(): Queries {
    const read = async (sql: string, values: readonly unknown[] = []) => {
      const rows = sql.includes('kept AND')
        ? this.messages.filter(({ at, seq }) => at > Object(values[2]) && seq <= Number(values[3]))
        : this.messages.filter(({ seq }) => seq > Number(values[1]));
      const found = rows.slice(0, 100).map(({ news: body, ...row }) => ({ ...row, body }));
      await null;
      this.meanwhile();
      return found;
    };
    return { query: read as unknown as Queries['query'] };
  }
}

const said = (content: string): News => ({ kind: 'system', content });
const KICK: News = { kind: 'revoked', memberId: 'thorin', code: 4008, reason: 'Kicked by host' };

describe('somebody who is told of a session', () => {
  for (const moment of [1, 2, 3]) {
    it(`hears once what is said between reading ${moment} and being told live`, async () => {
      const log = new PaperLog();
      log.write(said('before'));
      const { listener, heard } = log.listener();
      log.write(said('joined'));
      let reading = 0;
      log.meanwhile = () => {
        reading += 1;
        if (reading === moment) log.hall.tell(log.write(said('meanwhile')));
      };
      await listener.begin(new Date(0), []);
      log.meanwhile = () => {};
      if (reading < moment) log.hall.tell(log.write(said('meanwhile')));
      expect(heard).to.deep.equal(['before', '{"type":"replay_end","count":1}', 'joined', 'meanwhile']);
    });
  }

  it('hears what this node was not told of, when something else is told', async () => {
    const log = new PaperLog();
    const { listener, heard } = log.listener();
    await listener.begin(undefined, []);
    log.write(said('on another node'));
    log.hall.tell(log.write(said('here')));
    log.hall.tell(log.write(said('and here')));
    await new Promise((resume) => setImmediate(resume));
    expect(heard).to.deep.equal(['on another node', 'here', 'and here']);
  });

  it('hears all of a long log', async () => {
    const log = new PaperLog();
    const { listener, heard } = log.listener();
    const all = Array.from({ length: 350 }, (_, number) => `${number}`);
    log.write(...all.map(said));
    await listener.begin(undefined, []);
    expect(heard).to.deep.equal(all);
    await listener.history(noon);
    expect(heard.slice(350)).to.deep.equal([...all, '{"type":"replay_end","count":350}']);
  });

  it('is closed when they are turned out, and hears nothing that was said after it', async () => {
    const log = new PaperLog();
    const [live, late] = [log.listener(), log.listener()];
    await live.listener.begin(undefined, []);
    log.hall.tell(log.write(said('before'), KICK, said('after')));
    // It came before the kick, and was not among the listeners when that was told.
    const missed = late.listener.begin(undefined, []);
    await missed;
    expect([live.closed, late.closed]).to.deep.equal([['4008'], ['4008']]);
    for (const { heard } of [live, late]) expect(heard).to.not.include('after');
    const back = log.listener();
    await back.listener.begin(undefined, []);
    log.hall.tell(log.write(said('again')));
    expect([back.closed, back.heard]).to.deep.equal([[], ['again']]);
  });
});

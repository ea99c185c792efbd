import { describe, it } from 'node:test';
import { expect } from 'chai';
import * as fc from 'fast-check';
import { noUnexplainedTrouble } from '../../support/checkers/trouble';
import { tell } from '../../support/players/expectation';
import { type Chronicle, Journal } from '../../support/players/journal';
import { Secrets } from '../../support/players/secrets';
import { type News, numbered, refusal } from './news';

function chronicle(): Chronicle {
  let order = 0;
  return { next: () => ++order, now: () => order * 10 };
}

const received = (event: News) => ({
  kind: 'received' as const,
  connection: 1,
  event,
  raw: JSON.stringify(event),
  channel: 'play',
});
const [someNews = refusal] = numbered(1);

describe('a journal', () => {
  it('numbers its lines without gaps, and the scenario all lines in the order they were written', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom('Ana', 'Bo', 'Cy'), { maxLength: 40 }), (writers) => {
        const shared = chronicle();
        const journals = new Map(['Ana', 'Bo', 'Cy'].map((name) => [name, new Journal(name, shared)]));
        const written = writers.map((name) => journals.get(name)?.append(received(someNews)));
        for (const { entries } of journals.values()) {
          expect(entries.map(({ index }) => index)).to.deep.equal(entries.map((_, index) => index));
        }
        expect(written.map((entry) => entry?.order)).to.deep.equal(writers.map((_, index) => index + 1));
        const merged = [...journals.values()].flatMap(({ entries }) => entries);
        expect(merged.sort((one, other) => one.order - other.order)).to.deep.equal(written);
      }),
    );
  });

  it('only grows: what was read stays', () => {
    const journal = new Journal('Ana', chronicle());
    const first = journal.append(received(someNews));
    const before = [...journal.entries];
    journal.append(received(refusal));
    expect(journal.entries.slice(0, 1)).to.deep.equal(before);
    expect(journal.entries[0]).to.equal(first);
    expect(journal.end).to.equal(2);
    expect(first).to.include({ index: 0, order: 1, at: 10 });
  });

  it('wakes whoever waits at each line, until they go', () => {
    const journal = new Journal('Ana', chronicle());
    const woken: string[] = [];
    const forget = journal.onChange(() => woken.push(`one at ${journal.end}`));
    journal.onChange(() => woken.push(`other at ${journal.end}`));
    journal.append(received(someNews));
    forget();
    journal.append(received(someNews));
    expect(woken).to.deep.equal(['one at 1', 'other at 1', 'other at 2']);
    expect(journal.waiting).to.equal(1);
  });

  it('wakes everybody, although one goes and another comes meanwhile', () => {
    const journal = new Journal('Ana', chronicle());
    const woken: string[] = [];
    const forget = journal.onChange(() => {
      forget();
      woken.push('who goes');
      journal.onChange(() => woken.push('who comes'));
    });
    journal.onChange(() => woken.push('who stays'));
    journal.append(received(someNews));
    expect(woken).to.deep.equal(['who goes', 'who stays']);
    journal.append(received(someNews));
    expect(woken.slice(2)).to.deep.equal(['who stays', 'who comes']);
  });

  it('knows what a step has asked for', () => {
    const journal = new Journal('Ana', chronicle());
    const [first, second] = [journal.append(received(refusal)), journal.append(received(refusal))];
    journal.explain(second, 'a refusal');
    expect([first, second].map((entry) => journal.explanationOf(entry))).to.deep.equal([
      undefined,
      'a refusal',
    ]);
    const scenario = {
      players: [{ name: 'Ana', role: 'runner', journal, openConnections: 0 }],
      secrets: new Secrets(),
    };
    expect(noUnexplainedTrouble(scenario)).to.deep.equal([
      'Ana met with trouble that no step asked for: #0 <- refused not now',
    ]);
  });

  it('permits from now on, and not what was there before', () => {
    const journal = new Journal('Ana', chronicle());
    const before = journal.append(received(refusal));
    journal.permit((entry) => tell(entry).includes('refused'), 'it was asked whatever would come of it');
    const after = journal.append(received(refusal));
    const another = journal.append(received(someNews));
    expect([before, after, another].map((entry) => journal.explanationOf(entry))).to.deep.equal([
      undefined,
      'it was asked whatever would come of it',
      undefined,
    ]);
  });

  it('tells each kind of line to a reader without what travelled', () => {
    const journal = new Journal('Ana', chronicle());
    const event = { kind: 'waves' };
    const connection = 1;
    journal.append({ kind: 'connecting', connection, to: 'ws://secret.place/', channel: 'play' });
    journal.append({ kind: 'connection', connection, event: { kind: 'opened' } });
    journal.append({ kind: 'sent', connection, event, raw: 'secret' });
    journal.append(received(someNews));
    journal.append({ kind: 'asked', connection: 0, event: { kind: 'registers' }, raw: 'secret' });
    journal.append({
      kind: 'answered',
      connection: 0,
      event: { kind: 'granted' },
      raw: 'secret',
      channel: 'play',
    });
    journal.append({ kind: 'missed', connection: 0, expectation: 'news 2', from: 0, verdict: '' });
    expect(journal.entries.map(tell)).to.deep.equal([
      '#0 connecting (play)',
      '#1 <- opened',
      '#2 -> waves',
      '#3 <- news 1',
      '#4 -> registers',
      '#5 <- granted',
      '#6 missed news 2',
    ]);
  });
});

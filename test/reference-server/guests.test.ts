import { describe, it } from 'node:test';
import { setImmediate as turn } from 'node:timers/promises';
import { expect } from 'chai';
import { Guests } from '../../reference-server/core/guests';
import type { Nodes } from '../../reference-server/core/nodes';
import { type Holder, SharedTenure } from '../../reference-server/core/shared-tenure';
import type { SharedTenures } from '../../reference-server/core/shared-tenures';
import type { Door } from '../../reference-server/core/system';

describe('the connections of other nodes', () => {
  it('are heard also where the socket is gone before their place is found', async () => {
    const said: string[] = [];
    const door = {
      name: '/ws/mod/{race_id}',
      placeOf: () => 'race/1',
      open: ({ connection }) => {
        connection.onText((text) => void said.push(text));
        connection.onClose(() => void said.push('gone'));
      },
    } as Partial<Door> as Door;
    const answers: object[] = [];
    const nodes = { isGone: () => false, say: (_to: string, message: object) => answers.push(message) };
    const vacated: string[] = [];
    const holder = { vacate: ({ place }) => vacated.push(place) } as Partial<Holder> as Holder;
    const tenures = { find: async () => new SharedTenure('race/1', undefined, holder) };
    const guests = new Guests([door], nodes as unknown as Nodes, tenures as unknown as SharedTenures);

    guests.hear('two', { kind: 'open', id: 'bo', door: door.name, groups: ['1'], noted: undefined });
    guests.hear('two', { kind: 'text', id: 'bo', number: 7, text: 'finished' });
    guests.hear('two', { kind: 'close', id: 'bo' });
    await turn();
    expect(said).to.deep.equal(['finished', 'gone']);
    expect(answers).to.deep.equal([{ kind: 'done', id: 'bo', number: 7 }]);
    expect(vacated).to.deep.equal(['race/1']);
  });
});

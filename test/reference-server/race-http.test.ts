import { describe, it } from 'node:test';
import { expect } from 'chai';
import { OwnNodes } from './nodes/own-nodes';

describe("a race's name", () => {
  const nodes = OwnNodes.forSuite({ count: 1 });

  it('that the record cannot hold as it is makes no race', async () => {
    const node = nodes.one;
    const { body } = await node.post('/api/users', { username: 'olga', role: 'organizer' });
    const half = await node.post('/api/races', { name: 'Cup \ud83c' }, String(body.token));
    expect(half.status, JSON.stringify(half.body)).to.equal(422);
    const whole = await node.post('/api/races', { name: 'Cup \ud83c\udfc6' }, String(body.token));
    expect(whole.body).to.include({ name: 'Cup \ud83c\udfc6' });
  });
});

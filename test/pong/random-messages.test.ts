import { describe, it } from 'node:test';
import { expect } from 'chai';
import { randomMessages } from '../../support/systems/pong/random-messages';

describe('random messages', () => {
  it('are as many as were asked for, and the same for the same seed', async () => {
    const messages = await randomMessages(500, 7);
    expect(messages).to.have.lengthOf(500);
    expect(await randomMessages(500, 7)).to.deep.equal(messages);
  });

  it('are others for another seed', async () => {
    expect(await randomMessages(500, 8)).not.to.deep.equal(await randomMessages(500, 7));
  });

  it('are of every kind: orders, other JSON, text that is none', async () => {
    const messages = await randomMessages(500, 7);
    const parsed = messages.map((text) => {
      try {
        return JSON.parse(text) as unknown;
      } catch {
        return undefined;
      }
    });
    const typeOf = (value: unknown) => (value as { type?: unknown } | null | undefined)?.type;
    for (const type of ['create_room', 'join_game', 'player_ready', 'move_paddle'])
      expect(
        parsed.some((value) => typeOf(value) === type),
        type,
      ).to.equal(true);
    expect(parsed.some((value) => Array.isArray(value))).to.equal(true);
    expect(parsed.filter((value) => value === undefined)).not.to.have.lengthOf(0);
  });

  it('are all small enough to be read', async () => {
    const sizes = (await randomMessages(500, 7)).map((text) => Buffer.byteLength(text));
    expect(Math.max(...sizes)).to.be.at.most(8 * 1024);
  });
});

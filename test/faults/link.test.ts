import { after, afterEach, before, beforeEach, describe, it } from 'node:test';
import { setImmediate } from 'node:timers/promises';
import { expect } from 'chai';
import * as fc from 'fast-check';
import { type Direction, Link, type OneWay } from '../../support/faults/network/link';
import { leftForGood, resourcesInUse } from '../../support/leftovers';
import { type End, FarSide } from './ends';

/** As soon as what is under way now is done: sooner than a turn of the event loop. */
const nextTick = (): Promise<void> => new Promise((resolve) => process.nextTick(resolve));

const BOTH: readonly OneWay[] = ['to the server', 'from the server'];

describe('A link between a player and a server', () => {
  let side: FarSide;
  let links: Link[] = [];

  before(async () => {
    side = await FarSide.open();
  });
  after(() => side.close());
  afterEach(async () => {
    await Promise.all(links.map((link) => link.end()));
    links = [];
  });

  async function linked() {
    const ends = await side.link();
    links.push(ends.link);
    return ends;
  }

  /** Who speaks and who hears in that direction. */
  function speaking(direction: OneWay, { near, far }: { near: End; far: End }): { from: End; to: End } {
    return direction === 'to the server' ? { from: near, to: far } : { from: far, to: near };
  }

  /** What was written before this on any link has come to its other end, if it comes at all: bytes on another line have. */
  async function marker(): Promise<void> {
    const { near, far } = await linked();
    near.says('?');
    await far.until(({ text }) => text === '?');
    far.says('!');
    await near.until(({ text }) => text === '!');
  }

  it('passes what either side says, and the end of both', async () => {
    const { near, far } = await linked();
    near.says('hello');
    await far.until(({ text }) => text === 'hello');
    far.says('welcome');
    await near.until(({ text }) => text === 'welcome');
    near.socket.end('bye');
    await far.until(({ ended }) => ended);
    await near.until(({ ended }) => ended);
    expect(far.text).to.equal('hellobye');
    expect([near.failure, far.failure]).to.deep.equal([undefined, undefined]);
  });

  it('passes a reset by either side', async () => {
    for (const direction of BOTH) {
      const { from, to } = speaking(direction, await linked());
      from.socket.resetAndDestroy();
      await to.until(({ failure }) => failure !== undefined);
      expect(to.failure, direction).to.equal('ECONNRESET');
    }
  });

  it('cannot be had where nobody listens, and says so in the words of a straight connection', async () => {
    const gone = await FarSide.open();
    const { address } = gone;
    await gone.close();
    const link = new Link();
    links.push(link);
    const cause = await link.open(address, new Map()).then(
      () => expect.fail('It had to fail.'),
      (error: NodeJS.ErrnoException) => error,
    );
    expect(cause.message).to.equal(`connect ECONNREFUSED 127.0.0.1:${address.port}`);
  });

  describe('that is cut', () => {
    it('passes what was in flight in both directions, then the end', async () => {
      const { near, link, far } = await linked();
      const much = Buffer.alloc(200_000, 'a');
      near.says(much);
      far.says(much);
      await link.cut();
      await Promise.all([near, far].map((end) => end.until(({ ended }) => ended)));
      expect([near.size, far.size]).to.deep.equal([200_000, 200_000]);
      expect([near.failure, far.failure]).to.deep.equal([undefined, undefined]);
    });

    it('passes what a slow line still holds', async () => {
      const { near, link, far } = await linked();
      link.change({ delay: { least: 10, most: 20 } });
      near.says('late');
      await link.cut();
      await far.until(({ ended }) => ended);
      expect(far.text).to.equal('late');
    });

    it('passes nothing that is said later', async () => {
      const { near, link, far } = await linked();
      link.change({ silent: true });
      near.says('before');
      await link.cut();
      near.says('after');
      await marker();
      link.heal();
      await far.until(({ ended }) => ended);
      expect(far.text).to.equal('before');
    });
  });

  it('that is reset is reset for both sides, and what was in flight is lost', async () => {
    const { near, link, far } = await linked();
    link.change({ silent: true });
    near.says('lost');
    await marker();
    link.reset();
    await Promise.all([near, far].map((end) => end.until(({ failure }) => failure !== undefined)));
    expect([near.failure, far.failure]).to.deep.equal(['ECONNRESET', 'ECONNRESET']);
    expect(far.text).to.equal('');
  });

  /** An end is on its way for some turns before the system has it: a reset may come in each of them. */
  for (const turns of [0, 1, 2, 3, 4])
    it(`that is reset ${turns} turns after an end began to pass is over for both sides, and can be ended`, async () => {
      for (const direction of BOTH) {
        const { near, far, link } = await linked();
        link.breakAfter(0, direction);
        for (let turn = 0; turn < turns; turn += 1) await nextTick();
        link.reset();
        await Promise.all(
          [near, far].map((end) => end.until(({ socket }) => socket.readableEnded || socket.destroyed)),
        );
        await link.end();
      }
    });

  describe('that is silent', () => {
    for (const direction of BOTH) {
      it(`${direction} passes nothing there, and everything in the other direction`, async () => {
        const ends = await linked();
        const { from, to } = speaking(direction, ends);
        ends.link.change({ silent: true }, direction);
        from.says('kept');
        to.says('passes');
        await from.until(({ text }) => text === 'passes');
        await marker();
        expect(to.text).to.equal('');
        expect(BOTH.map((way) => ends.link.isSilent(way))).to.deep.equal(
          BOTH.map((way) => way === direction),
        );
        ends.link.heal();
        await to.until(({ text }) => text === 'kept');
      });
    }

    it('does not even tell that a side has gone, until it recovers', async () => {
      for (const leave of [
        (end: End) => end.socket.end(),
        (end: End) => end.socket.destroy(),
        (end: End) => end.socket.resetAndDestroy(),
      ]) {
        const { near, link, far } = await linked();
        link.change({ silent: true });
        near.says('last words');
        await marker();
        leave(near);
        await marker();
        expect([far.text, far.ended, far.failure]).to.deep.equal(['', false, undefined]);
        link.heal();
        await far.until(({ ended, failure }) => ended || failure !== undefined);
      }
    });

    for (const bytes of [0, 1, 5]) {
      it(`after ${bytes} bytes passes so many and nothing more, until it recovers`, async () => {
        for (const direction of BOTH) {
          const ends = await linked();
          const { from, to } = speaking(direction, ends);
          ends.link.change({ silentAfter: bytes }, direction);
          from.says('hel');
          from.says('lo there');
          await to.until(({ size }) => size === bytes);
          await marker();
          await marker();
          expect(to.text, direction).to.equal('hello'.slice(0, bytes));
          expect(ends.link.isSilent(direction), direction).to.equal(true);
          ends.link.heal();
          await to.until(({ text }) => text === 'hello there');
        }
      });
    }

    it('keeps so much and no more: then the sender has to wait', async () => {
      const { near, link, far } = await linked();
      link.change({ silent: true });
      const much = Buffer.alloc(16 * 1024 * 1024, 'a');
      near.says(much);
      await marker();
      await marker();
      expect(near.socket.writableLength, 'bytes that wait at the sender').to.be.greaterThan(0);
      link.heal();
      await far.until(({ size }) => size === much.length);
    });
  });

  describe('that is about to break', () => {
    it('passes exactly so many bytes, to whichever side, and nothing more', async () => {
      await fc.assert(
        fc.asyncProperty(
          fc.constantFrom(...BOTH),
          fc.nat(3_000),
          fc.array(fc.integer({ min: 1, max: 1_500 }), { minLength: 1, maxLength: 6 }),
          async (direction, most, pieces) => {
            const ends = await linked();
            const { from, to } = speaking(direction, ends);
            const said = Buffer.alloc(most + 1 + pieces.reduce((sum, size) => sum + size, 0), 'abcdefg');
            ends.link.breakAfter(most, direction);
            let at = 0;
            for (const size of [...pieces, said.length]) {
              from.says(said.subarray(at, at + size));
              at += size;
              await setImmediate();
            }
            await to.until(({ ended, failure }) => ended || failure !== undefined);
            expect(to.bytes.equals(said.subarray(0, most)), `the first ${most} bytes`).to.equal(true);
            await from.until(({ ended, failure }) => ended || failure !== undefined);
          },
        ),
        { numRuns: 25 },
      );
    });

    it('stays whole if it recovers before', async () => {
      const { near, link, far } = await linked();
      link.breakAfter(8, 'to the server');
      near.says('half');
      await far.until(({ text }) => text === 'half');
      link.heal();
      near.says('the rest of it');
      await far.until(({ text }) => text === 'halfthe rest of it');
    });
  });

  it('that is slow is late by what was asked, and keeps the order', async () => {
    const { near, link, far } = await linked();
    link.change({ delay: { least: 20, most: 60 } });
    const begun = performance.now();
    const words = Array.from({ length: 20 }, (_, number) => `${number} `);
    for (const word of words) {
      near.says(word);
      await setImmediate();
    }
    await far.until(({ text }) => text.length > 0);
    expect(performance.now() - begun, 'milliseconds until the first came').to.be.at.least(20);
    await far.until(({ text }) => text.length >= words.join('').length);
    expect(far.text).to.equal(words.join(''));
  });

  it('that is narrow passes so many bytes a second, more or less', async () => {
    const { near, link, far } = await linked();
    link.change({ rate: 50_000 });
    const begun = performance.now();
    near.says(Buffer.alloc(10_000));
    await far.until(({ size }) => size === 10_000);
    expect(performance.now() - begun, 'milliseconds for 10 kB').to.be.within(150, 2_000);
  });
});

/** What a property does to a link. */
type Deed =
  | { readonly does: 'say'; readonly from: 'near' | 'far'; readonly size: number }
  | { readonly does: 'change'; readonly to: Parameters<Link['change']>[0]; readonly direction: Direction }
  | { readonly does: 'heal' }
  | { readonly does: 'pause' };

const direction = fc.constantFrom<Direction>('to the server', 'from the server', 'both ways');
const deed: fc.Arbitrary<Deed> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      does: fc.constant('say' as const),
      from: fc.constantFrom('near' as const, 'far' as const),
      size: fc.integer({ min: 1, max: 4_000 }),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      does: fc.constant('change' as const),
      to: fc.oneof(
        fc.record({ silent: fc.boolean() }),
        fc.record({ rate: fc.integer({ min: 1_000, max: 1_000_000 }) }),
        fc.tuple(fc.nat(3), fc.nat(5)).map(([least, more]) => ({ delay: { least, most: least + more } })),
      ),
      direction,
    }),
  },
  { weight: 1, arbitrary: fc.constant({ does: 'heal' as const }) },
  { weight: 4, arbitrary: fc.constant({ does: 'pause' as const }) },
);

describe('Whatever befalls a link', () => {
  let side: FarSide;
  let resources: ReadonlyMap<string, number>;

  beforeEach(async () => {
    side = await FarSide.open();
    resources = resourcesInUse();
  });
  afterEach(() => side.close());

  it('what was said arrives complete and in order, on both sides, once it has recovered', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(deed, { maxLength: 40 }), async (deeds) => {
        const { near, link, far } = await side.link();
        const said = { near: Buffer.alloc(0), far: Buffer.alloc(0) };
        let count = 0;
        for (const one of deeds) {
          if (one.does === 'say') {
            const bytes = Buffer.alloc(one.size, `${count},`);
            count += 1;
            said[one.from] = Buffer.concat([said[one.from], bytes]);
            (one.from === 'near' ? near : far).says(bytes);
          } else if (one.does === 'change') link.change(one.to, one.direction);
          else if (one.does === 'heal') link.heal();
          else await setImmediate();
        }
        link.heal();
        await far.until(({ size }) => size >= said.near.length);
        await near.until(({ size }) => size >= said.far.length);
        expect(far.bytes.equals(said.near), 'what the near side said').to.equal(true);
        expect(near.bytes.equals(said.far), 'what the far side said').to.equal(true);
        await link.end();
      }),
      { numRuns: 60 },
    );
  });

  it('no socket and no timer is left when it has been ended', async () => {
    const links: Awaited<ReturnType<FarSide['link']>>[] = [];
    while (links.length < 5) links.push(await side.link());
    const [silent, slow, narrow, cut, reset] = links;
    for (const { near } of links) near.says(Buffer.alloc(5_000));
    silent?.link.change({ silent: true });
    slow?.link.change({ delay: { least: 5_000, most: 6_000 } });
    narrow?.link.change({ rate: 10 });
    for (const { near } of links) near.says(Buffer.alloc(5_000));
    await setImmediate();
    await cut?.link.cut();
    reset?.link.reset();
    const early = new Link();
    const opening = early.open(side.address, new Map()).catch(() => undefined);
    await Promise.all(links.map(({ link }) => link.end()));
    (await opening)?.destroy();
    await early.end();
    await Promise.all(
      links.map(({ far }) => far.until(({ ended, failure }) => ended || failure !== undefined)),
    );
    for (const { far } of links) far.socket.destroy();
    expect(await leftForGood(resources)).to.deep.equal([]);
  });
});

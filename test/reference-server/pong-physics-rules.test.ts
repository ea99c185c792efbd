import { describe, it } from 'node:test';
import { expect } from 'chai';
import fc from 'fast-check';
import { draw } from '../../reference-server/pong/pong-chance';
import {
  type Ball,
  conceded,
  type Field,
  HIGHEST_PADDLE,
  LOWER_WALL,
  LOWEST_PADDLE,
  SERVE_SPEED,
  serve,
  TOP_SPEED,
  tick,
  UPPER_WALL,
} from '../../reference-server/pong/pong-physics-rules';
import { field } from './a-room';

const speedOf = ({ vx, vy }: Ball) => Math.hypot(vx, vy);

describe('a paddle', () => {
  it('moves by 1.5 a tick while a direction is set, as far as it may', () => {
    expect(
      tick(field({}, { direction: 'up' }, { direction: 'down' })).paddles.map(({ y }) => y),
    ).to.deep.equal([48.5, 51.5]);
    expect(
      tick(field({}, { y: 10.5, direction: 'up' }, { y: 89.5, direction: 'down' })).paddles,
    ).to.deep.equal([
      { y: 10, direction: 'up' },
      { y: 90, direction: 'down' },
    ]);
  });
});

describe('the ball', () => {
  const CASES: [what: string, before: Field, after: Partial<Ball>][] = [
    ['flies', field({ vx: 0.5, vy: -0.25 }), { x: 50.5, y: 49.75, vx: 0.5, vy: -0.25 }],
    ['turns down at the upper wall', field({ y: 1.5, vy: -0.6 }), { y: 1, vy: 0.6 }],
    ['turns up at the lower wall', field({ y: 98.5, vy: 0.5 }), { y: 99, vy: -0.5 }],
    ['bounces off the left paddle', field({ x: 4.5, vx: -0.8 }), { x: 4.1, vx: 0.84, vy: 0 }],
    ['bounces off the right paddle', field({ x: 95.5, vx: 0.8 }), { x: 95.9, vx: -0.84, vy: 0 }],
    ['does not touch at a distance of 2', field({ x: 4.8, vx: -0.5 }), { x: 4.3, vx: -0.5 }],
    ['passes beside a paddle', field({ x: 4.5, y: 61, vx: -0.8 }), { x: 3.7, vx: -0.8 }],
    ['is hit at the very edge', field({ x: 4.5, y: 60.99, vx: -0.8 }), { x: 4.1 }],
    ['is not hit from behind', field({ x: 1.5, vx: 0.8 }), { x: 2.3, vx: 0.8 }],
    ['does not pass through a paddle at full speed', field({ x: 4.2, vx: -3 }), { x: 4.1, vx: 3 }],
    ['does not pass through the right one either', field({ x: 95.8, vx: 3 }), { x: 95.9, vx: -3 }],
  ];
  for (const [what, before, after] of CASES) {
    it(what, () => {
      const { ball } = tick(before);
      for (const [name, value] of Object.entries(after))
        expect(ball[name as keyof Ball], name).to.be.closeTo(value, 1e-9);
    });
  }

  it('takes spin from where it hits, and is 5% faster', () => {
    const { ball } = tick(field({ x: 4.5, y: 54, vx: -0.8 }));
    expect(ball.vy / ball.vx).to.be.closeTo(0.2 / 0.8, 1e-9);
    expect(speedOf(ball)).to.be.closeTo(0.84, 1e-9);
  });

  it('is a point at either end', () => {
    expect([0, 0.1, 99.9, 100].map((x) => conceded(field({ x })))).to.deep.equal([
      1,
      undefined,
      undefined,
      2,
    ]);
  });
});

describe('a serve', () => {
  it('goes toward the one who conceded, within 45 degrees, at 0.8', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 2 ** 32 - 1 }),
        fc.constantFrom(1, 2, undefined),
        (chance, toward) => {
          const { ball } = serve(toward, chance);
          expect(speedOf(ball)).to.be.closeTo(SERVE_SPEED, 1e-9);
          expect(Math.abs(ball.vy)).to.be.at.most(Math.abs(ball.vx) + 1e-9);
          if (toward !== undefined) expect(Math.sign(ball.vx)).to.equal(toward === 1 ? -1 : 1);
          expect(serve(toward, chance)).to.deep.equal(serve(toward, chance));
        },
      ),
    );
  });

  it('goes either way and at all angles, if it is the first', () => {
    let chance = 7;
    const balls = Array.from({ length: 400 }, () => {
      const served = serve(undefined, chance);
      chance = served.chance;
      return served.ball;
    });
    expect(balls.filter(({ vx }) => vx < 0).length).to.be.within(150, 250);
    expect(balls.filter(({ vy }) => vy < 0).length).to.be.within(150, 250);
  });

  it('is drawn evenly', () => {
    let chance = 1;
    const tenths = new Array<number>(10).fill(0);
    for (let each = 0; each < 10_000; each += 1) {
      const drawn = draw(chance);
      chance = drawn.chance;
      tenths[Math.floor(drawn.value * 10)] = (tenths[Math.floor(drawn.value * 10)] ?? 0) + 1;
    }
    for (const count of tenths) expect(count).to.be.within(850, 1_150);
  });
});

describe('whatever happens', () => {
  const number = (min: number, max: number) => fc.double({ min, max, noNaN: true });
  const direction = fc.constantFrom('up', 'down', 'stop' as const);
  const paddle = fc.record({ y: number(HIGHEST_PADDLE, LOWEST_PADDLE), direction });
  const velocity = fc
    .tuple(number(0.1, TOP_SPEED), number(-Math.PI, Math.PI))
    .map(([speed, angle]) => ({ vx: speed * Math.cos(angle), vy: speed * Math.sin(angle) }));
  const fields = fc
    .tuple(number(0.01, 99.99), number(UPPER_WALL, LOWER_WALL), velocity, paddle, paddle)
    .map(([x, y, { vx, vy }, left, right]) => field({ x, y, vx, vy }, left, right));

  it('paddles stay on the field, the ball between the walls, and no faster than 3', () => {
    fc.assert(
      fc.property(fields, (before) => {
        const { ball, paddles } = tick(before);
        for (const { y } of paddles) expect(y).to.be.within(HIGHEST_PADDLE, LOWEST_PADDLE);
        expect(ball.y).to.be.within(UPPER_WALL, LOWER_WALL);
        expect(speedOf(ball)).to.be.at.most(TOP_SPEED + 1e-9);
        expect(speedOf(ball)).to.be.at.least(Math.min(speedOf(before.ball), TOP_SPEED) - 1e-9);
      }),
      { numRuns: 2_000 },
    );
  });

  it('the two sides have the same chances: the mirror image of a tick is the tick of the mirror image', () => {
    const mirrored = ({ ball, paddles: [left, right] }: Field): Field => ({
      ball: { ...ball, x: 100 - ball.x, vx: -ball.vx },
      paddles: [right, left],
    });
    const close = (one: Field, other: Field) => {
      for (const part of ['x', 'y', 'vx', 'vy'] as const)
        expect(one.ball[part]).to.be.closeTo(other.ball[part], 1e-6);
      expect(one.paddles).to.deep.equal(other.paddles);
    };
    // At a distance of exactly 2 from a paddle, rounding decides; it may decide differently on either side.
    const clear = fields.filter(({ ball }) => Math.abs(Math.abs(50 - ball.x - ball.vx) - 46) > 1e-6);
    fc.assert(fc.property(clear, (before) => close(tick(mirrored(before)), mirrored(tick(before)))));
  });
});

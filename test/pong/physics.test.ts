import { describe, it } from 'node:test';
import { expect } from 'chai';
import type { Motion, Pair } from '../../support/systems/pong/events';
import { type Field, SERVE_SPEED, served, tick, winnerOf } from '../../support/systems/pong/physics';

const NO_SERVE = () => expect.fail('Nobody has to serve here.');

function field(ball: Partial<Motion>, rest: Partial<Field> = {}): Field {
  return {
    ball: { x: 50, y: 50, vx: 0, vy: 0, ...ball },
    paddles: [50, 50],
    directions: ['stop', 'stop'],
    score: [0, 0],
    ...rest,
  };
}

function after(ticks: number, from: Field): Field {
  let now = from;
  for (let done = 0; done < ticks; done += 1) now = tick(now, NO_SERVE);
  return now;
}

function expectBall({ ball }: Field, expected: Partial<Motion>): void {
  for (const [figure, value] of Object.entries(expected))
    expect(ball[figure as keyof Motion], figure).to.be.closeTo(value, 1e-6);
}

describe('The model of pong', () => {
  it('flies straight', () => {
    expectBall(after(10, field({ x: 20, y: 30, vx: 0.6, vy: 0.5 })), { x: 26, y: 35 });
  });

  it('bounces at 1 and 99, and loses what is beyond', () => {
    const up = field({ y: 1.3, vx: 0.6, vy: -0.5 });
    expectBall(after(1, up), { x: 50.6, y: 1, vx: 0.6, vy: 0.5 });
    expectBall(after(2, up), { x: 51.2, y: 1.5 });
    expectBall(after(1, field({ y: 98.5, vx: 0.6, vy: 0.5 })), { y: 99, vy: -0.5 });
  });

  it('turns at a paddle, and gains five hundredths', () => {
    expectBall(after(2, field({ x: 5, vx: -0.8 })), { x: 4.1, y: 50, vx: 0.84, vy: 0 });
    expectBall(after(2, field({ x: 95, vx: 0.8 })), { x: 95.9, y: 50, vx: -0.84, vy: 0 });
  });

  it('takes spin from where it meets the paddle, within the same gain', () => {
    // vy = 0.5 x 5/10 = 0.25; |(0.8, 0.25)| = 0.838153; scaled to 0.84
    expectBall(after(2, field({ x: 5, y: 55, vx: -0.8 })), { x: 4.1, y: 55, vx: 0.801763, vy: 0.250551 });
    // vy = 0.5 - 0.5 x 9/10 = 0.05, after the ceiling; speed before 0.943398, after 0.990568
    expectBall(after(1, field({ x: 4.5, y: 1.2, vx: -0.8, vy: -0.5 }, { paddles: [10, 50] })), {
      x: 4.1,
      y: 1,
      vx: 0.988639,
      vy: 0.06179,
    });
  });

  it('is never faster than 3', () => {
    expectBall(after(3, field({ x: 10, vx: -2.9 })), { x: 4.1, vx: 3 });
  });

  it('judges a crossing where the ball has come to, at 4 exactly', () => {
    expectBall(after(2, field({ x: 10, vx: -3 })), { x: 4.1, vx: 3 });
  });

  it('touching is not overlapping', () => {
    expectBall(after(6, field({ x: 5, y: 61, vx: -0.8 })), { x: 0.2, y: 61, vx: -0.8 });
    expectBall(after(2, field({ x: 5, y: 60.99, vx: -0.8 })), { x: 4.1 });
  });

  it('does not turn a ball that leaves the paddle', () => {
    expectBall(after(1, field({ x: 3, vx: 0.4 })), { x: 3.4, vx: 0.4 });
  });

  it('moves paddles by 1.5 within 10 and 90', () => {
    const paddles: Pair = [11, 88];
    const moved = after(1, field({}, { paddles, directions: ['up', 'down'] }));
    expect(moved.paddles).to.deep.equal([10, 89.5]);
    expect(after(2, moved).paddles).to.deep.equal([10, 90]);
  });

  it('gives the point to the other side, and serves to who conceded', () => {
    const served: number[] = [];
    const serve = (toward: number) => {
      served.push(toward);
      return { vx: 0.8, vy: 0 };
    };
    const left = tick(field({ x: 0.5, y: 80, vx: -0.8 }), serve);
    const right = tick(field({ x: 99.2, y: 80, vx: 0.8 }), serve);
    expect([left.score, right.score]).to.deep.equal([
      [0, 1],
      [1, 0],
    ]);
    expect(served).to.deep.equal([1, 2]);
    expectBall(left, { x: 50, y: 50 });
  });

  it('serves at 0.8 towards a player', () => {
    const { vx, vy } = served(1, Math.PI / 4);
    expect(Math.hypot(vx, vy)).to.be.closeTo(SERVE_SPEED, 1e-9);
    expect([vx < 0, vy > 0]).to.deep.equal([true, true]);
  });

  it('knows who has won', () => {
    expect([winnerOf([4, 4], 5), winnerOf([5, 4], 5), winnerOf([0, 1], 1)]).to.deep.equal([null, 1, 2]);
  });
});

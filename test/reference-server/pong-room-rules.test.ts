import { describe, it } from 'node:test';
import { expect } from 'chai';
import { isInPlay, type Room } from '../../reference-server/pong/pong-room';
import { interrupt, join, leave, newRoom, ready, steer } from '../../reference-server/pong/pong-room-rules';
import { after, bothReady, later, newsOf, noon, played, withBoth } from './a-room';

const empty = newRoom('BLUE', 5, 1);

/** A game in which the ball is about to pass the left paddle. */
function aboutToScore(room: Room): Room {
  const { match } = room;
  if (match === null) throw new Error('not in play');
  const ball = { x: 0.5, y: 5, vx: -0.8, vy: 0 };
  return { ...room, match: { ...match, field: { ...match.field, ball } } };
}

describe('joining a room', () => {
  it('gives place 1, then place 2; a third one observes', () => {
    const room = after(join(withBoth(), 'cy', 'player', noon));
    expect(room.seats.map((seat) => seat?.member)).to.deep.equal(['ana', 'bo']);
    expect(room.status).to.equal('waiting_for_ready');
  });

  it('tells the status each time', () => {
    const first = join(empty, 'ana', 'player', noon);
    expect(newsOf(first)).to.deep.equal(['status waiting_for_opponent']);
    expect(newsOf(join(after(first), 'cy', 'observer', noon))).to.deep.equal(['status waiting_for_opponent']);
    expect(newsOf(join(after(first), 'bo', 'player', noon))).to.deep.equal(['status waiting_for_ready']);
  });

  it('takes no place from who wants to observe, and gives the one that was freed', () => {
    expect(after(join(empty, 'cy', 'observer', noon)).seats).to.deep.equal([null, null]);
    const left = after(leave(withBoth(), 'ana', noon));
    expect(after(join(left, 'di', 'player', noon)).seats.map((seat) => seat?.member)).to.deep.equal([
      'di',
      'bo',
    ]);
  });
});

describe('being ready', () => {
  it('starts the game when both are, and not before', () => {
    const one = ready(withBoth(), 'ana');
    expect(newsOf(one)).to.deep.equal([]);
    expect(newsOf(ready(after(one), 'ana'))).to.deep.equal([]);
    const both = ready(after(one), 'bo');
    expect(newsOf(both)).to.deep.equal(['status playing']);
    expect(after(both).match?.score).to.deep.equal([0, 0]);
  });

  it('is for players', () => {
    expect(newsOf(ready(withBoth(), 'cy'))).to.deep.equal(['refused: Observers cannot play']);
  });

  it('counts before there is an opponent, who must be ready too', () => {
    const early = after(ready(after(join(empty, 'ana', 'player', noon)), 'ana'));
    const room = after(join(early, 'bo', 'player', noon));
    expect(room.status).to.equal('waiting_for_ready');
    expect(newsOf(ready(room, 'bo'))).to.deep.equal(['status playing']);
  });
});

describe('steering', () => {
  it('turns the own paddle only, in play only', () => {
    expect(newsOf(steer(withBoth(), 'ana', 'up'))).to.deep.equal(['refused: Game is not running']);
    expect(newsOf(steer(withBoth(), 'cy', 'up'))).to.deep.equal(['refused: Observers cannot play']);
    const room = played(after(steer(bothReady(withBoth()), 'bo', 'down')));
    expect(room.match?.field.paddles.map(({ y }) => y)).to.deep.equal([50, 51.5]);
  });
});

describe('a point', () => {
  it('goes to the other side; the ball is served to who conceded, the paddles stay', () => {
    const steered = after(steer(bothReady(withBoth()), 'bo', 'down'));
    const room = played(aboutToScore(steered));
    expect(room.match?.score).to.deep.equal([0, 1]);
    expect(room.match?.field.ball).to.include({ x: 50, y: 50 });
    expect(room.match?.field.ball.vx).to.be.below(0);
    expect(room.match?.field.paddles[1].y).to.equal(51.5);
    expect(room.status).to.equal('playing');
  });

  it('that reaches the limit wins', () => {
    const room = played(aboutToScore(bothReady(withBoth(1))));
    expect(room.status).to.equal('finished');
    expect(room.match).to.include({ winner: 2 });
    expect(isInPlay(room)).to.equal(false);
  });
});

describe('a rematch', () => {
  it('needs both ready again, and starts from nil-nil as another match', () => {
    const over = played(aboutToScore(bothReady(withBoth(1))));
    const one = after(ready(over, 'ana'));
    expect(one.status).to.equal('finished');
    const again = after(ready(one, 'bo'));
    expect(again.status).to.equal('playing');
    expect(again.match).to.deep.include({ score: [0, 0], winner: undefined });
    expect(again.match?.id).not.to.equal(over.match?.id);
  });
});

describe('leaving', () => {
  const scored = played(aboutToScore(bothReady(withBoth())));

  it('in play lets the match stand still', () => {
    const ruling = leave(scored, 'bo', noon);
    expect(newsOf(ruling)).to.deep.equal(['left 2', 'status waiting_for_opponent']);
    expect(after(ruling).seats).to.deep.equal([{ member: 'ana', ready: false }, null]);
    expect(newsOf(leave(scored, 'cy', noon))).to.deep.equal([]);
  });

  it('keeps the score for 30 s for whoever takes the place; both must be ready again', () => {
    const left = after(leave(scored, 'bo', noon));
    for (const [seconds, score] of [
      [29.9, [0, 1]],
      [30, [0, 0]],
    ] as const) {
      const back = after(join(left, 'di', 'player', later(seconds)));
      expect(back.status).to.equal('waiting_for_ready');
      const room = bothReady(back, ['ana', 'di']);
      expect(room.match?.score).to.deep.equal(score);
      expect(room.match?.id === scored.match?.id).to.equal(seconds < 30);
    }
  });

  it('lets the score wait no longer than for the first of two who left', () => {
    const one = after(leave(scored, 'bo', noon));
    const both = after(leave(one, 'ana', later(20)));
    expect(newsOf(leave(one, 'ana', later(20)))).to.deep.equal(['left 1']);
    const room = after(join(after(join(both, 'di', 'player', later(25))), 'ed', 'player', later(31)));
    expect(bothReady(room, ['di', 'ed']).match?.score).to.deep.equal([0, 0]);
  });

  it('goes on with a ball served to who conceded last, and paddles that stand where they were', () => {
    const moved = played(after(steer(scored, 'ana', 'up')));
    const back = after(join(after(leave(moved, 'bo', noon)), 'di', 'player', later(1)));
    const { match } = bothReady(back, ['ana', 'di']);
    expect(match?.field.paddles[0]).to.deep.equal({ y: 48.5, direction: 'stop' });
    expect(match?.field.ball).to.include({ x: 50, y: 50 });
    expect(match?.field.ball.vx).to.be.below(0);
  });

  it('after the end lets no match go on', () => {
    const over = played(aboutToScore(bothReady(withBoth(1))));
    const ruling = leave(over, 'ana', noon);
    expect(newsOf(ruling)).to.deep.equal(['left 1', 'status waiting_for_opponent']);
    const room = bothReady(after(join(after(ruling), 'di', 'player', later(1))), ['di', 'bo']);
    expect(room.match).to.deep.include({ score: [0, 0], winner: undefined });
    expect(room.match?.id).not.to.equal(over.match?.id);
  });
});

describe('an interruption', () => {
  it('takes a game in play back to waiting, with its score, and nothing else', () => {
    const scored = played(aboutToScore(bothReady(withBoth())));
    const ruling = interrupt(scored);
    expect(newsOf(ruling)).to.deep.equal(['status waiting_for_ready']);
    expect(bothReady(after(ruling)).match?.score).to.deep.equal([0, 1]);
    expect(newsOf(interrupt(withBoth()))).to.deep.equal([]);
  });
});

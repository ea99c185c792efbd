import { expect } from 'chai';
import { type Expectation, expecting } from '../../players/expectation';
import type { GameStatus, Pair, Place, PongEvent, Spot, Update } from './events';

type Kind<K extends PongEvent['kind']> = Extract<PongEvent, { kind: K }>;

/** The word that a room was made; to that limit, if one is given. */
export function roomCreated(room: string, limit?: number): Expectation {
  const to = limit === undefined ? '' : ` to ${limit}`;
  return expecting<Kind<'room created'>>(
    `the word that the room${to} was made`,
    ['room created'],
    (event) => {
      expect(event.room, 'the room').to.equal(room);
      if (limit !== undefined) expect(event.limit, 'the points limit').to.equal(limit);
    },
  );
}

/** The word that one is in that room, in whatever part. */
export function joined(room: string, connection: number): Expectation {
  return expecting<Kind<'joined'>>('the word that one has joined', ['joined'], (event, entry) => {
    expect(entry.connection, 'number of the connection').to.equal(connection);
    expect(event.room, 'the room').to.equal(room);
  });
}

/** The word that one is in, as that player, or as an observer for null. */
export function joinedAs(place: Place | null): Expectation {
  const part = place === null ? 'an observer' : `player ${place}`;
  return expecting<Kind<'joined'>>(`the word that one has joined as ${part}`, ['joined'], (event) => {
    expect(event.place, 'the place').to.equal(place);
  });
}

/** The room's status. */
export function statusIs(status: GameStatus): Expectation {
  return expecting<Kind<'game status'>>(`the game to be ${status}`, ['game status'], (event) => {
    expect(event.status, 'the status of the game').to.equal(status);
  });
}

/** Any word on the room's status. */
export const anyStatus = expecting<Kind<'game status'>>("the room's status", ['game status']);

/** The word that a player has gone. */
export function playerLeft(place: Place): Expectation {
  return expecting<Kind<'player left'>>(
    `the word that player ${place} has left`,
    ['player left'],
    (event) => {
      expect(event.place, 'who left').to.equal(place);
    },
  );
}

/** The word on how the game ended. */
export function gameOver(winner: Place, score?: Pair): Expectation {
  const how = score === undefined ? '' : ` ${score.join(':')}`;
  return expecting<Kind<'game over'>>(
    `the word that player ${winner} has won${how}`,
    ['game over'],
    (event) => {
      expect(event.winner, 'the winner').to.equal(winner);
      if (score !== undefined) expect(event.score, 'the final score').to.deep.equal(score);
    },
  );
}

/** Any update of the game. */
export const anyUpdate = expecting<Update>('an update of the game', ['update']);

/** An update on which something is so. `verify` throws an AssertionError where it is not. */
export function updateWith(description: string, verify: (update: Update) => void): Expectation {
  return expecting<Update>(description, ['update'], verify);
}

/** An update with that paddle so far from the top, or further in the direction in which it goes. */
export function paddleBeyond(place: Place, y: number, direction: 'up' | 'down'): Expectation {
  return updateWith(
    `player ${place}'s paddle ${direction === 'up' ? 'above' : 'below'} ${y}`,
    ({ paddles }) => {
      const paddle = expect(paddles[place - 1], `player ${place}'s paddle`);
      if (direction === 'up') paddle.to.be.at.most(y);
      else paddle.to.be.at.least(y);
    },
  );
}

/** An update with that score. */
export function scoreIs(score: Pair): Expectation {
  return updateWith(`a score of ${score.join(':')}`, (update) => {
    expect(update.score, 'the score').to.deep.equal(score);
  });
}

/** Half of the second decimal, which is all that an update shows, and what arithmetic loses on the way. */
const ROUNDING = 0.005 + 1e-6;

/** @throws AssertionError if what was shown is not that figure, to two decimals. */
export function expectShown(shown: number, exact: number, what: string): void {
  expect(shown, `${what}, by the rules ${Number(exact.toFixed(4))}`).to.be.closeTo(exact, ROUNDING);
}

/** @throws AssertionError if the ball was not shown there. */
export function expectBall({ ball }: Update, { x, y }: Spot, when: string): void {
  expectShown(ball.x, x, `how far across the ball is ${when}`);
  expectShown(ball.y, y, `how far down the ball is ${when}`);
}

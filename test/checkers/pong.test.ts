import { describe, it } from 'node:test';
import { expect } from 'chai';
import fc from 'fast-check';
import { followsThePhysics } from '../../support/checkers/pong/continuity';
import { tellsOfTheOwnRoomOnly } from '../../support/checkers/pong/own-room';
import { movesPaddlesAsOrdered } from '../../support/checkers/pong/paddles';
import { tellsTheRoomTheSame } from '../../support/checkers/pong/same-order';
import { changesStatusByTheRules } from '../../support/checkers/pong/status';
import { Journal } from '../../support/players/journal';
import type { Update } from '../../support/systems/pong/events';
import { type Plan, PongGame, type Saboteur } from './pong-game';

const CHECKERS = [
  followsThePhysics,
  movesPaddlesAsOrdered,
  tellsTheRoomTheSame,
  changesStatusByTheRules,
  tellsOfTheOwnRoomOnly,
];

const LONG: Plan = {
  chances: [0.2, 0.9, 0.5, 0.35, 0.6],
  orders: [
    { at: 3, place: 1, direction: 'up' },
    { at: 12, place: 1, direction: 'stop' },
    { at: 20, place: 2, direction: 'down' },
    { at: 60, place: 2, direction: 'up' },
  ],
  ticks: 3_000,
  limit: 5,
};

const plans = fc.record({
  chances: fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 1, maxLength: 20 }),
  orders: fc.array(
    fc.record({
      at: fc.nat(400),
      place: fc.constantFrom(1 as const, 2 as const),
      direction: fc.constantFrom('up' as const, 'down' as const, 'stop' as const),
    }),
    { maxLength: 30 },
  ),
  ticks: fc.constant(600),
  limit: fc.integer({ min: 1, max: 9 }),
});

/** What all checkers say of a game of which Olive was told something else. */
function verdicts(spoil?: Saboteur, plan = LONG): string[] {
  const { scenario } = new PongGame(plan).tell(spoil);
  return CHECKERS.flatMap((check) => check(scenario));
}

/** What one checker says of a game of which Olive was told another update at one tick. */
function verdictOf(
  check: (typeof CHECKERS)[number],
  at: number | ((all: readonly Update[]) => boolean),
  change: (update: Update, all: readonly Update[]) => readonly Update[],
): string {
  let done = false;
  const { scenario } = new PongGame(LONG).tell((update, tick, all) => {
    const now = !done && (typeof at === 'number' ? tick === at : at(all));
    if (!now) return [update];
    done = true;
    return change(update, all);
  });
  expect(done, 'whether anything was changed').to.equal(true);
  const violations = check(scenario);
  expect(violations, 'violations').not.to.have.lengthOf(0);
  return violations[0] ?? '';
}

const justScored = (all: readonly Update[]) =>
  all.length > 1 && String(all.at(-1)?.score) !== String(all.at(-2)?.score);
/** The ball was turned by a paddle in the last tick. */
const justReturned = (all: readonly Update[]) => {
  const [one, two, three] = all.slice(-3).map(({ ball }) => ball.x);
  if (one === undefined || two === undefined || three === undefined) return false;
  return Math.sign(two - one) !== Math.sign(three - two) && (three < 10 || three > 90);
};

describe('Checkers of pong', () => {
  it('find nothing wrong with an honest game', () => {
    expect(verdicts()).to.deep.equal([]);
  });

  it('find nothing wrong with any honest game', () => {
    fc.assert(
      fc.property(plans, (plan) => {
        expect(verdicts(undefined, plan)).to.deep.equal([]);
      }),
      { numRuns: 40 },
    );
  });

  it('find nothing wrong where somebody comes in the middle, whenever that is', () => {
    for (let late = 1; late < 200; late += 7)
      expect(verdicts(undefined, { ...LONG, late })).to.deep.equal([]);
  });

  it('find what is wrong after somebody came in the middle', () => {
    const spoil: Saboteur = (update, tick) => (tick === 90 ? [] : [update]);
    const [verdict] = followsThePhysics(new PongGame({ ...LONG, late: 77 }).tell(spoil).scenario);
    expect(verdict).to.match(/^Olive saw the ball at/);
  });

  describe('The ball', () => {
    it('that stands still for one tick', () => {
      const verdict = verdictOf(followsThePhysics, 30, (update, all) => [
        { ...update, ball: all.at(-2)?.ball ?? update.ball },
      ]);
      expect(verdict).to.match(
        /^Olive saw the ball stand still at [\d., ]+, where the rules have it at about/,
      );
    });

    it('that skips a tick', () => {
      const verdict = verdictOf(followsThePhysics, 30, () => []);
      expect(verdict).to.match(
        /^Olive saw the ball at [\d., ]+ after [\d., ]+, where the rules have it at about/,
      );
    });

    it('that is shown twice', () => {
      expect(verdictOf(followsThePhysics, 30, (update) => [update, update])).to.include('stand still');
    });

    it('that is off by three hundredths', () => {
      const verdict = verdictOf(followsThePhysics, 30, (update) => [
        { ...update, ball: { x: update.ball.x + 0.03, y: update.ball.y } },
      ]);
      expect(verdict).to.include('where the rules have it at about');
    });

    it('that is not put before the paddle it has met', () => {
      const verdict = verdictOf(followsThePhysics, justReturned, (update) => [
        { ...update, ball: { x: update.ball.x < 50 ? 5 : 95, y: update.ball.y } },
      ]);
      expect(verdict).to.include('where the rules have it at about');
    });

    it('is served too fast, or too slow', () => {
      for (const factor of [1.1, 0.9]) {
        let served: number | undefined;
        const verdict = verdictsAfter(followsThePhysics, (update, tick, all) => {
          if (served === undefined && justScored(all)) served = tick;
          const since = served === undefined ? 0 : tick - served;
          if (since === 0 || since > 12) return [update];
          const stretched = (value: number) => Math.round((50 + (value - 50) * factor) * 100) / 100;
          return [{ ...update, ball: { x: stretched(update.ball.x), y: stretched(update.ball.y) } }];
        });
        expect(verdict, `${factor} times as fast`).to.include('where the rules have it at about');
      }
    });
  });

  describe('The score', () => {
    it('that changes while the ball is in the field', () => {
      const verdict = verdictOf(followsThePhysics, 30, (update) => [{ ...update, score: [1, 0] }]);
      expect(verdict).to.match(/^Olive saw a point for player 1, with the ball in the field, after/);
    });

    it('that goes up by two', () => {
      const verdict = verdictOf(followsThePhysics, justScored, (update) => [{ ...update, score: [2, 0] }]);
      expect(verdict).to.match(/^Olive saw the score go from \d:\d to 2:0 in one tick/);
    });

    it('that goes to the wrong side', () => {
      const verdict = verdictOf(followsThePhysics, justScored, (update) => {
        const [one, two] = update.score;
        return [{ ...update, score: [two, one] }];
      });
      expect(verdict).to.match(/^Olive saw a point for player \d, with the ball in the field, after/);
    });

    it('that does not change when the ball is out', () => {
      const verdict = verdictOf(followsThePhysics, justScored, (update, all) => [
        { ...update, score: all.at(-2)?.score ?? update.score },
      ]);
      expect(verdict).to.match(/^Olive saw the ball out of the field, and no point for it, after/);
    });

    it('that ends the game too early, or not', () => {
      const early = verdictOf(followsThePhysics, justScored, (update) => [{ ...update, winner: 1 }]);
      expect(early).to.match(/^Olive saw player 1 as winner at \d:\d in a game to 5/);
      const late = verdictOf(
        followsThePhysics,
        (all) => all.at(-1)?.winner !== null,
        (update) => [{ ...update, winner: null }],
      );
      expect(late).to.match(/^Olive saw no winner at \d:\d in a game to 5/);
      const status = verdictOf(
        followsThePhysics,
        (all) => all.at(-1)?.winner !== null,
        (update) => [{ ...update, status: 'playing' }],
      );
      expect(status).to.match(/^Olive saw a game "playing" at \d:\d, which is finished/);
    });

    it('that begins at anything but nil-nil', () => {
      const verdict = verdictOf(followsThePhysics, 0, (update) => [{ ...update, score: [3, 0] }]);
      expect(verdict).to.include('the score go from 0:0 to 3:0');
    });
  });

  describe('A paddle', () => {
    it('that moves too far', () => {
      const verdict = verdictOf(movesPaddlesAsOrdered, 5, (update) => [
        { ...update, paddles: [update.paddles[0] - 1.5, update.paddles[1]] },
      ]);
      expect(verdict).to.match(/^Olive saw player 1's paddle go from 47 to 44 in one tick/);
    });

    it('that leaves its bounds', () => {
      const verdict = verdictOf(movesPaddlesAsOrdered, 5, (update) => [{ ...update, paddles: [9.5, 50] }]);
      expect(verdict).to.match(/^Olive saw player 1's paddle out of its bounds/);
    });

    it('that moves before anybody has ordered it to', () => {
      const verdict = verdictsAfter(movesPaddlesAsOrdered, (update, tick) => {
        return [tick === 0 ? { ...update, paddles: [48.5, 50] } : update];
      });
      expect(verdict).to.match(
        /^Olive saw player 1's paddle go from 50 to 48.5, and Ana had ordered nothing/,
      );
    });

    it('goes by the orders of whoever has taken the place last, whoever is named last', () => {
      const { scenario } = new PongGame(LONG).tell();
      const journal = new Journal('Zoe', { next: () => 0, now: () => 0 });
      const asks = { kind: 'joins the room', room: 'den-0123456789' };
      journal.append({ kind: 'sent', connection: 1, event: asks, raw: '' });
      const event = { kind: 'joined', room: asks.room, place: 1 };
      journal.append({ kind: 'received', connection: 1, event, raw: '', channel: 'game' });
      const zoe = { name: 'Zoe', role: 'player', journal, openConnections: 0 };
      const players = [...scenario.players, zoe];
      expect(movesPaddlesAsOrdered({ ...scenario, players })).to.deep.equal([]);
    });

    it("that moves by the other's order", () => {
      const verdict = verdictsAfter(movesPaddlesAsOrdered, (update) => {
        const [, two] = update.paddles;
        return [{ ...update, paddles: [two, two] }];
      });
      expect(verdict).to.match(
        /^Olive saw player 1's paddle go from 50 to 51.5, and Ana had ordered nothing/,
      );
    });

    it('that never moves', () => {
      const verdict = verdictsAfter(movesPaddlesAsOrdered, (update) => [{ ...update, paddles: [50, 50] }]);
      expect(verdict).to.match(
        /^Olive saw player \d's paddle go from 50 to 50, and (Ana|Bo) had ordered "\w+"/,
      );
    });
  });

  describe('A room', () => {
    it('whose members are told in another order', () => {
      let kept: Update | undefined;
      const verdict = verdictsAfter(tellsTheRoomTheSame, (update, tick) => {
        if (tick === 30) {
          kept = update;
          return [];
        }
        return tick === 31 && kept ? [update, kept] : [update];
      });
      expect(verdict).to.match(/were told different things of the same room: #\d+ <- update/);
    });

    it('whose member is told less, or more', () => {
      for (const told of [0, 2]) {
        const verdict = verdictOf(tellsTheRoomTheSame, 30, (update) =>
          Array.from({ length: told }, () => update),
        );
        expect(verdict).to.include('were told different things of the same room');
      }
    });

    it('that is told of another', () => {
      const one = new PongGame(LONG).tell();
      const other = new PongGame(LONG, 'attic-0123456789', ['Cy', 'Dan', 'Eve']).tell();
      const both = () => ({
        ...one.scenario,
        players: [...one.scenario.players, ...other.scenario.players],
      });
      expect(tellsOfTheOwnRoomOnly(both())).to.deep.equal([]);
      const [cy] = other.people;
      if (cy) other.receives(cy, { kind: 'game over', room: one.room, winner: 1, score: [5, 0], limit: 5 });
      const [verdict] = tellsOfTheOwnRoomOnly(both());
      expect(verdict).to.include(
        'Cy is in the room attic-0123456789 and was told of the room den-0123456789',
      );
    });
  });

  describe('A tick of another room', () => {
    type Tick = (own: readonly Update[], away: PongGame) => Update | undefined;
    /** The first that is said where Olive was told a tick besides her own, and Eve in another room, whose game has these serves, what Eve was. */
    const said = (
      olive: Tick,
      chances: readonly number[],
      eve: (own: readonly Update[]) => Update | undefined,
    ) => {
      const more = (tick: number, update: Update, told: Update | undefined) =>
        tick === 30 && told ? [update, told] : [update];
      const away = new PongGame({ ...LONG, chances }, 'attic-0123456789', ['Cy', 'Dan', 'Eve']);
      away.tell((update, tick, all) => more(tick, update, eve(all)));
      const own = new PongGame(LONG).tell((update, tick, all) => more(tick, update, olive(all, away)));
      const players = [...own.scenario.players, ...away.scenario.players];
      return followsThePhysics({ ...own.scenario, players })[0];
    };
    const nothing = () => undefined;

    it('is told of as such', () => {
      expect(said((_own, away) => away.updates[29], [0.7, 0.1], nothing)).to.match(
        /^Olive saw the ball at .*; it is what the room attic-0123456789 was told$/,
      );
    });

    it('is not what this room was told before, or what is wrong there as well', () => {
      const again = (own: readonly Update[]) => own.at(-1);
      expect(said(again, LONG.chances, nothing)).to.match(/^Olive saw the ball stand still at [^;]*$/);
      const shifted = (own: readonly Update[]) => {
        const last = own.at(-1);
        return last && { ...last, ball: { ...last.ball, y: last.ball.y + 3 } };
      };
      expect(said(shifted, LONG.chances, shifted)).to.match(/^Olive saw the ball at [^;]*$/);
    });
  });

  describe('A status', () => {
    const told = (spoil: (game: PongGame) => void) => {
      const game = new PongGame({ ...LONG, ticks: 10 }).tell();
      spoil(game);
      return changesStatusByTheRules(game.scenario)[0];
    };

    it('that there cannot be after another', () => {
      const verdict = told((game) => {
        game.all({ kind: 'game status', status: 'waiting for an opponent' });
        game.all({ kind: 'game status', status: 'finished' });
      });
      expect(verdict).to.match(/^Ana was told that a game that was waiting for an opponent is finished/);
    });

    it('that is told again and again', () => {
      const verdict = told((game) => {
        for (let time = 0; time < 3; time += 1) game.all({ kind: 'game status', status: 'playing' });
      });
      expect(verdict).to.equal(
        'Ana was told 4 times what the status was already, and 1 other has joined meanwhile: #6 <- game status waiting for ready, #20 <- game status playing, #21 <- game status playing and 1 more',
      );
    });

    it('that is told once more than somebody has joined', () => {
      const verdict = told((game) => game.all({ kind: 'game status', status: 'playing' }));
      expect(verdict).to.equal(
        'Ana was told 2 times what the status was already, and 1 other has joined meanwhile: #6 <- game status waiting for ready and #20 <- game status playing',
      );
    });

    it('that is told once more when somebody was let in who had not asked in so many words is as it should be', () => {
      const verdict = told((game) => {
        const joined = { kind: 'joined', room: game.room, place: null, telling: '' };
        const raw = JSON.stringify(joined);
        game.people[2]?.journal.append({
          kind: 'received',
          connection: 2,
          channel: 'game',
          event: joined,
          raw,
        });
        game.all({ kind: 'game status', status: 'playing' });
      });
      expect(verdict).to.equal(undefined);
    });

    it('of a game that ends twice, or otherwise than it did', () => {
      const ended = new PongGame(LONG).tell();
      const last = ended.updates.at(-1);
      const over = {
        kind: 'game over',
        room: ended.room,
        winner: last?.winner ?? 1,
        score: [5, 5],
        limit: 5,
      } as const;
      ended.all({ ...over, score: last?.score ?? [0, 0] });
      expect(changesStatusByTheRules(ended.scenario)[0]).to.match(
        /^Ana was told (of an end before "finished"|twice)/,
      );
      const other = told((game) => {
        game.all({ kind: 'game status', status: 'finished' });
        game.all(over);
      });
      expect(other).to.match(/^Ana was told of another end than was seen/);
    });

    it('of a game that was won with other points than it is said to go to', () => {
      const verdict = told((game) => {
        const [update] = game.updates;
        if (update) game.all({ ...update, score: [5, 3], winner: 1, status: 'finished' });
        game.all({ kind: 'game status', status: 'finished' });
        game.all({ kind: 'game over', room: game.room, winner: 1, score: [5, 3], limit: 7 });
      });
      expect(verdict).to.match(/^Ana was told that a game to 7 points was won with 5/);
    });

    it('is judged of a long game as soon as of several short ones', () => {
      const lasting = (updates: number) => {
        const game = new PongGame({ ...LONG, ticks: 1 }).tell();
        const [update] = game.updates;
        for (let tick = 0; update && tick < updates; tick += 1) game.all(update);
        const { scenario } = game;
        changesStatusByTheRules({ ...scenario, players: [...scenario.players] }); // warm
        const began = performance.now();
        expect(changesStatusByTheRules(scenario)).to.deep.equal([]);
        return performance.now() - began;
      };
      const short = lasting(2_000);
      expect(lasting(20_000), 'milliseconds').to.be.below(500 + 40 * short);
    });

    it('that somebody is told before joining', () => {
      const game = new PongGame({ ...LONG, ticks: 0 });
      const [ana] = game.people;
      if (ana) game.receives(ana, { kind: 'game status', status: 'waiting for an opponent' });
      const [verdict] = changesStatusByTheRules(game.scenario);
      expect(verdict).to.match(/^Ana had not joined yet, and was told #0 <- game status/);
    });
  });
});

/** What one checker says first of a game of which Olive was told what the saboteur says. */
function verdictsAfter(check: (typeof CHECKERS)[number], spoil: Saboteur): string {
  const [first = ''] = check(new PongGame(LONG).tell(spoil).scenario);
  return first;
}

import { AssertionError, expect } from 'chai';
import type { Player } from '../../players/player';
import { starts } from '../audience';
import type { Arrangement } from './dialect';
import type { Direction, FieldArranged, Motion, Pair, PongEvent, Update } from './events';
import { expectBall, expectShown } from './expectations';
import type { Member } from './member';
import { CENTRE, type Field, SERVE_SPEED, tick } from './physics';
import type { Room } from './room';

const TICKS_A_SECOND = 60;

/** Some ticks that passed in one go: where everybody's journal stood before, and what the model makes of them. */
interface Run {
  readonly since: ReadonlyMap<Player, number>;
  readonly ticks: number;
  /** As far as the model can tell: up to the next serve, which the server throws by chance. */
  readonly fields: readonly Field[];
}

/** A game whose ticks pass only when a step says so, beside the model of it. */
export class HeldGame {
  /** The ball as the model knows it; undefined after a serve. */
  #ball: Motion | undefined;
  #paddles: Pair = [50, 50];
  #score: Pair = [0, 0];
  #plan: Arrangement | undefined;
  #run: Run | undefined;

  constructor(private readonly room: Room) {}

  /** Sets the field up for the next tick: what is left out stays as it is, or as another call says. */
  plan(arrangement: Arrangement): void {
    const paddles = { ...this.#plan?.paddles, ...arrangement.paddles };
    this.#plan = { ...this.#plan, ...arrangement, paddles };
  }

  /** So many ticks pass, or fewer if the game ends. Done when everybody in the room has every update of them. */
  async pass(ticks: number): Promise<void> {
    const { room } = this;
    await room.isQuiet();
    await this.arrange();
    const since = starts(room.everybody);
    const fields = this.predict(ticks);
    await room.dialect.step(room.code, ticks);
    await room.isQuiet();
    this.#run = { since, ticks, fields };
    this.takeOver(fields);
  }

  /**
   * So many ticks pass one by one while something else happens, and that again and again; seen as one run.
   * @param before prepares a round (from 0), and gives what happens in it.
   */
  async passWhile(
    { ticks, times }: { readonly ticks: number; readonly times: number },
    before: (round: number) => Promise<() => Promise<void>>,
  ): Promise<void> {
    const { room } = this;
    const since = starts(room.everybody);
    for (let round = 0; round < times; round += 1) {
      const meanwhile = await before(round);
      const happening = meanwhile();
      for (let tick = 0; tick < ticks; tick += 1) await room.dialect.step(room.code, 1);
      await happening;
    }
    await room.isQuiet();
    this.#run = { since, ticks: ticks * times, fields: [] };
  }

  /**
   * Both players play: every so many ticks each looks where the ball is and goes after it. Until the game is over.
   * @param aSecondPasses moves the server's clock by a second: nobody orders as often in a second of play as both do here in
   * one of real time, where ticks take none, and whoever floods a server is shown the door.
   * @throws Error if it is not over after so many ticks.
   */
  async playOn(look: number, most: number, aSecondPasses: () => Promise<void>): Promise<void> {
    const { room } = this;
    const [first] = room.everybody;
    const since = starts(room.everybody);
    for (let ticks = 0; !room.latest?.winner; ticks += look) {
      if (ticks > most) throw new Error(`The game is not over after ${ticks} ticks.`);
      if (ticks % TICKS_A_SECOND < look) await aSecondPasses();
      for (const player of room.players) {
        const order = towardsTheBall(room.latest, player.place === 1 ? 0 : 1);
        if (order !== player.direction) player.moves(order);
      }
      await room.isQuiet(room.players);
      await room.dialect.step(room.code, look);
      await first?.isHeard();
    }
    await room.isQuiet();
    this.#run = { since, ticks: most, fields: [] };
  }

  /** The updates of the last run, as each member was told them. @throws Error before the first. */
  get seen(): readonly { readonly player: Player; readonly updates: readonly Update[] }[] {
    const run = this.#run;
    if (!run) throw new Error('No tick has passed yet in this game.');
    return [...run.since].map(([player, from]) => ({ player, updates: updatesOf(player, from) }));
  }

  /** The last update of the run, as everybody was told it. @throws AssertionError if somebody was not told of every tick. */
  expectLast(verify: (update: Update, when: string) => void): void {
    const ticks = this.#run?.ticks ?? 0;
    for (const { player, updates } of this.seen) {
      const last = updates.at(-1);
      if (!last) throw new AssertionError(`${player.name} was told of no tick.`);
      if (updates.length < ticks && last.winner === null)
        throw new AssertionError(`${player.name} was told of ${updates.length} of the ${ticks} ticks.`);
      verify(last, `as ${player.name} sees it`);
    }
  }

  /** Every tick of the last run, as everybody was told it, is what the model says. @throws AssertionError for the first that is not. */
  expectByTheRules(): void {
    const { fields = [], ticks = 0 } = this.#run ?? {};
    expect(fields, 'ticks that the model can tell').not.to.have.lengthOf(0);
    for (const { player, updates } of this.seen) {
      const most = fields.length < ticks ? updates.length : fields.length;
      expect(updates, `updates that ${player.name} was told`).to.have.lengthOf(most);
      for (const [index, field] of fields.entries()) {
        const update = updates[index];
        const when = `at tick ${index + 1} of ${ticks}, as ${player.name} sees it`;
        if (!update)
          throw new AssertionError(`${player.name} was not told of tick ${index + 1} of ${ticks}.`);
        expectField(update, field, when);
      }
    }
  }

  /**
   * The run ended with a point, the ball in the middle, and one tick more: towards that player, by the speed of a serve.
   * @throws AssertionError with the figures.
   */
  expectServeTo({ name, place }: Member): void {
    for (const { player, updates } of this.seen) {
      const [served, flown] = updates.slice(-2);
      if (!served || !flown) throw new AssertionError(`${player.name} was told of fewer than two ticks.`);
      expectBall(served, CENTRE, `at the serve, as ${player.name} sees it`);
      const [across, down] = [flown.ball.x - CENTRE.x, flown.ball.y - CENTRE.y];
      const when = `one tick after the serve, as ${player.name} sees it`;
      expect(Math.hypot(across, down), `how far the ball is from the middle ${when}`).to.be.closeTo(
        SERVE_SPEED,
        0.015,
      );
      expect(Math.sign(across), `whether the ball goes to ${name} ${when}`).to.equal(place === 1 ? -1 : 1);
      expect(Math.abs(across), `how far across the ball is ${when}`).to.be.at.least(Math.abs(down) - 0.02);
    }
  }

  /**
   * Everybody was told of the same ticks in the last run, so many, or these people were. @throws AssertionError naming who was not.
   */
  expectTheSame(ticks: number, names?: readonly string[]): void {
    const seen = this.seen.filter(({ player }) => names === undefined || names.includes(player.name));
    const [first, ...others] = seen;
    expect(first?.updates, `updates that ${first?.player.name} was told`).to.have.lengthOf(ticks);
    for (const { player, updates } of others) {
      const differing = updates.findIndex((one, index) => one.telling !== first?.updates[index]?.telling);
      expect(updates, `updates that ${player.name} was told`).to.have.lengthOf(ticks);
      expect(differing, `the first update that ${player.name} was told otherwise`).to.equal(-1);
    }
  }

  /** As `expectTheSame`, for a run of so many ticks or more. */
  expectTheSameFor(ticks: number): void {
    const count = this.seen[0]?.updates.length ?? 0;
    expect(count, 'ticks of the game').to.be.at.least(ticks);
    this.expectTheSame(count);
  }

  /** Tells the server of what was planned, and everybody's journal. */
  private async arrange(): Promise<void> {
    const { room } = this;
    const plan = this.#plan;
    if (!plan) return;
    await room.dialect.arrange(room.code, plan);
    this.#ball = plan.ball ?? this.#ball;
    this.#paddles = [plan.paddles?.[1] ?? this.#paddles[0], plan.paddles?.[2] ?? this.#paddles[1]];
    this.#score = plan.score ?? this.#score;
    this.#plan = undefined;
    const event: FieldArranged = {
      kind: 'field arranged',
      room: room.code,
      ball: plan.ball ?? null,
      paddles: this.#paddles,
      score: this.#score,
      telling: tellPlan(plan),
    };
    for (const player of room.everybody) player.finds(event, '', 'test hook');
  }

  private predict(ticks: number): Field[] {
    const fields: Field[] = [];
    if (!this.#ball) return fields;
    const order = (place: 1 | 2) => this.room.players.find((one) => one.place === place)?.direction ?? 'stop';
    let served = false;
    let field: Field = {
      ball: this.#ball,
      paddles: this.#paddles,
      directions: [order(1), order(2)],
      score: this.#score,
    };
    while (fields.length < ticks && !served) {
      field = tick(field, () => {
        served = true;
        return { vx: 0, vy: 0 };
      });
      fields.push(field);
    }
    return fields;
  }

  private takeOver(fields: readonly Field[]): void {
    const { latest } = this.room;
    if (!latest) return;
    const last = fields.at(-1);
    const isTold = last !== undefined && fields.length === this.#run?.ticks;
    const served = last !== undefined && last.ball.vx === 0 && last.ball.vy === 0;
    this.#ball = isTold && !served ? last.ball : undefined;
    this.#paddles = isTold ? last.paddles : latest.paddles;
    this.#score = latest.score;
  }
}

/** @throws AssertionError naming the figure that differs. */
function expectField(update: Update, { ball, paddles, score }: Field, when: string): void {
  expect(update.score, `the score ${when}`).to.deep.equal(score);
  if (update.winner === null) expectBall(update, ball, when); // there is no next serve after a win
  for (const side of [0, 1] as const)
    expectShown(update.paddles[side], paddles[side], `player ${side + 1}'s paddle ${when}`);
}

function updatesOf(player: Player, from: number): Update[] {
  return player.journal.entries.slice(from).flatMap((entry) => {
    const event = entry.kind === 'received' ? (entry.event as PongEvent) : undefined;
    return event?.kind === 'update' ? [event] : [];
  });
}

/** Where a player who is a little slow moves the paddle: to the ball, if it is far. */
function towardsTheBall(latest: Update | undefined, side: 0 | 1): Direction {
  const distance = latest ? latest.ball.y - latest.paddles[side] : 0;
  if (Math.abs(distance) < 6) return 'stop';
  return distance < 0 ? 'up' : 'down';
}

function tellPlan({ ball, score }: Arrangement): string {
  const where = ball ? [`ball ${ball.x}, ${ball.y}`] : [];
  return [...where, ...(score ? [score.join(':')] : [])].join('; ');
}

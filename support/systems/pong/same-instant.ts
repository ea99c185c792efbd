import { expect } from 'chai';
import type { Entry } from '../../players/journal';
import { together } from '../../players/together';
import { starts } from '../audience';
import type { GameStatus, Place, PongEvent, Update } from './events';
import { anyUpdate, playerLeft } from './expectations';
import { CENTRE } from './physics';
import type { Pong } from './pong';
import type { Room } from './room';

/** How one critical instant ended. */
interface Outcome {
  /** For each who was asked: how often that was seen. */
  readonly seen: readonly { readonly name: string; readonly times: number }[];
  /** Where the first ball went. */
  readonly served: 'left' | 'right';
}

/** What became of a place that one left in the instant in which another came. */
interface Change {
  readonly place: Place | null | undefined;
  readonly statuses: readonly (GameStatus | undefined)[];
}

/**
 * The critical instants of a room, again and again, each time in a room of its own: a fault that shows once in twenty times must not
 * need twenty runs of the suite. A When runs them, a Then looks at what became of them.
 */
export class SameInstant {
  readonly #starts: Outcome[] = [];
  readonly #changes: Change[] = [];
  readonly #free: string[] = [];

  constructor(private readonly pong: Pong) {}

  /** Both players of a room say ready in the same instant. */
  async getReady(names: readonly string[], times: number): Promise<void> {
    for (let round = 0; round < times; round += 1) {
      const room = await this.pong.open(names, undefined, this.codeOf(round));
      const since = starts(room.everybody);
      await room.start();
      const served = await firstServe(room, since);
      await room.isQuiet();
      const begins = room.everybody.map((player) => ({
        name: player.name,
        times: matching(player.journal.entries.slice(since.get(player)), (event) => {
          return event.kind === 'game status' && event.status === 'playing';
        }),
      }));
      this.#starts.push({ seen: begins, served });
      await this.empty(room);
    }
  }

  /** @throws AssertionError if somebody, some time, did not see the game begin once. */
  expectOneStartEachTime(): void {
    expect(this.#starts, 'times it was tried').not.to.have.lengthOf(0);
    for (const [round, { seen }] of this.#starts.entries()) {
      for (const { name, times } of seen)
        expect(times, `starts that ${name} saw, time ${round + 1} of ${this.#starts.length}`).to.equal(1);
    }
  }

  /** @throws AssertionError if every first ball went to the same side: by chance that happens once in 500,000 times that 20 games begin. */
  expectServesToEither(): void {
    const sides = new Set(this.#starts.map(({ served }) => served));
    expect([...sides].toSorted(), 'sides to which first balls went').to.deep.equal(['left', 'right']);
  }

  /** Both players leave a game in play in the same instant; then somebody makes a room of the same code. */
  async leave(names: readonly string[], maker: string, times: number): Promise<void> {
    for (let round = 0; round < times; round += 1) {
      const code = this.codeOf(round);
      const room = await this.pong.open(names, undefined, code);
      await room.start();
      await this.empty(room);
      const again = this.pong.plan(maker, undefined, code);
      const member = this.pong.newcomer(maker, again);
      await member.comes();
      await member.creates(3);
      this.#free.push(code);
      await member.player.leave();
    }
  }

  /** @throws AssertionError if the code was not free again each time. */
  expectFreeAgain(times: number): void {
    expect(this.#free, 'times the code was free again').to.have.lengthOf(times);
  }

  /** One player leaves in the instant in which somebody else joins. */
  async change([stays = '', leaves = '']: readonly string[], comes: string, times: number): Promise<void> {
    for (let round = 0; round < times; round += 1) {
      const room = await this.pong.open([stays, leaves], undefined, this.codeOf(round));
      const newcomer = this.pong.newcomer(comes, room);
      await newcomer.comes();
      const { player } = room.member(stays);
      const since = starts([player, newcomer.player]);
      const leaver = room.member(leaves).player;
      await (round % 2 === 0
        ? Promise.all([leaver.leave(), newcomer.joins()])
        : Promise.all([newcomer.joins(), leaver.leave()]));
      await together([player], (one) => one.sees(playerLeft(2), since.get(one)));
      await room.isQuiet();
      this.#changes.push({
        place: newcomer.place,
        statuses: [player, newcomer.player].map((one) => lastStatus(one.journal.entries)),
      });
      await this.empty(room);
    }
  }

  /** @throws AssertionError if, some time, the newcomer's part and the status that both know do not fit. */
  expectFittingEachTime(): void {
    expect(this.#changes, 'times it was tried').not.to.have.lengthOf(0);
    for (const [round, { place, statuses }] of this.#changes.entries()) {
      const when = `time ${round + 1} of ${this.#changes.length}`;
      expect(place, `the newcomer's place, ${when}`).to.be.oneOf([2, null]);
      const status = place === 2 ? 'waiting for ready' : 'waiting for an opponent';
      expect(statuses, `the status as both know it, ${when}`).to.deep.equal([status, status]);
    }
  }

  /** All leave in the same instant. */
  private async empty(room: Room): Promise<void> {
    await Promise.all(room.everybody.map((player) => player.leave()));
  }

  private codeOf(round: number): string {
    return this.pong.dialect.code(`instant-${round + 1}`);
  }
}

/** To which side the first ball of a game goes that has begun since then, by the first update of it. */
async function firstServe(room: Room, since: ReturnType<typeof starts>): Promise<'left' | 'right'> {
  const { player } = room.player(1);
  const entry = await player.sees(anyUpdate, since.get(player));
  const { ball } = ('event' in entry ? entry.event : undefined) as Update;
  return ball.x < CENTRE.x ? 'left' : 'right';
}

function matching(entries: readonly Entry[], is: (event: PongEvent) => boolean): number {
  return entries.filter((entry) => entry.kind === 'received' && is(entry.event as PongEvent)).length;
}

function lastStatus(entries: readonly Entry[]): GameStatus | undefined {
  const last = entries.findLast((entry) => entry.kind === 'received' && entry.event.kind === 'game status');
  const event = last && 'event' in last ? (last.event as PongEvent) : undefined;
  return event?.kind === 'game status' ? event.status : undefined;
}
